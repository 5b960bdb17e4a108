/** No work is lost: drafts side by side, two tabs, a full, missing or damaged storage, undo, deleting. */
import assert from "node:assert/strict";
import test from "node:test";
import { useSite } from "./chromium.mjs";
import { saved } from "./form.mjs";
import { addressOf } from "./site.mjs";

const { folder, open } = useSite();
const PAGE = "en/forms/border.html";

/**
 * @param {import("playwright-core").Page} tab
 * @param {string} question
 * @param {string} value
 */
async function choose(tab, question, value) {
  if (await tab.locator("[data-step=start]").isVisible()) await tab.locator("[data-on]").click();
  await tab.locator(`#${question} > label input[value="${value}"]`).check();
}

const entry = (/** @type {import("playwright-core").Page} */ tab, /** @type {string} */ question) =>
  tab.evaluate((id) => /** @type {any} */ (window).RumboForm.app.draft.answers[id]?.value ?? null, question);

test("drafts stand side by side, and each goes on where it was", () =>
  open(PAGE, {}, async (tab) => {
    await tab.locator("#_f-unit").fill("Villa Nueva");
    await choose(tab, "border-permit-route", "2");
    await saved(tab);
    await tab.locator(".form-step").first().click();
    await tab.locator("[data-new-draft]").click();
    assert.match(await tab.locator('[data-notice="new"]').innerText(), /Villa Nueva, .*1 answer.* stays in this browser/s);
    assert.equal(await entry(tab, "border-permit-route"), "2", "nothing happens before it is confirmed");
    await tab.locator("[data-new-sure]").click();
    assert.equal(await tab.locator("#_f-unit").inputValue(), "");
    assert.ok(await tab.locator("[data-new-back]").isVisible());
    await tab.locator("#_f-unit").fill("Puerto Muestra");
    await choose(tab, "border-permit-route", "5");
    await saved(tab);
    await tab.reload();
    await tab.locator('[data-notice="resumed"]').waitFor();
    assert.equal(await entry(tab, "border-permit-route"), "5", "the newest is open");
    await tab.locator(".form-step").first().click();
    const other = tab.locator(".form-drafts li");
    assert.match(await other.innerText(), /Villa Nueva.*1 answer/s);
    await other.locator("button").first().click();
    assert.equal(await entry(tab, "border-permit-route"), "2");
    assert.equal(await tab.locator("#_f-unit").inputValue(), "Villa Nueva");
  }));

test("undo takes back one change after the other", () =>
  open(PAGE, {}, async (tab) => {
    await choose(tab, "border-permit-route", "2");
    await choose(tab, "border-permit-route", "4");
    await choose(tab, "border-permit-time", "1");
    await tab.locator("[data-undo]").click();
    assert.equal(await entry(tab, "border-permit-time"), null);
    await tab.keyboard.press("Control+z");
    assert.equal(await entry(tab, "border-permit-route"), "2");
    assert.ok(await tab.locator("#border-permit-route input[value='2']").isChecked());
    await tab.locator("[data-undo]").click();
    assert.ok(await tab.locator("[data-undo]").isDisabled());
  }));

test("an answer of many parts that is replaced is told, and comes back", () =>
  open("en/forms/referral.html", {}, async (tab) => {
    await tab.locator("[data-on]").click();
    const question = tab.locator(".fq:visible").filter({ has: tab.locator("[data-statement]") }).first();
    const lines = question.locator("[data-statement]");
    for (let line = 0; line < 3; line++) await lines.nth(line).locator('input[value="yes"]').check();
    await question.locator('input[data-other][value="unknown"]').check();
    assert.match(await question.locator(".fq-replaced").innerText(), /^3 parts of your answer/);
    await question.locator("[data-replaced-back]").click();
    assert.equal(await lines.locator("input:checked").count(), 3);
    assert.ok(await question.locator(".fq-replaced").isHidden());
  }));

test("pages lead back to what was begun, and the first page opens in the language that was read last", () =>
  open("es/forms/border.html", {}, async (tab) => {
    await tab.locator("#_f-unit").fill("Villa Frontera");
    await choose(tab, "border-permit-route", "2");
    await saved(tab);
    await tab.goto(addressOf(folder, "index.html"));
    await tab.waitForURL(/\/es\/index\.html$/);
    const begun = tab.locator("[data-begun] li:visible");
    assert.match(await begun.innerText(), /Villa Frontera, 1 de \d+ respondidas/);
    for (const page of ["es/questionnaires/index.html", "es/results/index.html"]) {
      await tab.goto(addressOf(folder, page));
      assert.equal(await begun.count(), 1, page);
    }
    await begun.locator("a").click();
    await tab.locator('[data-notice="resumed"]').waitFor();
    // English again, where the reader chose it.
    await tab.goto(addressOf(folder, "en/index.html"));
    await tab.goto(addressOf(folder, "index.html"));
    assert.equal(await tab.locator("html").getAttribute("lang"), "en");
  }));

