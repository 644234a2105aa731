import { existsSync } from "node:fs";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { call, emulator, person } from "../harness";

const CANDIDATES = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const chromium = CANDIDATES.find((path) => path !== undefined && existsSync(path));

if (!chromium) {
  console.warn(
    "The page's tests are skipped: no Chromium at /usr/bin/chromium, and CHROMIUM_PATH names none.",
  );
}
const withChromium = chromium ? test : test.skip;

let browser: Browser;

beforeAll(async () => {
  if (!chromium) return;
  browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
}, 60_000);

afterAll(async () => {
  await browser?.close();
}, 60_000);

const EVIL = '<b>Ada</b><img src=x onerror="window.taken=1"> & Co';

/** The page in a window of a size, with every request and complaint it made. */
async function open(url: string, size = { width: 1200, height: 800 }) {
  const page = await browser.newPage();
  await page.setViewport(size);
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(url);
  await page.waitForFunction('document.getElementById("live").textContent === "live"');
  return { page, asked, complaints };
}

const texts = (page: Page, selector: string) =>
  page.$$eval(selector, (elements) => elements.map((element) => element.textContent));

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
