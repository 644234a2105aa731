import { existsSync } from "node:fs";
import puppeteer, { type Browser, type Page } from "puppeteer-core";

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

/** A test that needs a browser: skipped where there is none. */
export const withChromium = chromium ? test : test.skip;

let browser: Browser;

beforeAll(async () => {
  if (!chromium) return;
  browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
}, 60_000);

afterAll(async () => {
  await browser?.close();
}, 60_000);

/** A new window of a size, with every request and complaint that its page makes. */
export async function openWindow(size = { width: 1200, height: 800 }) {
  const page = await browser.newPage();
  await page.setViewport(size);
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { page, asked, complaints };
}

/** The texts of all elements that a selector finds. */
export const texts = (page: Page, selector: string) =>
  page.$$eval(selector, (elements) => elements.map((element) => element.textContent));