test("two tabs follow each other, and never overwrite each other in silence", () =>
  open(PAGE, {}, async (tab) => {
    await choose(tab, "border-permit-route", "2");
    await saved(tab);
    const other = await tab.context().newPage();
    await other.goto(addressOf(folder, PAGE));
    await other.locator('[data-notice="resumed"]').waitFor();
    await choose(other, "border-permit-time", "3");
    await saved(other);
    // The first tab had nothing unsaved: it follows.
    await tab.waitForFunction(() => /** @type {any} */ (window).RumboForm.app.draft.answers["border-permit-time"]?.value === "3");
    // Both change it, and the news of the other comes too late.
    await tab.evaluate(() => (/** @type {any} */ (window).RumboForm.app.keeper.elsewhere = () => {}));
    await choose(other, "border-permit-time", "4");
    await saved(other);
    await choose(tab, "border-permit-route", "1");
    const notice = tab.locator('[data-notice="conflict"]');
    await notice.waitFor();
    assert.match(await tab.locator("[data-save-state]").innerText(), /another tab/);
    assert.equal(await entry(other, "border-permit-route"), "2", "the other is as it was");
    await tab.locator("[data-keep-mine]").click();
    await saved(tab);
    assert.equal(await tab.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("rumbo:form:")).length), 2, "two drafts");
    await other.close();
  }));

test("without storage the form says so at once, and offers the file after every area", () =>
  open("index.html", {}, async (tab) => {
    await tab.addInitScript(() => Object.defineProperty(window, "localStorage", { get: () => { throw new Error("denied"); } }));
    await tab.goto(addressOf(folder, PAGE));
    await tab.locator('[data-notice="unkept"]', { hasText: "keeps nothing" }).waitFor();
    await choose(tab, "border-permit-route", "2");
    await tab.locator("[data-on]").click();
    await tab.locator('[data-notice="unkept"]', { hasText: "An area is done" }).waitFor();
    const leaving = await tab.evaluate(() => {
      const event = new Event("beforeunload", { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    });
    assert.ok(leaving, "a reminder before leaving");
    const [file] = await Promise.all([tab.waitForEvent("download"), tab.locator('[data-notice="unkept"] button').click()]);
    assert.match(file.suggestedFilename(), /\.answers\.json$/);
    await tab.locator('[data-notice="unkept"]').waitFor({ state: "detached" });
    assert.ok(!(await tab.evaluate(() => {
      const event = new Event("beforeunload", { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    })), "no reminder once the file is saved");
  }));

test("a full storage is said in words, with the file as the way out", () =>
  open(PAGE, {}, async (tab) => {
    await tab.evaluate(() => (Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }));
    await choose(tab, "border-permit-route", "2");
    await tab.locator('[data-notice="unkept"]', { hasText: "storage is full" }).waitFor();
    assert.match(await tab.locator("[data-save-state]").innerText(), /Not kept/);
    assert.equal(await entry(tab, "border-permit-route"), "2");
  }));

test("a damaged draft is named and can be saved or deleted; good ones open", () =>
  open(PAGE, {}, async (tab) => {
    await choose(tab, "border-permit-route", "2");
    await saved(tab);
    await tab.evaluate(() => {
      for (const [name, text] of [["a", "{half"], ["b", "null"], ["c", '{"rev":1,"changed":9e15,"file":{"answers":3}}'], ["d", '{"rev":1,"changed":9e15,"file":{"answers":{}}}']]) localStorage.setItem("rumbo:form:capacity:border:" + name, text);
    });
    await tab.reload();
    await tab.locator(".form-step").first().click();
    assert.ok((await tab.locator('[data-notice^="broken-"]').count()) >= 3);
    const [file] = await Promise.all([tab.waitForEvent("download"), tab.locator('[data-notice="broken-a"] button').first().click()]);
    assert.equal(file.suggestedFilename(), "draft.txt");
    await tab.locator('[data-notice="broken-a"] button').nth(1).click();
    assert.equal(await tab.evaluate(() => localStorage.getItem("rumbo:form:capacity:border:a")), null);
  }));

test("one's answers can be taken off the computer, in two steps", () =>
  open(PAGE, {}, async (tab) => {
    await choose(tab, "border-permit-route", "2");
    await saved(tab);
    while (await tab.locator("[data-on]").count()) await tab.locator("[data-on]").click();
    await tab.getByRole("button", { name: "Delete my answers from this computer" }).click();
    assert.match(await tab.locator(".callout-warning:visible").innerText(), /not in a saved file/);
    await tab.locator("[data-forget]").click();
    // The language that was read last is nobody's answer.
    assert.deepEqual(await tab.evaluate(() => Object.keys(localStorage).filter((key) => key !== "rumbo:lang")), []);
    assert.equal(await entry(tab, "border-permit-route"), null);
    assert.ok(await tab.locator("[data-step=start]").isVisible());
  }));

test("an area that is not answered here is not asked, never blank", () =>
  open("en/forms/rapid.html", {}, async (tab) => {
    const boxes = tab.locator("[data-ask]");
    for (let place = 1; place < (await boxes.count()); place++) await boxes.nth(place).uncheck();
    const { file, state } = await tab.evaluate(() => {
      const { app } = /** @type {any} */ (window).RumboForm;
      return { file: app.file(), state: app.scoring.node("health").state };
    });
    assert.deepEqual(file.asked, ["border"]);
    assert.equal(state, "not_asked");
    assert.equal(await tab.locator(".form-step:visible").count(), 4);
  }));
