import type { Page } from "puppeteer-core";
import { call, emulator, person } from "../harness";
import { open, pageTest } from "./page";

/** Where the sections are. */
const boxes = (page: Page) =>
  page.$$eval("main section", (sections) =>
    sections.map((section) => {
      const { left, top, width, height } = section.getBoundingClientRect();
      return { left, top, width, height };
    }),
  );

async function threeBoxes(page: Page) {
  const [people, groups, requests] = await boxes(page);
  if (!people || !groups || !requests) throw new Error("There must be three sections.");
  return { people, groups, requests };
}

pageTest(
  "on wide screens people, groups and requests stand side by side, and each scrolls by itself",
  async () => {
    const slack = await emulator({ seed: 300 });
    for (const size of [
      { width: 1600, height: 900 },
      { width: 1280, height: 800 },
    ]) {
      const { page } = await open(slack.url, size);
      await page.waitForSelector("#people .note");
      const { people, groups, requests } = await threeBoxes(page);
      expect([groups.top, requests.top]).toEqual([people.top, people.top]);
      expect(groups.left).toBeGreaterThan(people.left + people.width);
      expect(requests.left).toBeGreaterThan(groups.left + groups.width);
      expect(people.top + people.height).toBeLessThanOrEqual(size.height);
      expect(await page.evaluate("document.documentElement.scrollHeight")).toBe(size.height);
      expect(await page.evaluate('find("people").scrollHeight > find("people").clientHeight')).toBe(true);
      await page.close();
    }
  },
);

pageTest(
  "on a narrower screen groups stand under people and requests beside them, all in sight",
  async () => {
    const slack = await emulator({ seed: 300 });
    const { page } = await open(slack.url, { width: 800, height: 900 });
    await page.waitForSelector("#people .note");
    const { people, groups, requests } = await threeBoxes(page);
    expect(requests.left).toBeGreaterThan(people.left + people.width);
    expect([groups.left, requests.top]).toEqual([people.left, people.top]);
    expect(groups.top).toBeGreaterThan(people.top + people.height);
    expect(groups.top + groups.height).toBeLessThanOrEqual(900);
    expect(groups.height).toBeGreaterThan(150);
  },
);

pageTest(
  "on a phone one list is shown at a time, nothing is wider than the screen, letters can be read",
  async () => {
    const slack = await emulator({ seed: 20 });
    slack.addUser({
      userName: "long",
      displayName: "x".repeat(80),
      emails: [{ value: `${"y".repeat(60)}@e.co`, primary: true }],
    });
    slack.addGroup({ displayName: "g".repeat(80) });
    slack.fault({ method: "PUT", body: "f".repeat(400) });
    await call(slack, "GET", `v2/Users?filter=${encodeURIComponent(`userName eq "${"z".repeat(120)}"`)}`);
    await person(slack, { title: "t".repeat(300) });
    const { page } = await open(slack.url, { width: 360, height: 740 });
    for (const tab of ["people", "groups", "requests"]) {
      await page.click(`nav [data-for=${tab}]`);
      await page.click(`#${tab} summary`);
      await page.waitForSelector(`#${tab} pre`);
      const shown = (await boxes(page)).map(({ width }) => width > 0);
      expect(shown).toEqual(["people", "groups", "requests"].map((one) => one === tab));
      const widths = `[document.documentElement.scrollWidth, find("${tab}").scrollWidth]`;
      for (const width of (await page.evaluate(widths)) as number[]) expect(width).toBeLessThanOrEqual(360);
    }
    const smallest = await page.evaluate(
      'Math.min(...[...document.querySelectorAll("body *")].map((one) => parseFloat(getComputedStyle(one).fontSize)))',
    );
    expect(smallest).toBeGreaterThanOrEqual(12);
  },
);

/** How much a text stands out from what is behind it, as WCAG counts it: 1 to 21. */
function contrast(text: string, ground: string): number {
  const light = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [more = 0, less = 0] = [light(text), light(ground)].sort((one, other) => other - one);
  return (more + 0.05) / (less + 0.05);
}

/** The colour of every text of the page, and that of its ground. */
const colours = (page: Page) =>
  page.evaluate(`
  [...document.querySelectorAll("h1, h2, h2 span, li, li span, li code, #live, input, select")].map((one) => {
    let around = one;
    while (getComputedStyle(around).backgroundColor === "rgba(0, 0, 0, 0)") around = around.parentElement;
    const ground = getComputedStyle(around).backgroundColor;
    return { what: one.outerHTML.slice(0, 80), text: getComputedStyle(one).color, ground };
  })
`) as Promise<{ what: string; text: string; ground: string }[]>;

pageTest("every text stands out from its ground, in light and in dark", async () => {
  const slack = await emulator({ seed: 3 });
  slack.fault({ status: 500, method: "PUT" });
  slack.behave({ filterV2: "ignored" });
  const grounds: string[] = [];
  for (const scheme of ["light", "dark"]) {
    const { page } = await open(slack.url);
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    const { id } = await person(slack);
    await call(slack, "DELETE", `v2/Users/${id}`);
    await call(slack, "DELETE", "v2/Users/U404");
    await page.waitForSelector("#people .mark");
    const found = await colours(page);
    expect(found.length).toBeGreaterThan(20);
    expect(found.filter(({ text, ground }) => contrast(text, ground) < 4.5)).toEqual([]);
    grounds.push(found[0]?.ground ?? "");
    await page.close();
  }
  expect(grounds[0]).not.toBe(grounds[1]);
});
