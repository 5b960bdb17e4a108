/**
 * The one-file edition, alone in an empty folder, offline: pages, addresses, search and form work from that file.
 */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { violations } from "./axe.mjs";
import { none } from "./faults.mjs";
import { rumbo, scratch, useBrowser } from "./kit.mjs";

const folder = scratch();
rumbo(["--one-file", "--toolbox", "rapid-kit", "--out", path.join(folder, "kit.html")]);
const browser = useBrowser();

/**
 * @param {string} hash
 * @param {any} options
 * @param {(tab: import("playwright-core").Page) => Promise<void>} look
 */
const open = (hash, options, look) => browser(folder, "kit.html" + hash, options, look);

test("there is nothing beside the file", () => assert.deepEqual(fs.readdirSync(folder), ["kit.html"]));

test("one page is shown at a time, and links lead on with focus, title and language", () =>
  open("", { locale: "es" }, async (tab) => {
    assert.equal(await tab.locator("h1:visible").count(), 1);
    assert.equal(await tab.locator("html").getAttribute("lang"), "es");
    const before = await tab.title();
    const link = tab.locator('section:visible a[href^="#es/sops/"]').first();
    const address = await link.getAttribute("href");
    await link.click();
    await tab.waitForFunction((address) => location.hash === address && document.activeElement?.tagName === "H1", address);
    assert.equal(await tab.locator("h1:visible").count(), 1);
    assert.notEqual(await tab.title(), before);
    await tab.locator('[data-bar="es"] [data-language="en"]').click();
    await tab.waitForFunction(() => document.documentElement.lang === "en");
    assert.equal(await tab.evaluate(() => location.hash), /** @type {string} */ (address).replace("#es/", "#en/"));
    await tab.goBack();
    await tab.goBack();
    await tab.waitForFunction((title) => document.title === title, before);
  }));

test("an address of a heading leads to it", () =>
  open("", { locale: "en" }, async (tab) => {
    const id = await tab.evaluate(() => (document.querySelector('[id^="en/sops/"] h2[id]') || { id: "" }).id);
    assert.match(id, /^en\/sops\/[a-z-]+\.html#./);
    await tab.evaluate((id) => (location.hash = "#" + id), id);
    await tab.waitForFunction((id) => document.activeElement?.id === id, id);
    assert.equal(await tab.locator("h1:visible").count(), 1);
  }));

test("the search finds a page and leads to it", () =>
  open("#en/search.html", { locale: "en" }, async (tab) => {
    await tab.locator("section:visible input[name=q]").fill("questionaire");
    const first = tab.locator("section:visible [data-search-results] a").first();
    await first.waitFor();
    assert.match((await first.getAttribute("href")) || "", /^#en\//);
    await first.click();
    // The text that was found may be below a heading.
    await tab.waitForFunction(() => /** @type {HTMLElement} */ (document.getElementById("en/search.html")).hidden);
    assert.equal(await tab.locator("h1:visible").count(), 1);
  }));

test("the form opens inside, is answered and keeps its draft", () =>
  open("#en/forms/rapid.html", { locale: "en" }, async (tab) => {
    const frame = tab.frameLocator("section:visible iframe");
    await frame.locator("fieldset.fq input[type=radio]").first().waitFor({ state: "attached" });
    assert.ok(await frame.locator("h1").isVisible());
    const unit = frame.locator("[data-meta=unit]");
    await unit.waitFor();
    await unit.fill("Villa Prueba");
    assert.equal(await unit.inputValue(), "Villa Prueba");
  }));

test("all pages can be read without scripts, one after the other", () =>
  open("", { javaScriptEnabled: false }, async (tab) => {
    assert.ok((await tab.locator("h1:visible").count()) > 30);
    const link = tab.locator('a[href^="#en/sops/"]').first();
    const address = await link.getAttribute("href");
    await link.click();
    assert.ok(await tab.locator(`[id="${/** @type {string} */ (address).slice(1)}"]`).isVisible());
  }));

test("its pages are accessible on a phone and a desk, in light and dark", () =>
  open("", { locale: "es" }, async (tab) => {
    const faults = [];
    for (const hash of ["#es/index.html", "#es/search.html", "#es/questionnaires/rapid.html"]) {
      await tab.evaluate((hash) => (location.hash = hash), hash);
      await tab.waitForFunction((hash) => !(/** @type {HTMLElement} */ (document.getElementById(hash.slice(1))).hidden), hash);
      for (const [width, colorScheme] of /** @type {[number, "light" | "dark"][]} */ ([[320, "light"], [1280, "dark"]])) {
        await tab.setViewportSize({ width, height: 800 });
        await tab.emulateMedia({ colorScheme });
        for (const fault of await violations(tab)) faults.push(`${hash}, ${width} px, ${colorScheme}: ${fault}`);
        assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${hash} is wider than ${width} px`);
      }
    }
    none(faults);
  }));
