/**
 * No page breaks a rule of WCAG 2.2 AA that a program can check: one page of each template on a phone, a tablet and
 * a desk, in light and dark, and every page of the example on a desk. Several pages are checked at once.
 */
import assert from "node:assert/strict";
import os from "node:os";
import { describe, test } from "node:test";
import { violations } from "./axe.mjs";
import { useSite } from "./chromium.mjs";
import { none } from "./faults.mjs";
import { addressOf, oneOfEachKind, pagesOf } from "./site.mjs";

const { folder, open } = useSite();
const pages = pagesOf(folder);
const samples = oneOfEachKind(pages);
/** How many pages are open at once. */
const AT_ONCE = Math.max(2, Math.min(4, os.availableParallelism()));
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

describe("one page of each template", { concurrency: AT_ONCE }, () => {
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
});

/** A page that falls back to another language is that language's page with other words around it, which others have too. */
const own = pages.filter((page) => !page.html.includes("banner-language"));

/**
 * What the colours of a page depend on: each element with its classes inside of its parent with its own.
 * @param {string} html
 */
function painted(html) {
  const found = new Set();
  /** @type {string[]} */
  const open = [];
  for (const [, end, name, rest] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b([^>]*)>/g)) {
    if (end) {
      while (open.length && open.pop()?.split(".")[0] !== name);
      continue;
    }
    const shape = name + (/ class="([^"]*)"/.exec(rest)?.[1].trim().split(/\s+/).sort().map((word) => "." + word).join("") ?? "");
    found.add(`${open.at(-1) ?? ""} > ${shape}`);
    if (!rest.endsWith("/") && !VOID.has(name)) open.push(shape);
  }
  return found;
}
const VOID = new Set(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]);

/** Colours are measured on each page that has something painted which no page before it has. */
const measured = new Set();
const colourful = new Set(
  own.filter((page) => {
    const before = measured.size;
    if (sampled.has(page.path)) return false;
    for (const shape of painted(page.html)) measured.add(`${page.kind} ${shape}`);
    return measured.size > before;
  }),
);

describe(`all ${own.length} pages in their own language, colours on the ${colourful.size} that paint something new`, { concurrency: AT_ONCE }, () => {
  const rest = own.filter((page) => !sampled.has(page.path));
  for (let worker = 0; worker < AT_ONCE; worker++) {
    // Each worker has one tab for all of its pages: a new one for each page would take twice the time.
    test(`are accessible (part ${worker + 1} of ${AT_ONCE})`, () =>
      open("index.html", {}, async (tab) => {
        const faults = [];
        for (const page of rest.filter((_, index) => index % AT_ONCE === worker)) {
          await tab.goto(addressOf(folder, address(page)));
          await ready(tab, page);
          for (const fault of await violations(tab, { colours: colourful.has(page) })) faults.push(`${page.path}: ${fault}`);
        }
        none(faults);
      }));
  }
});
