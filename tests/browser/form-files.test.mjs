/** Files from anywhere: hostile ones neither run nor break anything, and those of another edition lose nothing. */
import assert from "node:assert/strict";
import test from "node:test";
import { useSite } from "./chromium.mjs";
import { saved } from "./form.mjs";

const { open } = useSite();
const PAGE = "en/forms/border.html";

/**
 * The file of a few good answers, changed by a test.
 * @param {(file: any) => any} [change]
 */
function good(change) {
  const file = {
    framework: "capacity", framework_version: "1.0", questionnaire: "border", unit: "puerto-muestra", round: "2026-9", date: "2026-05-04", respondent: { code: "r7" }, visibility: "internal",
    answers: { "border-registration-record": 3, "border-registration-surge": "unknown", "border-permit-route": { value: 2, note: "Two offices." } },
  };
  return change ? change(file) || file : file;
}

const MARKUP = '"><img src=x onerror="window.hurt=1"><script>window.hurt=1</script>';
const nested = (/** @type {number} */ depth) => "[".repeat(depth) + "]".repeat(depth);

/** Files that must be refused as a whole, with what is in them. */
const REFUSED = {
  "no JSON": "{ nothing",
  "nothing at all": "",
  "a list": "[1, 2, 3]",
  "a text": '"answers"',
  "null": "null",
  "another kind of file": '{"framework": "capacity", "answers": [1]}',
  "deep nesting": `{"framework": "capacity", "answers": {"border-permit-route": ${nested(5000)}}}`,
  "nesting below the limit of the parser": `{"framework": "capacity", "answers": {"border-permit-route": ${nested(40)}}}`,
  "a long text": JSON.stringify(good((file) => void (file.answers["border-permit-route"] = { note: "x".repeat(30000) }))),
  "very many answers": JSON.stringify(good((file) => void (file.answers = Object.fromEntries(Array.from({ length: 70000 }, (_, i) => ["q" + i, 1]))))),
  "another set of questions": JSON.stringify(good((file) => void (file.framework = "__proto__"))),
  "a picture": "\u0089PNG\r\n\u001a\n\u0000\u0000",
  "a form filled in as a PDF": "%PDF-1.7\n" + "x".repeat(6 << 20),
  "a page": "<!DOCTYPE html><script>window.hurt = 1</script>",
  "half a text block": "RUMBO ANSWERS 1\nframework: capacity\nborder-permit-route = 3\n",
  "a later text block": "RUMBO ANSWERS 9\nframework: capacity\nEND RUMBO\n",
  "a text block against itself": "RUMBO ANSWERS 1\nframework: capacity\nborder-permit-route = 3\nborder-permit-route/note = x\nEND RUMBO\n",
  "a text block of deep paths": "RUMBO ANSWERS 1\nframework: capacity\na/b/c/d/e/f/g/h/i/j = 3\nEND RUMBO\n",
};

/** Files that are opened, while what is wrong in them is left out or shown as text. */
const TAMED = {
  "markup in every text": good((file) => {
    file.unit = file.round = file.respondent.code = file.respondent.name = file.respondent.role = MARKUP;
    file.answers["border-permit-route"] = { value: 2, note: MARKUP, reason: MARKUP, evidence: [{ grade: "document", name: MARKUP, date: MARKUP, responsible: MARKUP }], target: { value: 4, by: MARKUP, reason: MARKUP } };
    file.answers[MARKUP] = MARKUP;
  }),
  "keys of prototypes": '{"framework": "capacity", "framework_version": "1.0", "questionnaire": "border", "unit": "x", "round": "1", "respondent": {"code": "r1", "__proto__": {"name": "hurt"}}, "__proto__": {"hurt": 1}, "constructor": {"prototype": {"hurt": 1}}, "answers": {"__proto__": {"state": "unknown", "hurt": 1}, "constructor": 3, "toString": "unknown", "hasOwnProperty": 1, "border-permit-route": {"value": 3, "__proto__": {"note": "hurt"}}}}',
  "values of wrong types": good((file) => {
    file.unit = { a: 1 };
    file.respondent = [1];
    file.asked = "border";
    file.date = 20260504;
    file.framework_hash = ["x"];
    file.answers = { "border-registration-record": [3], "border-registration-surge": { value: { value: 3 } }, "border-permit-route": { state: "answered", evidence: "paper", target: 4 }, "border-permit-time": true, "border-referral-desk": 1e308 };
  }),
  "levels that do not exist": good((file) => void (file.answers = { "border-registration-record": 99, "border-permit-route": -1, "border-permit-time": 2.5, "border-referral-desk": "perhaps" })),
  "formulas": good((file) => void (file.answers["border-permit-route"] = { value: 2, note: '=HYPERLINK("http://example.org","x")' })),
  "separators of lines": good((file) => void (file.answers["border-permit-route"] = { value: 2, note: "a\u2028b\u2029c\u0000d\uD800e" })),
};

/**
 * @param {import("playwright-core").Page} tab
 * @param {string} text
 * @param {string} [name]
 */
