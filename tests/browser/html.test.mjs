/** Every built page is valid HTML, in a known language, with one title and headings that skip no level. */
import assert from "node:assert/strict";
import test from "node:test";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { none } from "./faults.mjs";
import { copyOfSite, pagesOf } from "./site.mjs";

const checker = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ["html-validate:standard", "html-validate:a11y"],
    rules: {
      "heading-level": ["error", { allowMultipleH1: false, minInitialRank: "h1" }],
      "missing-doctype": "error",
      "no-missing-references": "error",
      // The content policy forbids them.
      "no-inline-style": "error",
      // The theme's own ids begin with `_`, so that they never meet one from content.
      "valid-id": ["error", { relaxed: true }],
      // A table that scrolls is a named region, not a section of the text.
      "prefer-native-element": "off",
      // The wide and the small menu have one name, and only one of them is ever shown; axe checks what is shown.
      "unique-landmark": "off",
    },
  }),
);

const pages = pagesOf(copyOfSite());

test("the checker sees what is wrong", () => {
  const broken = '<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><h1>T</h1><h3 style="color:red">S</h3><p><ul></ul></p></body></html>';
  const found = new Set(checker.validateStringSync(broken).results.flatMap((result) => result.messages.map((message) => message.ruleId)));
  for (const rule of ["heading-level", "no-inline-style", "close-order"]) assert.ok(found.has(rule), `${rule} in ${Array.from(found)}`);
});

for (const kind of Array.from(new Set(pages.map((page) => page.kind))).sort()) {
  const all = pages.filter((page) => page.kind === kind);
  test(`${kind}: ${all.length} valid`, () => {
    const faults = [];
    for (const { path, html } of all) {
      const report = checker.validateStringSync(html, path);
      for (const { messages } of report.results) {
        for (const { line, column, message, ruleId } of messages) faults.push(`${path}:${line}:${column}: ${message} (${ruleId})`);
      }
    }
    none(faults);
  });
}

test("every page says its language, has one h1, and a title that no other page of its kind has", () => {
  /** @type {Map<string, string>} */
  const titles = new Map();
  for (const { path, kind, html } of pages) {
    const lang = /^<!DOCTYPE html>\s*<html lang="([^"]+)">/.exec(html);
    assert.ok(lang, path);
    const folder = /^([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\//.exec(path);
    if (folder) assert.equal(lang[1], folder[1], path);
    assert.equal(html.match(/<h1[\s>]/g)?.length, 1, path);
    // The page at the root is the default language's home once more.
    if (path === "index.html") continue;
    const title = [lang[1], kind, /<title>([^<]+)<\/title>/.exec(html)?.[1]].join(" ");
    assert.equal(titles.get(title), undefined, `${path} has the title of another page`);
    titles.set(title, path);
  }
});
