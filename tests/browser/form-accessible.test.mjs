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
  // What the bar at the foot covers comes out from under it by scrolling, which the checker does not do.
  await tab.evaluate(() => document.querySelectorAll(".form-bar").forEach((bar) => (/** @type {HTMLElement} */ (bar).style.position = "static")));
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

test("going on leads to the heading of the next area", () =>
  open("en/forms/municipality.html", { viewport: { width: 1366, height: 768 } }, async (tab) => {
    for (let steps = 0; steps < 2; steps++) {
      await tab.locator("[data-on]").click();
      await tab.waitForTimeout(300);
      const heading = await tab.evaluate(() => {
        const focused = /** @type {Element} */ (document.activeElement);
        return { tag: focused.tagName, top: focused.getBoundingClientRect().top };
      });
      assert.equal(heading.tag, "H2");
      assert.ok(heading.top >= 0 && heading.top < 100, `the heading is ${heading.top} px below the top`);
    }
  }));

test("what to do first is what was answered, critical and lowest first; what is not known stands apart", () =>
  open("en/forms/border.html", {}, async (tab) => {
    await tab.locator("[data-on]").click();
    const chosen = await tab.evaluate(() => {
      const { RumboForm } = /** @type {any} */ (window);
      const { app } = RumboForm;
      const node = (/** @type {any} */ question) => app.data.framework.nodes.find((/** @type {any} */ known) => known.id === question.id);
      const ladders = app.data.questions.filter((/** @type {any} */ question) => question.kind === "ladder" && !node(question).when);
      const critical = ladders.find((/** @type {any} */ question) => node(question).critical);
      const others = ladders.filter((/** @type {any} */ question) => !node(question).critical);
      const set = (/** @type {any} */ question, /** @type {string} */ state, /** @type {string | null} */ value) => app.set(question.id, Object.assign(RumboForm.blank(), { state, value }), "");
      set(others[0], "answered", "4");
      set(others[1], "answered", "1");
      set(others[2], "unknown", null);
      set(critical, "answered", "2");
      return { first: critical.title, second: others[1].title, last: others[0].title, unknown: others[2].title };
    });
    await tab.locator(".form-step", { hasText: "Your results" }).click();
    const titles = await tab.locator(".form-priority h4").allInnerTexts();
    assert.deepEqual(titles, [chosen.first, chosen.second, chosen.last]);
    const urgency = await tab.locator(".form-priority .urgency").allInnerTexts();
    assert.equal(urgency[0].trim(), "High");
    assert.equal(urgency[2].trim(), "Low");
    await tab.locator('[data-open="unknown"] summary').click();
    assert.equal(await tab.locator('[data-open="unknown"] li').innerText(), chosen.unknown);
    assert.match(await tab.locator('[data-open="blank"] summary').innerText(), /^\d+ questions still to answer$/);
    // The most useful stands first: before the drawings and the table.
    const order = await tab.evaluate(() => Array.from(document.querySelectorAll("[data-form-results] > ol, [data-form-results] > .form-charts, [data-form-results] > .table-scroll")).map((part) => part.className));
    assert.deepEqual(order, ["form-priorities", "form-charts", "table-scroll"]);
    // The sheet to take along has the same, and nothing that was not answered.
    assert.deepEqual(await tab.locator(".form-sheet tbody th").allInnerTexts(), titles);
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
