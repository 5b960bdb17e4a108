/**
 * From the form to the build and back: filled in by keyboard alone, interrupted, saved, and scored again by the program,
 * node for node the same; on the page of the site, and on the single file with nothing beside it.
 */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { useSite } from "./chromium.mjs";
import { fillByKeyboard, folder as temporary, rumbo, saved, siteWith, tracesOf } from "./form.mjs";
import { copyOfSite } from "./site.mjs";

const { folder, open } = useSite();

/**
 * @param {import("playwright-core").Page} tab
 * @param {string} selector
 */
async function download(tab, selector) {
  const [file] = await Promise.all([tab.waitForEvent("download"), tab.locator(selector).press("Enter")]);
  return { name: file.suggestedFilename(), text: fs.readFileSync(await file.path(), "utf8") };
}

/**
 * The same numbers from the program, with the file among the answers of the site.
 * @param {string} name
 * @param {string} text
 * @param {any[]} traces
 */
function sameAsTheBuild(name, text, traces) {
  const site = siteWith(name, text);
  const run = rumbo(["score", site, "--unit", "puerto-muestra", "--round", "2026-9", "--format", "json"]);
  assert.equal(run.status, 0, run.said);
  assert.doesNotMatch(run.said, /checksum-mismatch|framework-mismatch/);
  const [result] = JSON.parse(run.out).results;
  const known = new Map(traces.map((trace) => [trace.id, trace]));
  assert.equal(result.traces.length, traces.length);
  for (const trace of result.traces) assert.deepEqual(known.get(trace.id), trace, trace.id);
  return site;
}

test("a questionnaire filled in by keyboard, with a reload in the middle, is scored by the build to the same numbers", () =>
  open("es/forms/border.html", {}, async (tab) => {
    const half = await fillByKeyboard(tab, (answered) => answered >= 9);
    assert.ok(half >= 9);
    await saved(tab);
    const before = await tracesOf(tab);
    await tab.reload();
    await tab.locator('[data-notice="resumed"]').waitFor();
    assert.deepEqual(await tracesOf(tab), before, "the same after the reload");
    assert.equal(await tab.locator("body").getAttribute("data-at"), "border", "and where one was");
    await fillByKeyboard(tab, () => false);
    await saved(tab);
    const traces = await tracesOf(tab);
    assert.ok(traces.some((trace) => trace.state === "not_applicable") && traces.some((trace) => trace.state === "unknown"), "answers of many kinds");
    const sum = await tab.locator("[data-checksum]").innerText();
    const { name, text } = await download(tab, "[data-save-file]");
    assert.match(name, /^puerto-muestra-2026-9-r[0-9a-z]{4}\.answers\.json$/, "a code that hardly anybody else has");
    const file = JSON.parse(text);
    assert.equal(file.checksum, sum);
    assert.equal(file.visibility, "internal");
    const site = sameAsTheBuild(name, text, traces);
    // The text for a chat says the same, with what a messenger puts around it.
    const block = await tab.locator("#_f-block").inputValue();
    sameAsTheBuild("mensaje.txt", `[9:41] Ana: va todo\r\n> ${block.trim().replace(/\n/g, "\r\n> ")}\r\nSaludos\r\n`, traces);
    // And so does the page that the site makes of it.
    const out = path.join(temporary(), "internal");
    const built = rumbo(["build", site, "--no-pdf", "--audience", "internal", "--out", out]);
    assert.equal(built.status, 0, built.said);
    const page = fs.readFileSync(path.join(out, "es/results/puerto-muestra-2026-9.html"), "utf8");
    for (const id of ["border", "border-registration", "border-protection"]) {
      const shown = await tab.evaluate((node) => /** @type {any} */ (window).RumboForm.app.scoring.view(node), id);
      if (shown.figure) assert.ok(page.includes(shown.figure.replace(/\u00a0/g, " ")) || page.includes(shown.figure), `${id}: ${shown.figure}`);
    }
  }));

test("the single file alone in a folder does the same", async () => {
  const alone = temporary();
  fs.copyFileSync(path.join(folder, "forms/referral-en.html"), path.join(alone, "form.html"));
  assert.deepEqual(fs.readdirSync(alone), ["form.html"]);
  // The helper opens pages below the site's folder.
  const beside = path.join(path.relative(folder, alone), "form.html");
  await open(beside, {}, async (tab) => {
    await fillByKeyboard(tab, (answered) => answered >= 5);
    await saved(tab);
    await tab.reload();
    await tab.locator('[data-notice="resumed"]').waitFor();
    await fillByKeyboard(tab, () => false);
    const traces = await tracesOf(tab);
    const { name, text } = await download(tab, "[data-save-file]");
    sameAsTheBuild(name, text, traces);
  });
});

test("a saved file opens again to the same file, from the picker and by dropping, and the text block too", () =>
  open("en/forms/rapid.html", {}, async (tab) => {
    await fillByKeyboard(tab, (answered) => answered >= 12);
    const first = await tab.evaluate(() => ({ file: JSON.stringify(/** @type {any} */ (window).RumboForm.app.file()), block: /** @type {any} */ (window).RumboForm.app.block() }));
    const same = async (/** @type {string} */ what) => {
      await tab.locator('[data-notice="opened"]').waitFor();
      assert.equal(await tab.locator('[data-notice="fit"]').count(), 0, what);
      assert.equal(await tab.evaluate(() => JSON.stringify(/** @type {any} */ (window).RumboForm.app.file())), first.file, what);
    };
    for (const [name, text] of [["a.answers.json", first.file], ["b.txt", first.block]]) {
      await tab.evaluate(() => /** @type {any} */ (window).RumboForm.app.begin(/** @type {any} */ (window).RumboForm.freshDraft()));
      await tab.locator("#_f-open").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
      await same(name);
    }
    await tab.evaluate((text) => {
      const app = /** @type {any} */ (window).RumboForm;
      app.app.begin(app.freshDraft());
      const data = new DataTransfer();
      data.items.add(new File([text], "c.answers.json"));
      window.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }, first.file);
    await same("dropped");
  }));

test("no single file is larger than 400 KB, and none asks for another", () => {
  const site = copyOfSite();
  for (const name of fs.readdirSync(path.join(site, "forms"))) {
    const html = fs.readFileSync(path.join(site, "forms", name), "utf8");
    assert.ok(html.length < 400_000, `${name}: ${html.length}`);
    assert.doesNotMatch(html.replace(/<a [^>]*>/g, ""), /(?:src|href|action)="(?!#|data:)/, name);
  }
});
