import type { Page } from "puppeteer-core";
import { openWindow, texts, withChromium } from "../../support/browser";

export const pageTest = (title: string, run: () => Promise<void>) => withChromium(title, run, 30_000);

/** The page, once it shows what there is. */
export async function open(url: string, size = { width: 1280, height: 800 }) {
  const window = await openWindow(size);
  await window.page.goto(url);
  await window.page.waitForFunction('document.getElementById("live").textContent === "live"');
  await window.page.waitForSelector("#people li");
  return window;
}

/** Waits until what a selector finds reads as it should; fails with what it read last. */
export async function reads(page: Page, selector: string, expected: unknown): Promise<void> {
  const read = `JSON.stringify([...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.textContent))`;
  await page
    .waitForFunction(`${read} === ${JSON.stringify(JSON.stringify(expected))}`, { timeout: 5_000 })
    .catch(() => {});
  expect(await texts(page, selector)).toEqual(expected);
}

/** Types into the search field in place of what is there. */
export async function search(page: Page, text: string): Promise<void> {
  const field = JSON.stringify(text);
  await page.evaluate(`find("search").value = ${field}; find("search").dispatchEvent(new Event("input"))`);
}
