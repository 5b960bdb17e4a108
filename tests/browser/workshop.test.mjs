/**
 * The consolidation page from disk: many files become one result, the same as the build's; parts are joined; what a group
 * agrees is saved and counts at the next build; hostile files neither run nor break anything.
 */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { violations } from "./axe.mjs";
import { useSite } from "./chromium.mjs";
import { none } from "./faults.mjs";
import { rumbo, siteWith, tracesOf } from "./form.mjs";

const { open } = useSite();
const PAGE = "en/workshops/capacity.html";
const [UNIT, ROUND] = ["san-modelo", "2027-1"];
const MARKUP = '"><img src=x onerror="window.hurt=1"><script>window.hurt=1</script>';

/** @typedef {import("playwright-core").Page} Tab */

/**
 * What the page knows of the questions.
 * @param {Tab} tab
 * @returns {Promise<{id: string, kind: string, area: string, levels: number, options: string[], statements: string[], several: boolean}[]>}
 */
const questionsOf = (tab) =>
  tab.evaluate(() =>
    /** @type {any} */ (window).RumboForm.app.data.questions.map((/** @type {any} */ question) => ({
      id: question.id,
      kind: question.kind,
      area: question.area,
      levels: question.levels,
      options: question.options.map((/** @type {any} */ option) => option.value),
      statements: question.statements.map((/** @type {any} */ statement) => statement.id),
      several: question.several,
    })),
  );

/** Numbers that look random and are the same in every run. */
function numbers(/** @type {number} */ seed) {
  return (/** @type {number} */ below) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
  };
}

/**
 * The answers of one person.
 * @param {Awaited<ReturnType<typeof questionsOf>>} questions
 * @param {string} code
 * @param {number} seed
 * @param {string[]} [asked] areas
 */
function fileOf(questions, code, seed, asked) {
  const below = numbers(seed);
  /** @type {{[id: string]: any}} */
  const answers = {};
  for (const question of questions) {
    const mood = below(10);
    if ((asked && !asked.includes(question.area)) || mood === 0) continue;
    if (mood === 1) answers[question.id] = "unknown";
    else if (mood === 2) answers[question.id] = { state: "not_applicable", reason: `Reason of ${code}` };
    else if (question.kind === "ladder") answers[question.id] = mood === 3 ? { value: 1 + below(question.levels), note: `Note of ${code}`, evidence: [{ grade: "document", name: `Paper of ${code}` }] } : 1 + below(question.levels);
    else if (question.kind === "gated") answers[question.id] = Object.fromEntries(question.statements.map((id, at) => [id, at < below(question.statements.length + 2) ? "yes" : ["no", "partial", "unknown"][below(3)]]));
    else if (question.options.length > 0) {
      const option = question.options[below(question.options.length)];
      answers[question.id] = question.several ? [option] : option;
    } else if (question.kind === "number" || question.kind === "count") answers[question.id] = below(100);
    else if (question.kind === "date") answers[question.id] = "2026-05-04";
    else answers[question.id] = `Text of ${code}`;
  }
  return { framework: "capacity", framework_version: "1.0", unit: UNIT, round: ROUND, date: "2027-02-03", respondent: { code, institution: `Office ${code}` }, visibility: "internal", ...(asked ? { asked } : {}), answers };
}

/**
 * Gives files to the page, as a person picks them.
 * @param {Tab} tab
 * @param {any[]} files objects, or texts
 */
async function take(tab, files) {
  const given = files.map((file, at) => ({
    name: typeof file === "string" ? `x${at}.json` : `${file.unit}-${file.round}-${file.respondent.code}.answers.json`,
    mimeType: "application/json",
    buffer: Buffer.from(typeof file === "string" ? file : JSON.stringify(file)),
  }));
  await tab.evaluate(() => {
    const voice = document.querySelector("[data-form-voice]");
    if (voice) voice.textContent = "";
  });
  await tab.locator("#_ws-pick").setInputFiles(given);
  await tab.locator("[data-form-voice]", { hasText: /\S/ }).waitFor({ state: "attached" });
}

/** The results that the page has joined, without what is only for scripts. */
const joinedOf = (/** @type {Tab} */ tab) =>
  tab.evaluate(() => {
    const { nodes, gaps, agreement, agenda } = /** @type {any} */ (window).RumboForm.app.combined;
    return JSON.stringify({ nodes, gaps, agreement, agenda });
  });

