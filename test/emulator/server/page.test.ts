import { openWindow, texts, withChromium } from "../../support/browser";
import { call, emulator, person } from "../harness";

const EVIL = '<b>Ada</b><img src=x onerror="window.taken=1"> & Co';

/** The page, once it shows what there is. */
async function open(url: string, size?: { width: number; height: number }) {
  const window = await openWindow(size);
  await window.page.goto(url);
  await window.page.waitForFunction('document.getElementById("live").textContent === "live"');
  return window;
}

withChromium(
  "the page shows people and groups, and asks nobody but the emulator",
  async () => {
    const slack = await emulator();
    const { id } = await person(slack, { displayName: EVIL });
    slack.addGroup({ displayName: EVIL, members: [id] });
    slack.fault({ path: "Users/*", headers: { "x-evil": EVIL }, status: 500 });
    await call(slack, "GET", `v2/Users/${encodeURI(EVIL)}?${EVIL.replaceAll(" ", "+")}`);
    const { page, asked, complaints } = await open(slack.url);
    await page.waitForSelector("#users li");
    expect(await texts(page, "#users li span:first-child")).toEqual(["Primary Owner", EVIL]);
    expect(await texts(page, "#groups summary")).toEqual([`${EVIL} (1)`]);
    expect(await page.$$("img, main script, main b")).toEqual([]);
    expect(await page.evaluate("window.taken")).toBeUndefined();
    expect(asked.filter((url) => !url.startsWith(`${slack.url}/`))).toEqual([]);
    expect(complaints.filter((text) => !/favicon|404/.test(text))).toEqual([]);
  },
  30_000,
);

withChromium(
  "requests appear as they arrive, and the people they make",
  async () => {
    const slack = await emulator();
    const { page } = await open(slack.url);
    await person(slack, { displayName: "Grace Hopper", password: "hunter2" });
    await call(slack, "GET", "v2/Users/U404");
    await page.waitForFunction('document.querySelectorAll("#requests li").length === 2');
    await page.waitForFunction('document.getElementById("users").textContent.includes("Grace Hopper")');
    expect(await texts(page, "#requests summary")).toEqual(["404 GET v2/Users/U404", "201 POST v2/Users"]);
    expect(await page.content()).not.toMatch(/hunter2|xoxp-test/);
  },
  30_000,
);

withChromium(
  "people are found by what is typed, organizations by the list",
  async () => {
    const slack = await emulator({ seed: 5, organizations: [{ domain: "globex", token: "g", seed: 1 }] });
    const { page } = await open(slack.url);
    await page.waitForSelector("#users li");
    await page.type("#search", "owner@acme");
    expect(await texts(page, "#users li span:first-child")).toEqual(["Primary Owner"]);
    await page.select("#organization", "globex");
    await page.evaluate(
      'document.getElementById("search").value = ""; document.getElementById("search").oninput()',
    );
    expect(await texts(page, "#users li")).toHaveLength(2);
  },
  30_000,
);

withChromium(
  "on a phone nothing is wider than the screen, and letters can be read",
  async () => {
    const slack = await emulator({ seed: 20 });
    slack.addUser({
      userName: "long",
      displayName: "x".repeat(80),
      emails: [{ value: `${"y".repeat(60)}@e.co`, primary: true }],
    });
    await call(slack, "GET", `v2/Users?filter=${encodeURIComponent(`userName eq "${"z".repeat(120)}"`)}`);
    const { page } = await open(slack.url, { width: 360, height: 740 });
    await page.waitForSelector("#users li");
    const width = await page.evaluate("document.documentElement.scrollWidth");
    const smallest = await page.evaluate(
      'Math.min(...[...document.querySelectorAll("li *")].map((one) => parseFloat(getComputedStyle(one).fontSize)))',
    );
    expect(width).toBeLessThanOrEqual(360);
    expect(smallest).toBeGreaterThanOrEqual(12);
    if (process.env.SCREENSHOT) await page.screenshot({ path: process.env.SCREENSHOT as `${string}.png` });
  },
  30_000,
);
