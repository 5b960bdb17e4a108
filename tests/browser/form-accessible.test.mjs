/** The form is accessible on a phone, a tablet and a desk, empty, half filled and with faults shown; and it prints. */
import assert from "node:assert/strict";
import test from "node:test";
import { violations } from "./axe.mjs";
import { useSite } from "./chromium.mjs";
import { none } from "./faults.mjs";
import { fillByKeyboard } from "./form.mjs";

const { open } = useSite();

/** @param {import("playwright-core").Page} tab */
async function look(tab, /** @type {string} */ what) {
  /** @type {string[]} */
  const faults = [];
  for (const width of [320, 768, 1280]) {
    await tab.setViewportSize({ width, height: 800 });
    const wide = await tab.evaluate(() => {
      const root = /** @type {Element} */ (document.scrollingElement);
      return root.scrollWidth > root.clientWidth ? root.scrollWidth : 0;
    });
    if (wide) faults.push(`${what}, ${width} px: ${wide} px wide`);
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      await tab.emulateMedia({ colorScheme });
      for (const fault of await violations(tab)) faults.push(`${what}, ${width} px, ${colorScheme}: ${fault}`);
    }
    const small = await tab.locator("main button:visible, main summary:visible, main select:visible, main label:visible, main input[type=text]:visible").evaluateAll((found) =>
      found.filter((element) => element.getBoundingClientRect().height < 40 && !element.closest(".form-field, .fq-text") && !element.closest("#_main a")).map((element) => element.outerHTML.slice(0, 90)));
    for (const element of small) faults.push(`${what}, ${width} px: small ${element}`);
  }
  return faults;
}

for (const page of ["en/forms/rapid.html", "forms/border-es.html"]) {
  test(`${page} is accessible empty, half filled, with faults shown, with results`, () =>
    open(page, { reducedMotion: "reduce" }, async (tab) => {
      const faults = await look(tab, "empty");
      await fillByKeyboard(tab, (answered) => answered >= 3);
      // A reason that is missing, an open panel with evidence, a file that is refused.
      const question = tab.locator(".fq[id]:visible").last();
      await question.locator("input[value=not_applicable]").check();
      await question.locator("[aria-expanded]").click();
      await question.locator(".fq-panel > button").click();
      await tab.evaluate(() => {
        const { app } = /** @type {any} */ (window).RumboForm;
        app.drafts.take("{", "x.json");
        app.keeper.offer("full");
      });
      assert.equal(await question.locator("textarea[aria-invalid=true]").count(), 1);
      faults.push(...(await look(tab, "with faults")));
      while (await tab.locator("[data-on]").count()) {
        await tab.locator("[data-on]").click();
        const at = await tab.locator("body").getAttribute("data-at");
        if (at === "results") {
          for (const details of await tab.locator("[data-form-results] details").all()) await details.evaluate((element) => (/** @type {HTMLDetailsElement} */ (element).open = true));
          await tab.locator(".trace table").first().waitFor();
        }
        if (at === "results" || at === "hand-in") faults.push(...(await look(tab, String(at))));
      }
      none(faults);
    }));
}

test("all areas can stand on one page, and the next unanswered question is found", () =>
  open("en/forms/rapid.html", { reducedMotion: "reduce" }, async (tab) => {
    await tab.locator("[data-form-all]").click();
    assert.ok((await tab.locator(".form-area:visible").count()) > 5);
    await tab.locator("[data-next-open]").click();
    const first = await tab.evaluate(() => document.activeElement?.closest(".fq")?.id);
    await tab.keyboard.press("Space");
    await tab.locator("[data-next-open]").click();
    const second = await tab.evaluate(() => document.activeElement?.closest(".fq")?.id);
    assert.ok(first && second && first !== second, `${first}, then ${second}`);
    const bar = await tab.evaluate(() => {
      const focused = /** @type {Element} */ (document.activeElement).getBoundingClientRect();
      return focused.bottom <= /** @type {Element} */ (document.querySelector(".form-bar")).getBoundingClientRect().top;
    });
    assert.ok(bar, "the bar does not cover what has the focus");
  }));

test("the live result is said to screen readers, level first", () =>
  open("en/forms/border.html", {}, async (tab) => {
    await tab.locator("[data-on]").click();
    for (const question of await tab.locator(".fq:visible").all()) {
      const options = question.locator("input[type=radio]");
      if ((await options.count()) > 2) await options.nth(1).check();
    }
    await tab.waitForFunction(() => /\d%/.test(document.querySelector("[data-form-voice]")?.textContent || ""));
    const said = await tab.locator("[data-form-voice]").innerText();
    assert.match(said, /: [A-Z][a-z ]+, \d+(\.\d)?%/, said);
  }));

test("the questions of the single file become those of the site's page", async () => {
  for (const id of ["rapid", "border", "referral"]) {
    /** @type {string[][]} */
    const found = [];
    for (const page of [`es/forms/${id}.html`, `forms/${id}-es.html`]) {
      await open(page, {}, async (tab) => {
        found.push(await tab.locator(".fq > label, .fq > fieldset, .fq > .fq-gate").evaluateAll((parts) => parts.map((part) => part.outerHTML.replace(/>\s+</g, "><"))));
      });
    }
    assert.ok(found[0].length > 50);
    assert.deepEqual(found[1], found[0]);
  }
});

test("it prints blank with room to write, filled with its answers, and as a report to sign", () =>
  open("es/forms/border.html", {}, async (tab) => {
    const print = async (/** @type {string} */ what) => {
      await tab.evaluate((kind) => {
        if (kind) document.body.dataset.print = kind;
        window.dispatchEvent(new Event("beforeprint"));
      }, what);
      await tab.emulateMedia({ media: "print" });
    };
    const done = async () => {
      await tab.evaluate(() => window.dispatchEvent(new Event("afterprint")));
      await tab.emulateMedia({ media: "screen" });
    };
    await print("form");
    assert.ok(await tab.locator(".fq-lines").first().isVisible(), "room to write");
    assert.ok(await tab.locator(".form-area").first().isVisible(), "the questions, though another step is open");
    assert.ok(await tab.locator(".fq details p").first().isVisible(), "what was folded");
    assert.equal(await tab.locator(".form-bar:visible, .form-nav:visible, .fq-foot:visible").count(), 0);
    await done();
    await fillByKeyboard(tab, (answered) => answered >= 6);
    await print("report");
    assert.ok(await tab.locator(".form-sign").first().isVisible());
    assert.equal(await tab.locator(".form-sum strong").innerText(), await tab.evaluate(() => /** @type {any} */ (window).RumboForm.app.checksum()));
    assert.equal(await tab.locator(".fq:visible").count(), 0);
    await done();
    await print("sheet");
    assert.ok(await tab.locator(".form-sheet").isVisible());
    assert.equal(await tab.locator(".fq:visible, .form-priorities:visible").count(), 0);
    await done();
  }));

test("without scripts the questions can be read, in the page and in the single file", async () => {
  for (const page of ["en/forms/border.html", "forms/border-en.html"]) {
    await open(page, { javaScriptEnabled: false }, async (tab) => {
      assert.ok(await tab.locator("noscript").isVisible(), page);
      assert.ok((await tab.locator(".fq label:visible, .fq [data-options] li:visible").count()) > 30, page);
      assert.equal(await tab.locator("main button:visible").count(), 0, page);
    });
  }
});