/**
 * The traces that the program gives for the place, with files in the folder of answers.
 * @param {{[name: string]: string}} files
 */
function built(files) {
  const [[name, text], ...more] = Object.entries(files);
  const site = siteWith(name, text);
  for (const [name, text] of more) fs.writeFileSync(path.join(site, "assessments/answers", name), text);
  const run = rumbo(["score", site, "--unit", UNIT, "--round", ROUND, "--format", "json"]);
  assert.equal(run.status, 0, run.said);
  return JSON.parse(run.out).results[0].traces;
}

/** Takes everything off the computer, and begins anew. */
async function forget(/** @type {Tab} */ tab) {
  await tab.locator("[data-workshop-files] .form-links button").click();
  await tab.locator("[data-forget]").click();
  assert.equal(await tab.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("rumbo:workshop:")).length), 0);
  await tab.reload();
  assert.equal(await tab.locator("[data-workshop-files] tbody tr").count(), 0);
}

/** Waits until the page has kept everything in the browser. */
const kept = (/** @type {Tab} */ tab) => tab.locator("[data-workshop-state]", { hasText: "Kept in this browser" }).waitFor();

/**
 * What a click saves.
 * @param {Tab} tab
 * @param {string} selector
 */
async function download(tab, selector) {
  const [file] = await Promise.all([tab.waitForEvent("download"), tab.locator(selector).press("Enter")]);
  return { name: file.suggestedFilename(), text: fs.readFileSync(await file.path(), "utf8") };
}

test("ten files in any order are one result, the same as the build's, node for node", () =>
  open(PAGE, {}, async (tab) => {
    const questions = await questionsOf(tab);
    const files = Array.from({ length: 10 }, (_, at) => fileOf(questions, `r${at + 1}`, 7 + at));
    await take(tab, files.slice(0, 4));
    await take(tab, files.slice(4));
    const first = await joinedOf(tab);
    const traces = await tracesOf(tab);
    const people = tab.locator("[data-workshop-files] tbody tr");
    assert.equal(await people.count(), 10);
    await forget(tab);
    await take(tab, [...files.slice(5), ...files.slice(0, 5)].reverse());
    // The same file once more changes nothing.
    await take(tab, [files[3]]);
    assert.equal(await people.count(), 10);
    assert.equal(await joinedOf(tab), first);
    const there = built(Object.fromEntries(files.map((file) => [`${file.respondent.code}.answers.json`, JSON.stringify(file)])));
    assert.deepEqual(traces, there);
  }));

test("what is agreed by keyboard is saved, opened again, and counts at the next build", () =>
  open(PAGE, { acceptDownloads: true }, async (tab) => {
    const questions = await questionsOf(tab);
    const [one, two] = ["r1", "r2"].map((code) => fileOf(questions, code, code === "r1" ? 3 : 4));
    const ladder = /** @type {any} */ (questions.find((question) => question.kind === "ladder"));
    one.answers[ladder.id] = 1;
    two.answers[ladder.id] = ladder.levels;
    await take(tab, [one, two]);
    const agenda = await tab.locator("[data-workshop-agenda]").innerText();
    assert.match(agenda, /^\d+ questions to talk about\. \d+ are still open\. 2 questions have no answer from anybody/);
    const card = tab.locator(`#${ladder.id}`);
    assert.ok(await card.isVisible());
    assert.match(await card.innerText(), new RegExp(`from level 1 to level ${ladder.levels}`));
    await card.locator(`input[value="3"]`).first().focus();
    await tab.keyboard.press("Space");
    await tab.locator("[data-workshop-agreed]", { hasText: "1 answer was agreed." }).waitFor();
    assert.notEqual(await tab.locator("[data-workshop-agenda]").innerText(), agenda, "one less is open");
    const file = await download(tab, "[data-save-agreed]");
    assert.equal(file.name, `${UNIT}-${ROUND}-consensus.answers.json`);
    const agreed = JSON.parse(file.text);
    assert.equal(agreed.respondent.code, "consensus");
    assert.deepEqual(agreed.answers, { [ladder.id]: 3 });
    const files = { "r1.answers.json": JSON.stringify(one), "r2.answers.json": JSON.stringify(two), [file.name]: file.text };
    assert.deepEqual(await tracesOf(tab), built(files));
    const before = await joinedOf(tab);
    await forget(tab);
    await take(tab, Object.values(files));
    assert.equal(await joinedOf(tab), before);
    assert.ok(await card.locator(`input[value="3"]`).first().isChecked());
  }));

