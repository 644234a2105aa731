import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { toHtml } from "../../../cli/drift/html/page";
import { openWindow, texts, withChromium } from "../../support/browser";
import { add, group, report, startSlack, user } from "./support";

/** Names that would be markup, or an attribute, or the other way round, or wider than a phone. */
const EVIL = [
  "<script>window.taken = 1</script>",
  '"><img src=x onerror="window.taken = 2">',
  "' onload='window.taken = 3' x=\"",
  "\u202Egnp.exe\u202C",
  "</style><style>*{display:none}</style>",
  "&lt;b&gt; &amp; javascript:window.taken=4",
  "line\nend\u2028\u0007",
  "W".repeat(80),
];

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "slack-scim-page-"));
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true });
});

/** A page with every kind of finding, and evil names wherever names can be. */
async function evilPage(): Promise<string> {
  const slack = await startSlack({ seed: 40 });
  const ids = EVIL.map((name, at) => add(slack, `evil${at}`, { title: name, active: at % 3 !== 0 }));
  for (const [at, name] of EVIL.entries()) {
    slack.change(ids[at] ?? "", (one) => {
      one.displayName = name;
      one.title = name;
    });
  }
  const team = slack.addGroup({ displayName: "Team", members: ids });
  slack.change(team, (one) => {
    one.displayName = EVIL[0] ?? "";
  });
  const twin = slack.addGroup({ displayName: "Twin" });
  slack.change(twin, (one) => {
    one.displayName = EVIL[0] ?? "";
  });
  const [first] = slack.users();
  const state = [
    ...ids.map((id, at) => ({
      ...user(id, `evil${at}`, { title: `declared ${EVIL[at]}` }),
      urn: `urn:pulumi:dev::people::t:User::${EVIL[at]}`,
    })),
    {
      ...user(first?.id ?? "", first?.userName ?? ""),
      urn: `urn:pulumi:dev::${EVIL[1]}::t:User::${EVIL[0]}`,
    },
    user(ids[0] ?? "", "evil0"),
    user("U0GONE", "gone"),
    group(team, EVIL[1] ?? "", { members: ["U0GONE"] }),
  ];
  return toHtml(await report(state));
}

async function opened(page: string, size?: { width: number; height: number }) {
  const file = join(root, "drift.html");
  writeFileSync(file, page);
  const window = await openWindow(size);
  await window.page.goto(pathToFileURL(file).href);
  return window;
}

withChromium(
  "whatever people and groups are called, nothing runs, nothing is loaded, and nothing goes missing",
  async () => {
    const { page, asked, complaints } = await opened(await evilPage());
    expect(await page.evaluate("window.taken")).toBeUndefined();
    expect(await page.$$("script, img, iframe, [onload], [onerror], [style]")).toEqual([]);
    expect(await page.$$("style")).toHaveLength(1);
    expect(complaints).toEqual([]);
    expect(asked.filter((url) => !url.startsWith("file:"))).toEqual([]);
    const shown = (await texts(page, "main")).join();
    for (const name of EVIL.slice(0, 3)) expect(shown).toContain(name);
    expect(shown).toContain("[U+202E]gnp.exe[U+202C]");
    expect(shown).toContain("line[U+000A]end[U+2028][U+0007]");
    expect(shown).not.toMatch(/[\u202A-\u202E\u2028]/);
    expect(await page.evaluate("getComputedStyle(document.body).display")).toBe("block");
  },
);

withChromium(
  "what needs a decision comes first, under headings that no level skips, and tables have heads",
  async () => {
    const { page } = await opened(await evilPage());
    expect(await texts(page, "main h2")).toEqual(["Needs a decision", "Differences", "Good to know"]);
    const levels = await page.$$eval("h1, h2, h3, h4", (all) => all.map(({ tagName }) => Number(tagName[1])));
    expect(levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1)).toEqual([]);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(
      await page.$$eval("table", (all) =>
        all.filter((one) => one.querySelector("thead th[scope=col]") === null),
      ),
    ).toEqual([]);
    expect(await page.evaluate("document.documentElement.lang")).toBe("en");
  },
);

withChromium.each([
  ["light", 360],
  ["dark", 360],
  ["light", 1400],
] as const)("in %s at %i px nothing is wider than the window, and all can be read", async (scheme, width) => {
  const { page } = await opened(await evilPage(), { width, height: 800 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.$$eval("details", (all) => {
    for (const one of all) one.setAttribute("open", "");
  });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
  expect(await page.evaluate(LEAST_CONTRAST)).toBeGreaterThanOrEqual(4.5);
  expect(await page.evaluate(SMALLEST_LETTERS)).toBeGreaterThanOrEqual(12);
  if (process.env.SCREENSHOTS)
    await page.screenshot({ path: `${process.env.SCREENSHOTS}/${scheme}-${width}.png`, fullPage: true });
});

withChromium("on paper nothing is folded away, and a dark screen makes no dark paper", async () => {
  const { page } = await opened(await evilPage());
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
  const isShown = () =>
    page.$$eval(
      "details td",
      (all) => all.length > 0 && all.every((one) => one.checkVisibility({ contentVisibilityAuto: true })),
    );
  expect(await isShown()).toBe(false);
  await page.emulateMediaType("print");
  expect(await isShown()).toBe(true);
  expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
  expect(await page.evaluate(LEAST_CONTRAST)).toBeGreaterThanOrEqual(4.5);
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/print.png` });
});

const SMALLEST_LETTERS =
  'Math.min(...[...document.querySelectorAll("body *")].map((one) => parseFloat(getComputedStyle(one).fontSize)))';

/** The least contrast between letters and what is behind them, after WCAG. */
const LEAST_CONTRAST = `(() => {
  const rgb = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => rgb(color).slice(0, 3).map((one) => one / 255)
    .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const isClear = (color) => (rgb(color)[3] ?? 1) === 0;
  const behind = (one) => { const { backgroundColor } = getComputedStyle(one); return isClear(backgroundColor) ? behind(one.parentElement) : backgroundColor; };
  const withText = [...document.querySelectorAll("body *")].filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  return Math.min(...withText.map((one) => {
    const [a, b] = [light(getComputedStyle(one).color), light(behind(one))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  }));
})()`;