async function take(tab, text, name) {
  await tab.locator("#_f-open").setInputFiles({ name: name || "x.answers.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await tab.locator('[data-notice="opened"]').waitFor();
}

const state = (/** @type {import("playwright-core").Page} */ tab) =>
  tab.evaluate(() => {
    const { app } = /** @type {any} */ (window).RumboForm;
    return {
      hurt: /** @type {any} */ (window).hurt, poisoned: /** @type {any} */ ({}).hurt, images: document.querySelectorAll("main img, main script[src]").length,
      answers: JSON.parse(JSON.stringify(app.draft.answers)), unfit: Object.keys(app.draft.unfit), search: location.search + location.hash,
    };
  });

test("files that are none are refused in words, and what was on the page stays", () =>
  open(PAGE, {}, async (tab) => {
    await tab.locator("[data-on]").click();
    await tab.locator("#border-permit-route input[value='4']").check();
    await tab.locator("[data-back]").click();
    for (const [what, text] of Object.entries(REFUSED)) {
      await take(tab, text, what.startsWith("a text") ? "x.txt" : "x.answers.json");
      const notice = await tab.locator('[data-notice="opened"]').innerText();
      assert.match(notice, /cannot be opened/, what);
      assert.doesNotMatch(notice, /form_refused/, what);
      if (what.endsWith("PDF")) assert.match(notice, /filled in as a PDF/, what);
      const { hurt, poisoned, answers } = await state(tab);
      assert.deepEqual([hurt, poisoned], [undefined, undefined], what);
      assert.equal(answers["border-permit-route"].value, "4", what);
      await tab.evaluate(() => /** @type {any} */ (window).RumboForm.app.notice("opened", "", []));
    }
    await tab.locator("#_f-open").setInputFiles({ name: "large.answers.json", mimeType: "application/json", buffer: Buffer.alloc(6_000_000, 32) });
    await tab.locator('[data-notice="opened"]', { hasText: "too large" }).waitFor();
  }));

test("hostile answers are shown as text or left out, in every part of the form", () =>
  open(PAGE, {}, async (tab) => {
    for (const [what, content] of Object.entries(TAMED)) {
      await take(tab, typeof content === "string" ? content : JSON.stringify(content));
      for (let step = 0; step < 5 && (await tab.locator("[data-on]").count()); step++) {
        for (const more = tab.locator(".fq-foot [aria-expanded=false]:visible"); await more.count(); ) await more.first().click();
        await tab.locator("[data-on]").click();
      }
      await tab.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
      await tab.evaluate(() => window.dispatchEvent(new Event("afterprint")));
      const { hurt, poisoned, images, answers, search } = await state(tab);
      assert.deepEqual({ hurt, poisoned, images, search }, { hurt: undefined, poisoned: undefined, images: 0, search: "" }, what);
      for (const id of Object.keys(answers)) assert.match(id, /^border-/, what);
      const file = await tab.evaluate(() => JSON.stringify(/** @type {any} */ (window).RumboForm.app.file()));
      assert.ok(JSON.parse(file).answers, what);
      // What the form saves it opens again.
      await take(tab, file);
      await tab.locator('[data-notice="opened"]', { hasText: "is open" }).waitFor();
    }
  }));

test("a table for spreadsheets runs no formula", () =>
  open(PAGE, {}, async (tab) => {
    await take(tab, JSON.stringify(TAMED.formulas));
    const table = await tab.evaluate(() => {
      const { RumboForm } = /** @type {any} */ (window);
      return RumboForm.writeTable(RumboForm.app.data, RumboForm.app.file());
    });
    assert.ok(table.includes(`"'=HYPERLINK(""http://example.org"",""x"")"`));
    assert.equal(table[0], "\uFEFF", "the mark of UTF-8");
    const rows = table.slice(1).split("\r\n");
    assert.match(rows[0], /^framework,framework_version,unit,round,respondent,question,state,value/);
    assert.ok(rows.some((/** @type {string} */ row) => row.startsWith("capacity,1.0,puerto-muestra,2026-9,r7,border-registration-surge,unknown,")), table);
    assert.doesNotMatch(table, /We do not know/);
  }));

test("a file of another edition lists what no longer fits, keeps it, and gives it back", () =>
  open(PAGE, {}, async (tab) => {
    const file = good((made) => {
      made.framework_version = "0.9";
      made.answers["border-old-question"] = { value: 4, note: "kept" };
      made.answers["border-permit-time"] = 9;
      made.answers["health-vaccination"] = 2;
    });
    await take(tab, JSON.stringify(file));
    const list = tab.locator("[data-unfit] li");
    await list.first().waitFor();
    const texts = await list.allInnerTexts();
    assert.equal(texts.length, 3, texts.join("\n"));
    assert.ok(texts.some((text) => text.includes("border-old-question") && text.includes("kept")));
    const again = await tab.evaluate(() => /** @type {any} */ (window).RumboForm.app.file());
    assert.deepEqual(again.unfit, { "border-old-question": { value: 4, note: "kept" }, "border-permit-time": 9, "health-vaccination": 2 });
    assert.equal(again.answers["border-registration-record"], 3);
    await saved(tab);
    await tab.reload();
    await list.first().waitFor();
    assert.equal(await list.count(), 3, "also after a reload");
  }));

test("a file that was changed after it was saved says so", () =>
  open(PAGE, {}, async (tab) => {
    await take(tab, JSON.stringify(good((file) => void (file.checksum = "0000-0000-0000"))));
    await tab.locator('[data-notice="fit"]', { hasText: "checksum" }).waitFor();
  }));