test("files and what is agreed are there again after a reload, place by place, and another tab follows or asks", () =>
  open(PAGE, {}, async (tab) => {
    const questions = await questionsOf(tab);
    const ladder = /** @type {any} */ (questions.find((question) => question.kind === "ladder"));
    const elsewhere = { ...fileOf(questions, "r1", 21), unit: "villa-ejemplo" };
    await take(tab, [fileOf(questions, "r1", 3), fileOf(questions, "r2", 4), elsewhere]);
    await tab.locator('input[name="_ws-filter"][value="all"]').check();
    await tab.locator(`#${ladder.id} input[value="2"]`).first().check();
    await tab.locator("#_ws-name").fill("Ana <b>");
    const before = await joinedOf(tab);
    await tab.waitForTimeout(200);
    await kept(tab);
    const other = await tab.context().newPage();
    await other.goto(tab.url());
    assert.match(await other.locator("[data-notice=resumed]").innerText(), /You are back where you stopped/);
    assert.equal(await joinedOf(other), await joinedOf(tab));
    await tab.reload();
    assert.equal(await tab.locator("[data-workshop-files] tbody tr").count(), 2);
    assert.ok(await tab.locator(`#${ladder.id} input[value="2"]`).first().isChecked());
    assert.equal(await tab.locator("#_ws-name").inputValue(), "Ana <b>");
    // What was agreed for one place is not agreed for another.
    await tab.locator("#_ws-group").selectOption({ index: 1 });
    assert.equal(await tab.evaluate(() => Object.keys(/** @type {any} */ (window).RumboForm.app.agreedFile().answers).length), 0);
    await tab.locator("#_ws-group").selectOption({ index: 0 });
    await kept(tab);
    // The other tab has nothing unsaved, so it follows; when both change at once, nobody is overwritten.
    await other.locator("[data-notice=resumed]", { hasText: "changed in another tab" }).waitFor();
    assert.equal(await joinedOf(other), before);
    await other.evaluate((id) => {
      const { app } = /** @type {any} */ (window).RumboForm;
      app.keep.store.watch = () => {};
      app.keep.elsewhere = () => {};
      app.set(id, { ...app.draft.answers[id], value: "3" });
      clearTimeout(app.keep.timer);
    }, ladder.id);
    await tab.locator(`#${ladder.id} input[value="4"]`).first().check();
    await kept(tab);
    await other.evaluate(() => /** @type {any} */ (window).RumboForm.app.keep.now(false));
    await other.locator("[data-take-theirs]").click();
    assert.ok(await other.locator(`#${ladder.id} input[value="4"]`).first().isChecked());
    await other.close();
  }));

test("two files that say different things about what was agreed wait for a choice, whatever their order", () =>
  open(PAGE, { acceptDownloads: true }, async (tab) => {
    const questions = await questionsOf(tab);
    const [first, second, third] = questions.filter((question) => question.kind === "ladder");
    const consensus = (/** @type {any} */ answers) => ({ ...fileOf(questions, "consensus", 1), respondent: { code: "consensus", name: "Eva" }, answers });
    const one = consensus({ [first.id]: 2, [second.id]: 3, [third.id]: 1 });
    const other = consensus({ [first.id]: 4, [second.id]: 3, [third.id]: { value: 1, note: MARKUP } });
    const people = [fileOf(questions, "r1", 3), fileOf(questions, "r2", 4)];
    for (const files of [[one, other], [other, one]]) {
      await take(tab, [...people, ...files]);
      const box = tab.locator(".ws-disputes");
      assert.equal(await box.locator("[data-dispute]").count(), 2);
      assert.match(await box.innerText(), /level 2 of 5/i);
      assert.match(await box.innerText(), /level 4 of 5/i);
      assert.deepEqual(await tab.evaluate(() => /** @type {any} */ (window).RumboForm.app.agreedFile().answers), { [second.id]: 3 });
      assert.match(await tab.locator("[data-workshop-agreed]").innerText(), /2 questions wait for your choice/);
      assert.deepEqual(await violations(tab), []);
      // They still wait after a reload.
      await kept(tab);
      await tab.reload();
      assert.equal(await box.locator("[data-dispute]").count(), 2);
      await box.locator(`[data-dispute="${first.id}"] button`).nth(files[0] === one ? 1 : 0).press("Enter");
      await box.locator("[data-dispute] button").last().press("Enter");
      assert.equal(await box.count(), 0);
      const file = JSON.parse((await download(tab, "[data-save-agreed]")).text);
      assert.deepEqual(file.answers, { [first.id]: 4, [second.id]: 3 });
      await forget(tab);
    }
    // Taking one of the files out settles what only the two disagreed on.
    await take(tab, [...people, one, other]);
    await tab.getByRole("button", { name: /Take out the file .*consensus/ }).last().click();
    assert.equal(await tab.locator("[data-dispute]").count(), 0);
    assert.deepEqual(await tab.evaluate(() => /** @type {any} */ (window).RumboForm.app.agreedFile().answers), { [first.id]: 2, [second.id]: 3, [third.id]: 1 });
    assert.equal(await tab.evaluate(() => /** @type {any} */ (window).hurt), undefined);
  }));

