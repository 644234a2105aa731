import { texts } from "../../support/browser";
import { call, ENTERPRISE, emulator, patchV2, person } from "../harness";
import { open, pageTest, reads, search } from "./page";

const EVIL = '<b>Ada</b><img src=x onerror="window.taken=1"> & Co';

pageTest("the page shows people, groups, requests and faults as texts, whatever they are", async () => {
  const slack = await emulator();
  const { id } = await person(slack, { displayName: EVIL, name: { [EVIL]: EVIL }, title: EVIL });
  slack.addGroup({ displayName: EVIL, members: [id] });
  slack.fault({ path: "Users/*", headers: { "x-evil": EVIL }, body: EVIL, status: 500 });
  slack.fault({ method: "PUT", headers: { "x-evil": EVIL }, body: { [EVIL]: EVIL } });
  slack.behave({ reservedUserNames: [EVIL] });
  await call(slack, "GET", `v2/Users/${encodeURI(EVIL)}?${EVIL.replaceAll(" ", "+")}`);
  await call(slack, "POST", "v2/Users", { [EVIL]: [EVIL, { [EVIL]: EVIL }], userName: EVIL });
  await call(slack, "POST", "v2/Groups", [EVIL]);
  const { page, asked, complaints } = await open(slack.url);
  await reads(page, "#people .name", ["Primary Owner", EVIL]);
  await reads(page, "#groups .name", [EVIL]);
  await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
  await page.waitForFunction('document.querySelectorAll("pre").length === 6');
  expect((await texts(page, "#requests pre")).map((text) => JSON.parse(text ?? ""))).toEqual([
    [EVIL],
    { [EVIL]: [EVIL, { [EVIL]: EVIL }], userName: EVIL },
    slack.requests[0]?.requestBody,
  ]);
  expect((await texts(page, "#in-force li")).join()).toContain(EVIL.replaceAll('"', '\\"'));
  expect(await page.$$("img, main script, b")).toEqual([]);
  expect(await page.evaluate("window.taken")).toBeUndefined();
  expect(asked.filter((url) => !url.startsWith(`${slack.url}/`))).toEqual([]);
  expect(complaints.filter((text) => !/favicon|404/.test(text))).toEqual([]);
});

pageTest("requests appear as they arrive, and the people they make", async () => {
  const slack = await emulator();
  const { page } = await open(slack.url);
  await reads(page, "#requests li", [`None yet. Point a client at ${slack.url}/scim/v2/`]);
  await person(slack, { displayName: "Grace Hopper", password: "hunter2" });
  await call(slack, "GET", "v2/Users/U404");
  await reads(page, "#requests .status", ["404", "201"]);
  await reads(page, "#people .name", ["Grace Hopper", "Primary Owner"]);
  expect(await texts(page, "#requests .call")).toEqual(["GET v2/Users/U404", "POST v2/Users"]);
  expect(await page.content()).not.toMatch(/hunter2|xoxp-test/);
  slack.clearLog();
  await reads(page, "#requests-count", ["0"]);
});

pageTest("a request's body opens as JSON that can be read, without passwords and tokens", async () => {
  const slack = await emulator({ token: "my-own-secret-token" });
  const { id } = await person(slack, { password: "hunter2" });
  await patchV2(
    slack,
    id,
    { op: "replace", path: "password", value: "hunter3" },
    { op: "replace", value: { password: "hunter4", title: "xoxp-1-abc my-own-secret-token" } },
  );
  const { page } = await open(slack.url, { width: 1600, height: 900 });
  await page.waitForSelector("#requests summary");
  expect((await texts(page, "#requests .preview"))[0]).toContain('{ "op": "replace", "path": "password"');
  for (const summary of await page.$$("#requests summary")) await summary.click();
  await page.waitForFunction('document.querySelectorAll("#requests pre").length === 2');
  const [patch] = await texts(page, "#requests pre");
  expect(patch?.split("\n").slice(0, 4)).toEqual([
    "{",
    '  "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],',
    '  "Operations": [',
    '    { "op": "replace", "path": "password", "value": "[redacted]" },',
  ]);
  expect(JSON.parse(patch ?? "")).toEqual(slack.requests[1]?.requestBody);
  expect(await page.content()).not.toMatch(/hunter|my-own-secret|xoxp-1/);
});

