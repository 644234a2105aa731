import { updateDirectory } from "../../../provider/directory/lifecycle";
import { HalfDoneError } from "../../../provider/run/lifecycle";
import { inWorld } from "../support";
import { crowd, person, refresh, textsOf, upWell } from "./support";

const SECRET = "shown-to-nobody";
const SECRETS = ["people.e-1000", "people.leaver", "groups.team"];

/** The texts that the state would show, which are those that Pulumi is not told to keep as secrets. */
const shown = (properties: object) =>
  Object.values(properties).flatMap((map) => (typeof map === "object" ? Object.values(map) : []));

test("whoever has a secret in them and failed to leave the list, or to change, stays a secret in the state and after a refresh", () =>
  inWorld(async ({ begin, slack }) => {
    const before = {
      people: { ...crowd(2, { title: SECRET }), leaver: person("leaver", { title: SECRET }) },
      groups: { team: { displayName: SECRET, members: [] } },
    };
    const made = await upWell(begin(), before);
    const kept = { ...made, outs: { ...made.outs, secretEntries: SECRETS } };
    slack.fault({ method: "DELETE", status: 403, times: 2 });
    slack.fault({ method: "PATCH", status: 403, times: 1 });
    const news = textsOf({ people: crowd(2, { title: "Open" }) });
    const people = { ...(news.people as object), "e-1001": (kept.inputs.people as never)["e-1001"] };
    const error = await updateDirectory(begin(), kept.id, kept.outs, { ...news, people }).catch((one) => one);
    expect(error).toBeInstanceOf(HalfDoneError);
    const { outs, id } = error as HalfDoneError;
    expect(outs.secretEntries).toEqual([...SECRETS].sort());
    // e-1001 is none, and shows that a text would be found.
    expect(shown(outs).filter((text) => String(text).includes(SECRET))).toEqual([
      expect.stringContaining("p1001"),
    ]);
    const seen = await refresh(begin(), { id, outs, inputs: news });
    for (const properties of [seen.outs, seen.inputs]) {
      expect(shown(properties).filter((text) => String(text).includes(SECRET))).toHaveLength(1);
      expect(JSON.stringify(properties).split(SECRET)).toHaveLength(5);
    }
  }));
