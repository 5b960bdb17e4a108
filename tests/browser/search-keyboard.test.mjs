/** The search of the built example, by keyboard, in both languages. */
import assert from "node:assert/strict";
import test from "node:test";
import { useSite } from "./chromium.mjs";

const { open } = useSite();

/**
 * Types a query as a person does, and waits until it is answered.
 * @param {import("playwright-core").Page} tab
 * @param {string} query
 */
async function type(tab, query) {
  await tab.keyboard.press("/");
  await tab.keyboard.press("Control+A");
  await tab.keyboard.type(query);
  // The status says the query once its results are in the list, in the page's own quotation marks.
  await tab.locator("[data-search-status]", { hasText: query }).waitFor();
}

/**
 * The pages in the list.
 * @param {import("playwright-core").Page} tab
 * @returns {Promise<string[]>}
 */
const found = (tab) =>
  tab.locator(".search-results a").evaluateAll((links) => links.map((link) => (link.getAttribute("href") || "").replace(/#.*/, "")));

test("accents do not matter: both spellings find the same pages", () =>
  open("es/search.html", {}, async (tab) => {
    await type(tab, "regularización");
    const accented = await found(tab);
    assert.ok(accented.some((href) => /^(sheets|practices)\//.test(href)), `a country sheet or a practice among ${accented}`);
    await type(tab, "regularizacion");
    assert.deepEqual(await found(tab), accented);
  }));

test("arrow down and Enter lead to the page and its section", () =>
  open("es/search.html", {}, async (tab) => {
    await type(tab, "regularización");
    // The sections are added to the links when the texts have come.
    const link = tab.locator('.search-results a[href*="#"]').first();
    await link.waitFor();
    const target = /** @type {string} */ (await link.getAttribute("href"));
    for (let steps = 0; steps < 10; steps++) {
      await tab.keyboard.press("ArrowDown");
      if (await link.evaluate((element) => element === document.activeElement)) break;
    }
    assert.ok(await link.evaluate((element) => element === document.activeElement), "the arrow reaches the link");
    await tab.keyboard.press("Enter");
    await tab.waitForURL((url) => decodeURI(url.href).endsWith(target));
    const anchor = target.slice(target.indexOf("#") + 1);
    assert.ok(await tab.evaluate((id) => document.getElementById(id) !== null, anchor), `${target} has its anchor`);
    assert.ok(await tab.locator("h1").isVisible());
  }));

test("the arrows lead back to the field, and Escape clears it", () =>
  open("es/search.html", {}, async (tab) => {
    await type(tab, "permiso");
    const field = tab.locator("[data-search-page] input[name=q]");
    await tab.keyboard.press("ArrowDown");
    assert.equal(await field.evaluate((element) => element === document.activeElement), false);
    await tab.keyboard.press("ArrowUp");
    assert.ok(await field.evaluate((element) => element === document.activeElement));
    await tab.keyboard.press("Escape");
    assert.equal(await field.inputValue(), "");
  }));

test("a slip of the finger is forgiven, and the right word offered", () =>
  open("es/search.html", {}, async (tab) => {
    await type(tab, "regularizasion");
    assert.ok((await found(tab)).length > 0);
    const offer = tab.locator(".search-suggestion button");
    await offer.waitFor();
    assert.equal(await offer.innerText(), "regularización");
    await offer.click();
    await tab.locator("[data-search-status]", { hasText: "regularización" }).waitFor();
  }));

test("the query stays in the address, and an address with a query is answered", () =>
  open("es/search.html", {}, async (tab) => {
    await type(tab, "trata de personas");
    const before = await found(tab);
    assert.equal(new URL(tab.url()).searchParams.get("q"), "trata de personas");
    await tab.reload();
    await tab.locator("[data-search-status]", { hasText: "trata de personas" }).waitFor();
    assert.equal(await tab.locator("[data-search-page] input[name=q]").inputValue(), "trata de personas");
    assert.deepEqual(await found(tab), before);
  }));

test("a filter narrows the list by keyboard, and stays in the address", () =>
  open("es/search.html?q=permiso", {}, async (tab) => {
    await tab.locator(".search-results a").first().waitFor();
    const status = tab.locator("[data-search-status]");
    const before = await status.innerText();
    // By kind of page: the filter of languages begins with the page's own, which changes nothing.
    const facet = tab.locator("[data-search-filters] details", { has: tab.locator("input[name=kind]") });
    if (!(await facet.evaluate((details) => details.open))) {
      await facet.locator("summary").focus();
      await tab.keyboard.press("Enter");
    }
    await facet.locator("input[type=checkbox]").first().focus();
    await tab.keyboard.press("Space");
    await tab.waitForFunction((old) => document.querySelector("[data-search-status]")?.textContent !== old, before);
    assert.match(new URL(tab.url()).search, /q=permiso&[a-z]+=/);
  }));

test("the box of any page leads to the search", () =>
  open("en/index.html", {}, async (tab) => {
    await tab.keyboard.press("/");
    await tab.keyboard.type("regularisation");
    await tab.keyboard.press("Enter");
    await tab.waitForURL(/en\/search\.html\?q=regularisation$/);
    await tab.locator("[data-search-status]", { hasText: "regularisation" }).waitFor();
    assert.ok((await found(tab)).some((href) => /^(sheets|practices)\//.test(href)));
  }));

test("the English search finds both spellings of a word and forgives slips", () =>
  open("en/search.html", {}, async (tab) => {
    for (const query of ["vaccination", "vacination", "shelter", "shleter"]) {
      await type(tab, query);
      assert.ok((await found(tab)).length > 0, query);
    }
  }));

test("what is nowhere is said to be nowhere, as text", () =>
  open("es/search.html?q=" + encodeURIComponent("<xyzzyplugh>"), {}, async (tab) => {
    await tab.locator("[data-search-status]", { hasText: "<xyzzyplugh>" }).waitFor();
    assert.equal(await tab.locator("xyzzyplugh").count(), 0);
    assert.ok(await tab.locator(".search-help p").first().isVisible());
  }));