pageTest("a body of a megabyte is cut, and says by how much", async () => {
  const slack = await emulator();
  await call(slack, "POST", "v2/Users", { title: "x".repeat(1_000_000) });
  const { page } = await open(slack.url);
  await (await page.waitForSelector("#requests summary"))?.click();
  await page.waitForSelector("#requests pre");
  expect((await texts(page, "#requests pre"))[0]).toMatch(
    /^\{\n {2}"title": "x+\n… 98\d{4} characters more$/,
  );
});

pageTest("what changed in the last seconds is marked with what of it changed, and stands first", async () => {
  const slack = await emulator({ seed: 3 });
  const [, ada, bert] = slack.users();
  const id = ada?.id ?? "";
  slack.addGroup({ displayName: "Data" });
  slack.addGroup({ displayName: "Crew", members: [bert?.id ?? ""] });
  const { page } = await open(slack.url);
  await reads(page, "#people-count", ["4"]);
  expect(await page.$$(".changed")).toEqual([]);
  slack.change(id, (user) => {
    user.title = "Countess";
    user[ENTERPRISE].department = "Sales";
  });
  await patchV2(slack, id, { op: "replace", path: "name.givenName", value: "Augusta" });
  slack.change("Data", (group) => {
    group.members = [{ value: id, display: "" }];
  });
  slack.addUser({ userName: "grace" });
  slack.removeGroup("Crew");
  slack.removeUser(bert?.id ?? "");
  await reads(page, "#people .changed .name", [bert?.displayName, "grace", ada?.displayName]);
  await reads(page, "#people .mark", ["gone", "new", "changed: title, department, name"]);
  const marks = await texts(page, "#groups .mark");
  expect(marks).toEqual(["changed: −1 member", "gone", "changed: +1 member"]);
  await page.evaluate("draw(Date.now() + 10_000)");
  expect(await page.$$(".changed, .mark, .gone")).toEqual([]);
  const names = await texts(page, "#people .name");
  expect(names.slice(0, 2)).toEqual(["grace", ada?.displayName]);
  expect(names).toHaveLength(4);
  expect(await texts(page, "#groups .name")).not.toContain("Crew");
});

pageTest("what is open stays open, and shows what is new when it changes itself", async () => {
  const slack = await emulator();
  slack.addUser({ userName: "ada" });
  const { page } = await open(slack.url);
  await reads(page, "#people .name", ["Primary Owner", "ada"]);
  await page.click("#people li:nth-child(2) summary");
  await page.waitForSelector("#people pre");
  slack.addUser({ userName: "bert" });
  await reads(page, "#people .name", ["bert", "Primary Owner", "ada"]);
  expect(await page.$$("#people pre")).toHaveLength(1);
  slack.change("ada", (user) => {
    user.title = "Countess";
  });
  await page.waitForFunction('document.querySelector("#people pre")?.textContent.includes("Countess")');
  expect(await texts(page, "#people .name")).toEqual(["ada", "bert", "Primary Owner"]);
});

pageTest("faults, behaviours, limits and a stopped clock are shown while they are in force", async () => {
  const slack = await emulator();
  const { page } = await open(slack.url);
  const nothing = ["No faults, no rate limits, every behaviour as by default."];
  await reads(page, "#in-force li", nothing);
  slack.fault({ method: "GET", path: "Users/*", status: 503, times: 2, headers: { "x-a": "xoxp-1-abc" } });
  slack.fault({ path: /^Groups/, delayMs: 5, times: Number.POSITIVE_INFINITY });
  slack.behave({ filterV2: "ignored" });
  slack.limit("slack");
  slack.clock.freeze(0);
  const others = [
    "fault: any method /^Groups/ → delayMs 5 (always)",
    "filterV2: ignored",
    "rate limits: Slack's",
    "clock stopped at 1970-01-01 00:00:00.000Z",
  ];
  const fault = 'fault: GET Users/* → status 503, headers { "x-a": "[redacted]" }';
  await reads(page, "#in-force li", [`${fault} (2 times)`, ...others]);
  await call(slack, "GET", "v2/Users/U1");
  await reads(page, "#in-force li", [`${fault} (once)`, ...others]);
  await call(slack, "GET", "v2/Users/U1");
  await reads(page, "#in-force li", others);
  slack.clearFaults();
  await reads(page, "#in-force li", others.slice(1));
  slack.reset();
  slack.limit("off");
  await reads(page, "#in-force li", nothing);
});

pageTest(
  "people and groups are found by what is typed, beyond those shown, organizations by the list",
  async () => {
    const slack = await emulator({ seed: 300, organizations: [{ domain: "globex", token: "g", seed: 1 }] });
    const last = slack.users().at(-1);
    const { page } = await open(slack.url);
    await reads(page, "#people .note", ["… and 101 more; what is typed above finds them."]);
    expect(await texts(page, "#people-count")).toEqual(["301"]);
    await search(page, last?.emails[0]?.value.toUpperCase() ?? "");
    await reads(page, "#people .name", [last?.displayName]);
    await reads(page, "#people-count", ["1 of 301"]);
    await reads(page, "#groups li", ["Nothing found."]);
    await search(page, "engin");
    await reads(page, "#groups .name", ["Engineering"]);
    await search(page, "");
    await page.select("#organization", "globex");
    await reads(page, "#people-count", ["2"]);
  },
);

pageTest("somebody beyond those shown appears when they change", async () => {
  const slack = await emulator({ seed: 300 });
  const last = slack.users().at(-1);
  const { page } = await open(slack.url);
  await page.waitForSelector("#people .note");
  slack.change(last?.id ?? "", (user) => {
    user.active = !user.active;
  });
  await reads(page, "#people .changed .name", [last?.displayName]);
});

pageTest("a reset puts the page back, marks and requests included", async () => {
  const slack = await emulator();
  const { page } = await open(slack.url);
  await person(slack, { displayName: "Ada" });
  await reads(page, "#people .mark", ["new"]);
  slack.reset();
  await reads(page, "#people .name", ["Primary Owner"]);
  expect([await page.$$(".mark"), await texts(page, "#requests-count")]).toEqual([[], ["0"]]);
});
