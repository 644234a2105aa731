const houses = require("./tools/floors.json");

/** A pattern for the files of some rooms: `resources` is a folder, `index.ts` a file. */
const filesOf = (house, rooms) =>
  `^${house}/(${rooms.map((room) => (room.endsWith(".ts") ? room.replace(".", "\\.") : `${room}/`)).join("|")})`;

/** One rule a floor: nothing on it imports from a floor above. */
const floorRules = houses.flatMap(({ house, floors }) =>
  floors.slice(1).map(({ rooms, about }, index) => ({
    name: `${house}/${rooms.join("+")}-imports-nothing-above`,
    comment:
      `${house}/${rooms.join(", ")} (${about}) stands below ${floors[index].rooms.join(", ")}, and imports go down only, ` +
      "so that a reader needs nothing from above. Hand the function or value over as an argument, or move what both need to a lower floor (tools/floors.json).",
    severity: "error",
    from: { path: filesOf(house, rooms) },
    to: {
      path: filesOf(
        house,
        floors.slice(0, index + 1).flatMap((floor) => floor.rooms),
      ),
    },
  })),
);

/** A file beside the rooms escapes every other rule. */
const homelessRules = houses.map(({ house, floors }) => ({
  name: `${house}-file-on-a-floor`,
  comment: `Every file of ${house}/ belongs to a floor of tools/floors.json: put it into a folder that is listed, or list the new folder.`,
  severity: "error",
  module: {
    path: `^${house}/`,
    pathNot: filesOf(
      house,
      floors.flatMap(({ rooms }) => rooms),
    ),
  },
}));

/** Names as a sentence lists them. */
const listed = (names) => [names.slice(0, -1).join(", "), names.at(-1)].join(" and ");

/** Rooms of one floor that must not know each other. */
const apartRules = houses.flatMap(({ house, floors }) =>
  floors
    .filter(({ apart }) => apart)
    .map(({ rooms }) => ({
      name: `${house}/${rooms.join("+")}-apart`,
      comment: `${listed(rooms)} never import each other: what both need has a file of its own on a floor below.`,
      severity: "error",
      from: { path: filesOf(house, rooms) },
      to: { path: filesOf(house, rooms), pathNot: `^${house}/$1` },
    })),
);

module.exports = {
  forbidden: [
    {
      name: "no-circle",
      comment:
        "Files that import each other can only be understood together. Hand one of them what it needs as an argument, or move what both need into a third file. Type imports count.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    ...floorRules,
    ...apartRules,
    {
      name: "pulumi-in-resources-only",
      comment:
        "Only provider/resources/ imports Pulumi: the steps of a resource are called by other hosts as well, and scim/ is used without Pulumi.",
      severity: "error",
      from: { path: "^(provider|emulator)/", pathNot: "^provider/resources/" },
      to: { path: "(^|node_modules/)@pulumi/" },
    },
    {
      name: "http-in-one-file",
      comment:
        "Only provider/scim/transport/wire.ts performs HTTP: everything that is sent passes one place, which no token escapes.",
      severity: "error",
      from: { path: "^provider/", pathNot: "^provider/scim/transport/wire\\.ts$" },
      to: { path: "(^|node_modules/)node-fetch" },
    },
    {
      name: "provider-and-emulator-apart",
      comment:
        "The provider and the emulator share nothing: each must be able to catch the other's mistakes.",
      severity: "error",
      from: { path: "^(provider|emulator)/" },
      to: { path: "^(provider|emulator)/", pathNot: "^$1/" },
    },
    ...homelessRules.map(({ module: { path, pathNot }, ...rule }) => ({
      ...rule,
      from: {},
      to: { path, pathNot },
    })),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|coverage)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
  },
};
