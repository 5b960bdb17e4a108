/**
 * Every kind of page opens from disk, without a network, under the site's own content policy, and says nothing to
 * the console; and the site can be read without scripts.
 */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { useSite } from "./chromium.mjs";
import { oneOfEachKind, pagesOf, templates } from "./site.mjs";

const { folder, open } = useSite();
const pages = pagesOf(folder);
const samples = oneOfEachKind(pages);

test("the example has a page of every template", () => {
  const kinds = samples.map((page) => page.kind).sort();
  assert.deepEqual(kinds, templates().sort());
});

for (const { path: page, kind } of samples) {
  test(`${kind} opens from disk and is silent (${page})`, () =>
    open(page, {}, async (tab) => {
      assert.equal(await tab.locator("h1").count(), 1);
      assert.ok(await tab.locator("h1").isVisible());
      assert.notEqual(await tab.evaluate(() => getComputedStyle(document.body).display), "block", "the styles are not applied");
    }));
}

test("the page at the root opens too", () =>
  open("index.html", {}, async (tab) => {
    assert.equal(await tab.locator("html").getAttribute("lang"), path.dirname((await tab.locator(".brand").getAttribute("href")) || ""));
  }));

test("every page leads to the same page in the other language", () => {
  const paths = new Set(pages.map((page) => page.path));
  // Letters differ between languages: a page of one leads to the whole list of the other.
  for (const { path: page, html } of pages.filter((page) => /^e[ns]\/(?!a-z\/)/.test(page.path))) {
    const there = page.startsWith("es/") ? "en" : "es";
    const link = new RegExp(`<a href="([^"]+)" lang="${there}" hreflang="${there}"`).exec(html);
    assert.ok(link, page);
    const target = path.posix.join(path.posix.dirname(page), link[1]);
    assert.equal(target, there + page.slice(2), page);
    assert.ok(paths.has(target), target);
  }
});

test("the language switch keeps the page, there and back", async () => {
  for (const page of ["en/index.html", "es/funding.html", "en/sheets/colombia.html"]) {
    const [here, there] = page.startsWith("es/") ? ["es", "en"] : ["en", "es"];
    await open(page, {}, async (tab) => {
      for (const lang of [there, here]) {
        await tab.locator(`.languages a[hreflang="${lang}"]`).click();
        await tab.waitForURL((url) => url.pathname.endsWith("/" + lang + page.slice(2)));
        assert.equal(await tab.locator("html").getAttribute("lang"), lang, page);
      }
    });
  }
});

test("pages can be read and followed without scripts", async () => {
  for (const kind of ["home", "sop", "sops", "sheets", "areas", "results", "funding"]) {
    const { path: page } = /** @type {import("./site.mjs").Page} */ (samples.find((sample) => sample.kind === kind));
    await open(page, { javaScriptEnabled: false }, async (tab) => {
      const text = await tab.locator("main").innerText();
      assert.ok(text.length > 200, `${page} shows ${text.length} letters`);
      assert.ok(await tab.locator(".main-nav a").first().isVisible(), page);
      assert.equal(await tab.locator("button:visible").count(), await tab.locator(".search-box button").count(), `${page} has a button that does nothing`);
    });
  }
});

test("the search page without scripts says what to do instead", async () => {
  for (const lang of ["en", "es"]) {
    await open(`${lang}/search.html`, { javaScriptEnabled: false }, async (tab) => {
      const help = tab.locator("noscript .callout");
      assert.ok(await help.isVisible());
      const links = await help.locator("a").evaluateAll((found) => found.map((link) => link.getAttribute("href")));
      assert.ok(links.length > 3, "links to the lists");
      for (const link of links) assert.ok(fs.existsSync(path.join(folder, lang, link)), link);
    });
  }
});