test("what is kept of the page is looked at like any file, and a full or missing storage is said", () =>
  open(PAGE, {}, async (tab) => {
    const questions = await questionsOf(tab);
    await take(tab, [fileOf(questions, "r1", 3)]);
    await kept(tab);
    const key = String(await tab.evaluate(() => Object.keys(localStorage).find((name) => name.startsWith("rumbo:workshop:"))));
    const spoilt = ["{", "null", JSON.stringify({ rev: 1, changed: 1, file: { answers: {}, files: [{ name: MARKUP, text: "{" }, null, { text: 4 }], agreed: [null, { file: {} }, { file: { framework: "capacity", answers: [] } }], group: { a: 1 } } })];
    for (const text of spoilt) {
      await tab.evaluate(([name, value]) => localStorage.setItem(name, value), [key, text]);
      await tab.reload();
      assert.equal(await tab.locator("[data-workshop-files] tbody tr").count(), 0, text);
      await take(tab, [fileOf(questions, "r2", 5)]);
      assert.equal(await tab.locator("[data-workshop-files] tbody tr").count(), 1, text);
    }
    await tab.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await take(tab, [fileOf(questions, "r3", 6)]);
    await tab.locator("[data-notice=unkept]", { hasText: "full" }).waitFor();
  }));

test("parts are joined: what nobody was given is missing, and one file says it all", () =>
  open(PAGE, { acceptDownloads: true }, async (tab) => {
    const questions = await questionsOf(tab);
    const areas = Array.from(new Set(questions.map((question) => question.area)));
    const parts = [fileOf(questions, "r1", 11, areas.slice(0, 3)), fileOf(questions, "r2", 12, areas.slice(3, 6))];
    await take(tab, parts);
    const table = tab.locator("[data-workshop-areas]");
    assert.match(await table.locator(".callout").innerText(), /^Nobody has answered yet: /);
    assert.equal(await table.locator(".ws-missing").count(), areas.length - 6);
    const row = await table.locator("tbody tr").first().innerText();
    assert.match(row, /Answered\s+\d+ of \d+\s+Not asked/i);
    assert.match(await tab.locator("[data-workshop-agenda]").innerText(), /^The answers do not differ\. \d+ questions? ha/);
    const before = JSON.parse(await joinedOf(tab));
    const traces = await tracesOf(tab);
    const file = await download(tab, "[data-save-joined]");
    const joined = JSON.parse(file.text);
    assert.deepEqual(joined.asked, areas.slice(0, 6));
    const noted = Object.entries(parts[0].answers).find(([, answer]) => answer.note);
    assert.ok(noted && joined.answers[noted[0]].note.includes("Note of r1") && joined.answers[noted[0]].evidence.length === 1, "notes and papers are kept");
    assert.deepEqual(built({ [file.name]: file.text }), traces);
    await forget(tab);
    await take(tab, [file.text]);
    assert.deepEqual(JSON.parse(await joinedOf(tab)).nodes, before.nodes);
  }));

test("two files under one code are both left out until one is taken out", () =>
  open(PAGE, {}, async (tab) => {
    const questions = await questionsOf(tab);
    const [one, other] = [fileOf(questions, "r1", 3), fileOf(questions, "r1", 5)];
    await take(tab, [one, other, fileOf(questions, "r2", 9)]);
    const people = tab.locator("[data-workshop-files]");
    assert.equal(await people.getByText("say different things").count(), 2);
    await people.getByRole("button", { name: /Take out the file/ }).first().click();
    assert.equal(await people.getByText("say different things").count(), 0);
    assert.equal(await people.locator("tbody tr").count(), 2);
  }));

