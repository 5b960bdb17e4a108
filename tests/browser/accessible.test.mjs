/**
 * No page breaks a rule of WCAG 2.2 AA that a program can check: one page of each template on a phone, a tablet and
 * a desk, in light and dark, and every page of the example on a desk.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { violations } from "./axe.mjs";
import { useSite } from "./chromium.mjs";
import { none } from "./faults.mjs";
import { addressOf, oneOfEachKind, pagesOf } from "./site.mjs";

const { folder, open } = useSite();
const pages = pagesOf(folder);
const samples = oneOfEachKind(pages);
/** Pages that are checked in light on a desk with the samples already. */
const sampled = new Set(samples.map((page) => page.path));

/**
 * The search page is checked with results on it.
 * @param {import("./site.mjs").Page} page
 */
const address = (page) => (page.kind === "search" ? page.path + "?q=permiso" : page.path);

/**
 * @param {import("playwright-core").Page} tab
 * @param {import("./site.mjs").Page} page
 */
async function ready(tab, page) {
  if (page.kind === "search") await tab.locator(".search-excerpt").first().waitFor();
}

test("the checker sees what is wrong", () =>
  open("es/index.html", {}, async (tab) => {
    await tab.evaluate(() => {
      document.querySelector("h1")?.remove();
      document.querySelector(".skip")?.removeAttribute("href");
      for (const label of document.querySelectorAll("label")) label.remove();
      document.querySelector("input")?.removeAttribute("placeholder");
      document.querySelector("main")?.insertAdjacentHTML("beforeend", "<h6>Deep</h6><img src='../assets/icon.svg'>");
    });
    const found = (await violations(tab)).map((line) => line.split(" ")[0]);
    for (const rule of ["page-has-heading-one", "heading-order", "label", "image-alt"]) assert.ok(found.includes(rule), `${rule} in ${found}`);
  }));

for (const page of samples) {
  test(`${page.kind} is accessible in every width and colour scheme (${page.path})`, () =>
    open(address(page), {}, async (tab) => {
      await ready(tab, page);
      const faults = [];
      for (const width of [320, 768, 1280]) {
        await tab.setViewportSize({ width, height: 800 });
        for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
          await tab.emulateMedia({ colorScheme });
          for (const fault of await violations(tab)) faults.push(`${width} px, ${colorScheme}: ${fault}`);
        }
      }
      none(faults);
    }));
}

/** A page that falls back to another language is that language's page with other words around it, which others have too. */
const own = pages.filter((page) => !page.html.includes("banner-language"));

test(`all ${own.length} pages in their own language are accessible`, () =>
  open("index.html", {}, async (tab) => {
    // One tab for all of them: a new one for each page would take twice the time.
    const faults = [];
    for (const page of own.filter((page) => !sampled.has(page.path))) {
      await tab.goto(addressOf(folder, address(page)));
      await ready(tab, page);
      for (const fault of await violations(tab)) faults.push(`${page.path}: ${fault}`);
    }
    none(faults);
  }));
