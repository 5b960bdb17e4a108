/**
 * One reader's way through the search, from disk, in both languages: a slip of the finger, its correction, a filter, the
 * arrow and Enter on the section; another language; a pinned answer; and the list from A to Z without scripts.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { useSite } from "./chromium.mjs";

const { open } = useSite();

/** @param {import("playwright-core").Page} tab */
const status = (tab) => tab.locator("[data-search-status]");

/**
 * @param {import("playwright-core").Page} tab
 * @param {string} query
 */
async function type(tab, query) {
  await tab.keyboard.press("Control+K");
  await tab.keyboard.press("Control+A");
  await tab.keyboard.type(query);
  await status(tab).filter({ hasText: query }).waitFor();
}

const READERS = [
  { lang: "en", slip: "unacompanied", right: "unaccompanied", kind: "sops" },
  { lang: "es", slip: "regularizasion", right: "regularización", kind: "practices" },
];

for (const { lang, slip, right, kind } of READERS) {
  test(`${lang}: type, correct, filter, arrow, Enter lands on the section`, () =>
    open(`${lang}/search.html`, {}, async (tab) => {
      await type(tab, slip);
      const offer = tab.locator(".search-suggestion button");
      await offer.waitFor();
      assert.equal(await offer.innerText(), right);
      await offer.click();
      await status(tab).filter({ hasText: right }).waitFor();

      const before = await status(tab).innerText();
      const box = tab.locator(`[data-search-filters] input[name=kind][value=${kind}]`);
      const facet = tab.locator("[data-search-filters] details", { has: tab.locator(`input[name=kind][value=${kind}]`) });
      if (!(await facet.evaluate((details) => /** @type {HTMLDetailsElement} */ (details).open))) {
        await facet.locator("summary").focus();
        await tab.keyboard.press("Enter");
      }
      const count = Number(await box.locator("xpath=..").locator(".search-count").innerText());
      await box.focus();
      await tab.keyboard.press("Space");
      await tab.waitForFunction((old) => document.querySelector("[data-search-status]")?.textContent !== old, before);
      assert.equal(Number((await status(tab).innerText()).match(/\d+/)?.[0]), count, "as many as the filter says");

      const link = tab.locator('.search-results a[href*="#"]').first();
      await link.waitFor();
      const target = /** @type {string} */ (await link.getAttribute("href"));
      assert.ok(target.startsWith(kind + "/"), target);
      await tab.keyboard.press("/");
      for (let steps = 0; steps < 10 && !(await link.evaluate((element) => element === document.activeElement)); steps++) {
        await tab.keyboard.press("ArrowDown");
      }
      await tab.keyboard.press("Enter");
      await tab.waitForURL((url) => decodeURI(url.href).endsWith(target));
      const landed = await tab.evaluate(() => {
        const section = document.querySelector(":target");
        const place = section?.getBoundingClientRect();
        return { found: section !== null, seen: place !== undefined && place.top < innerHeight && place.bottom > 0 };
      });
      assert.deepEqual(landed, { found: true, seen: true }, `${target} is on the screen`);
    }));
}

for (const [lang, query] of [["en", "children alone"], ["es", "permiso"]]) {
  test(`${lang}: results stand under their kinds, the best one's first, and a kind can be shown alone`, () =>
    open(`${lang}/search.html?q=${encodeURIComponent(query)}`, {}, async (tab) => {
      const groups = tab.locator(".search-group");
      await groups.nth(1).waitFor();
      const folders = await groups.evaluateAll((all) =>
        all.map((group) => Array.from(group.querySelectorAll("a"), (link) => (link.getAttribute("href") || "").split("/")[0]).filter((folder) => !folder.endsWith(".html"))));
      for (const folder of folders) assert.ok(new Set(folder).size <= 1, `one kind in a group: ${folder}`);
      assert.equal(await tab.locator(".search-results a").count(), 10, "as many as are shown at a time");
      const heading = await groups.locator("h2").first().innerText();
      const all = groups.locator(".search-all:visible").first();
      const [kind, count] = [(await all.innerText()).split(":")[0], Number((await all.innerText()).match(/\d+/)?.[0])];
      assert.ok((await groups.locator("h2").allInnerTexts()).includes(kind), `${kind} is a heading, as ${heading}`);
      await all.click();
      await tab.locator("[data-search-filters] input[name=kind]:checked").waitFor();
      await tab.waitForFunction((n) => new RegExp(`^${n}\\D`).test(document.querySelector("[data-search-status]")?.textContent || ""), count);
      assert.equal(await groups.count(), 0, "one kind alone needs no heading");
      assert.match(new URL(tab.url()).search, /kind=/);
    }));
}

test("another language is searched beside one's own, and stays in the address", () =>
  open("en/search.html?q=permanencia", {}, async (tab) => {
    await status(tab).filter({ hasText: "permanencia" }).waitFor();
    const box = tab.locator("[data-search-filters] input[name=lang][value=es]");
    await box.focus();
    await tab.keyboard.press("Space");
    const link = tab.locator('.search-results [lang=es] a[hreflang=es][href^="../es/"]').first();
    await link.waitFor();
    assert.match(new URL(tab.url()).search, /lang=en&lang=es|lang=es/);
    assert.equal(await tab.evaluate(() => document.activeElement instanceof HTMLInputElement && document.activeElement.value), "es", "the focus stays");
    await link.click();
    await tab.waitForURL(/\/es\//);
    assert.ok(await tab.locator("h1").isVisible());
  }));

test("what is in another language alone is offered", () =>
  open("en/search.html?q=" + encodeURIComponent('"permiso especial de permanencia"'), {}, async (tab) => {
    await status(tab).filter({ hasText: "permanencia" }).waitFor();
    if ((await tab.locator(".search-results a").count()) > 0) return;
    const offer = tab.locator(".search-offer button", { hasText: "Español" });
    await offer.click();
    await tab.locator('.search-results a[href^="../es/"]').first().waitFor();
  }));

test("filters that leave nothing can be taken away at once", () =>
  open("en/search.html?q=unaccompanied&kind=glossary&area=housing", {}, async (tab) => {
    const offer = tab.locator(".search-offer button").first();
    await offer.waitFor();
    await offer.click();
    await tab.locator(".search-results a").first().waitFor();
    assert.doesNotMatch(new URL(tab.url()).search, /kind=/);
    assert.equal(await tab.locator("[data-search-filters] input[name=kind]:checked").count(), 0);
  }));

for (const [lang, query] of [["en", "i have a lost passport"], ["es", "pasaportes perdidos"]]) {
  test(`${lang}: a pinned answer comes first and says why`, () =>
    open(`${lang}/search.html?q=${encodeURIComponent(query)}`, {}, async (tab) => {
      const first = tab.locator(".search-result").first();
      await first.locator(".search-pinned").waitFor();
      assert.match((await first.locator("a").getAttribute("href")) || "", /^sops\/registration-at-border-post\.html/);
    }));
}

for (const [lang, name] of [["en", "Everything from A to Z"], ["es", "Todo de la A a la Z"]]) {
  test(`${lang}: without scripts the list from A to Z leads to every entry`, () =>
    open(`${lang}/search.html`, { javaScriptEnabled: false }, async (tab) => {
      await tab.locator("noscript a, .callout a").filter({ hasText: name }).first().click();
      await tab.waitForURL(/a-z\.html$/);
      await tab.locator('.letters a[href="#_a"], .letters a[href="a-z/a.html"]').click();
      const entry = tab.locator("section.letter .links a").first();
      await entry.click();
      assert.ok(await tab.locator("h1").isVisible());
    }));
}