test("a form filled in as a PDF is told what it is and who reads it", () =>
  open(PAGE, {}, async (tab) => {
    await tab.locator("#_ws-pick").setInputFiles({ name: "form.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n" + "x".repeat(6 << 20)) });
    await tab.locator("[data-workshop-notice] li").waitFor();
    assert.match(await tab.locator("[data-workshop-notice]").innerText(), /filled in as a PDF.*assessments\/answers/s);
  }));

test("hostile files neither run nor break anything", () =>
  open(PAGE, {}, async (tab) => {
    const base = { framework: "capacity", framework_version: "1.0", unit: UNIT, round: ROUND, respondent: { code: "r1" }, answers: {} };
    const refused = [
      "", "null", "[]", "{ nothing", "42", '"answers"', '{"framework": "capacity", "answers": [1]}', `{"framework": "capacity", "answers": {"a": ${"[".repeat(5000)}${"]".repeat(5000)}}}`,
      JSON.stringify({ ...base, framework: "__proto__" }), JSON.stringify({ ...base, respondent: { code: MARKUP } }), JSON.stringify({ ...base, round: "__proto__ x" }),
      JSON.stringify({ ...base, respondent: null }), JSON.stringify({ ...base, unit: {} }), "RUMBO ANSWERS 1\nframework: capacity\n", "<!DOCTYPE html><script>window.hurt = 1</script>",
    ];
    await take(tab, refused);
    assert.equal(await tab.locator("[data-workshop-notice] li").count(), refused.length);
    assert.equal(await tab.locator("[data-workshop-files] tbody tr").count(), 0);
    const questions = await questionsOf(tab);
    const answers = Object.fromEntries(questions.slice(0, 12).map((question, at) => [question.id, [MARKUP, { value: MARKUP, note: MARKUP, evidence: [{ grade: MARKUP, name: MARKUP }] }, { state: "not_applicable", reason: MARKUP }, { value: 2, note: MARKUP, evidence: [{ grade: "document", name: MARKUP, date: "2026-01-01" }] }, 1e308, true][at % 6]]));
    const hostile = JSON.stringify({ ...base, date: MARKUP, unit: MARKUP, questionnaire: "constructor", asked: ["__proto__", "constructor", ...new Set(questions.map((question) => question.area))], respondent: { code: "r9", name: MARKUP, institution: MARKUP, weight: "1e99", owns: ["__proto__", 4] }, checksum: MARKUP, framework_hash: MARKUP, unfit: { a: MARKUP }, answers: { ...answers, [MARKUP]: MARKUP } });
    const keys = hostile.replace('"answers":{', '"__proto__":{"hurt":1},"answers":{"__proto__":{"state":"unknown"},"constructor":3,"toString":"unknown","hasOwnProperty":1,');
    await take(tab, [keys, keys.replace('"r9"', '"r8"')]);
    assert.equal(await tab.locator("[data-workshop-files] tbody tr").count(), 2);
    await tab.locator('input[name="_ws-filter"][value="all"]').check();
    assert.ok((await tab.locator(".ws-said img, .ws-said script, [data-workshop-files] img").count()) === 0);
    assert.equal(await tab.evaluate(() => /** @type {any} */ (window).hurt || /** @type {any} */ ({}).hurt), undefined);
    assert.ok(await tab.getByText(MARKUP, { exact: false }).first().isVisible(), "it is shown as text");
  }));

for (const [lang, word] of [["en", "To talk about"], ["es", "Para conversar"]]) {
  test(`the page in ${lang} is accessible and fits a small phone, empty and full`, () =>
    open(`${lang}/workshops/capacity.html`, {}, async (tab) => {
      const questions = await questionsOf(tab);
      const faults = [];
      const look = async (/** @type {string} */ state, widths = [320, 768, 1280]) => {
        for (const width of widths) {
          await tab.setViewportSize({ width, height: 800 });
          const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          if (wide > 0) faults.push(`${state}, ${width} px: ${wide} px too wide`);
          for (const fault of await violations(tab)) faults.push(`${state}, ${width} px: ${fault}`);
        }
      };
      await look("empty");
      await take(tab, [1, 2, 3, 4].map((number) => fileOf(questions, `r${number}`, number)));
      assert.ok(await tab.getByRole("heading", { name: word }).isVisible());
      await look("full");
      await take(tab, ["broken"]);
      await look("refused", [320]);
      none(faults);
    }));
}
