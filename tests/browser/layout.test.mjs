/** Narrow screens, large type, the keyboard, and paper. */
import assert from "node:assert/strict";
import test from "node:test";
import { useSite } from "./chromium.mjs";
import { none } from "./faults.mjs";
import { oneOfEachKind, pagesOf } from "./site.mjs";

const { folder, open } = useSite();
const pages = pagesOf(folder);
const samples = oneOfEachKind(pages);

/** How many places of the keyboard are looked at on a page. */
const STOPS = 15;

/**
 * Looks at pages one after the other in one tab.
 * @param {import("./site.mjs").Page[]} list
 * @param {import("playwright-core").BrowserContextOptions} options
 * @param {(tab: import("playwright-core").Page, page: import("./site.mjs").Page) => Promise<void>} look
 */
const visit = async (list, options, look) => {
  for (const page of list) await open(page.path, options, (tab) => look(tab, page));
};

/**
 * How wide what is shown is, and what sticks out.
 * @param {import("playwright-core").Page} tab
 */
const overflow = (tab) =>
  tab.evaluate(() => {
    const root = /** @type {Element} */ (document.scrollingElement);
    // Tables whose rows become cards leave nothing to scroll for.
    const cards = Array.from(document.querySelectorAll(".stacked")).filter((table) => getComputedStyle(table).overflowX === "visible");
    const inside = cards.filter((table) => table.scrollWidth > table.clientWidth);
    if (inside.length > 0) return `the table "${inside[0].getAttribute("aria-labelledby") || inside[0].getAttribute("aria-label")}" sticks out`;
    if (root.scrollWidth <= root.clientWidth) return "";
    const wide = Array.from(document.querySelectorAll("body *")).filter((element) => {
      if (element.getBoundingClientRect().right <= root.clientWidth + 0.5) return false;
      // What scrolls inside its own box does not widen the page.
      return !element.parentElement?.closest(".table-scroll, pre");
    });
    const names = wide.slice(0, 3).map((element) => element.tagName.toLowerCase() + (element.className && "." + String(element.getAttribute("class")).replace(/ /g, ".")));
    return `${root.scrollWidth} px wide in ${root.clientWidth}: ${names.join(", ")}`;
  });

for (const [name, viewport, zoom] of /** @type {const} */ ([
  ["a screen of 320 px", { width: 320, height: 640 }, 1],
  ["a screen of 1280 px at 400 %", { width: 320, height: 200 }, 4],
])) {
  test(`no page scrolls sideways on ${name}`, async () => {
    /** @type {string[]} */
    const faults = [];
    await visit(samples, { viewport, deviceScaleFactor: zoom }, async (tab, page) => {
      // The small menu and what is folded are opened: they must fit as well.
      for (const unfold of [false, true]) {
        if (unfold) await tab.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
        const wide = await overflow(tab);
        if (wide) faults.push(`${page.path}${unfold ? ", unfolded" : ""}: ${wide}`);
      }
    });
    none(faults);
  });
}

test("results of the search fit on a screen of 320 px", () =>
  open("es/search.html?q=permiso", { viewport: { width: 320, height: 640 } }, async (tab) => {
    await tab.locator(".search-excerpt").first().waitFor();
    assert.equal(await overflow(tab), "");
  }));

test("text can be twice as large without a sideways scroll", async () => {
  /** @type {string[]} */
  const faults = [];
  const some = samples.filter((page) => ["home", "sop", "sheet", "result", "questionnaire"].includes(page.kind));
  await visit(some, { viewport: { width: 1280, height: 800 } }, async (tab, page) => {
    await tab.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    const wide = await overflow(tab);
    if (wide) faults.push(`${page.path}: ${wide}`);
  });
  none(faults);
});

for (const width of [1280, 320]) {
  test(`the keyboard meets the skip link first, and sees where it is, at ${width} px`, () =>
    open("es/index.html", { viewport: { width, height: 800 }, reducedMotion: "reduce" }, async (tab) => {
      /** @type {string[]} */
      const seen = [];
      for (let stop = 0; stop < STOPS; stop++) {
        await tab.keyboard.press("Tab");
        const place = await tab.evaluate(() => {
          const element = /** @type {HTMLElement} */ (document.activeElement);
          const drawn = (/** @type {CSSStyleDeclaration} */ style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
          // A card draws the outline of its link around itself.
          const outlined = drawn(getComputedStyle(element)) || drawn(getComputedStyle(element, "::after"));
          const { top, bottom, left, right } = element.getBoundingClientRect();
          const inView = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
          return { name: `${element.tagName} ${element.textContent?.trim() || element.id}`, outlined, inView, skips: element.matches(".skip") };
        });
        assert.ok(place.outlined, `stop ${stop + 1}, ${place.name}, has no outline`);
        assert.ok(place.inView, `stop ${stop + 1}, ${place.name}, is out of sight`);
        assert.equal(place.skips, stop === 0, `stop ${stop + 1} is ${place.name}`);
        seen.push(place.name);
      }
      assert.equal(new Set(seen).size, STOPS, `the keyboard moves on: ${seen}`);
    }));
}

test("the skip link leads past the menu", () =>
  open("es/index.html", {}, async (tab) => {
    await tab.keyboard.press("Tab");
    await tab.keyboard.press("Enter");
    await tab.keyboard.press("Tab");
    assert.ok(await tab.evaluate(() => document.activeElement?.closest("main") !== null));
  }));

test("everything that acts is large enough for a finger on a phone", async () => {
  /** @type {string[]} */
  const faults = [];
  const some = samples.filter((page) => ["home", "sop", "sops", "search"].includes(page.kind));
  await visit(some, { viewport: { width: 320, height: 640 } }, async (tab, page) => {
    const small = await tab.locator("button:visible, summary:visible, input:visible, nav a:visible").evaluateAll((elements) =>
      elements
        // Where a label can be pressed, it counts; a list of contents is read like text.
        .filter((element) => (element.closest("label") || element).getBoundingClientRect().height < 40 && !element.closest(".contents"))
        .map((element) => element.outerHTML.slice(0, 80)),
    );
    for (const element of small) faults.push(`${page.path}: ${element}`);
  });
  none(faults);
});

test("a printed procedure has no menus, and its form begins a page of its own", async () => {
  const sops = pages.filter((page) => page.kind === "sop");
  let forms = 0;
  await visit(sops.filter((page) => page.path.startsWith("es/")).slice(0, 4), {}, async (tab, page) => {
    await tab.emulateMedia({ media: "print" });
    for (const selector of [".main-nav", ".main-nav-small", ".breadcrumbs", ".languages", ".search-box", ".contents", ".print-button", ".site-footer nav"]) {
      assert.equal(await tab.locator(`${selector}:visible`).count(), 0, `${page.path} prints ${selector}`);
    }
    assert.ok(await tab.locator(".print-head").isVisible(), page.path);
    const form = tab.locator(".role-form");
    if (await form.count()) {
      forms += 1;
      assert.equal(await form.first().evaluate((heading) => getComputedStyle(heading).breakBefore), "page", page.path);
    }
    // Paper is white, whatever the screen is.
    await tab.emulateMedia({ media: "print", colorScheme: "dark" });
    const ink = await tab.evaluate(() => getComputedStyle(document.querySelector("main p") || document.body).color);
    const [red] = (ink.match(/\d+/g) || []).map(Number);
    assert.ok(red < 90, `${page.path} is printed in ${ink}`);
  });
  assert.ok(forms > 0, "some procedure has a form");
});

test("what is folded is printed, and folded again", () =>
  open("es/glossary/index.html", {}, async (tab) => {
    const fold = (/** @type {string} */ event) => tab.evaluate((name) => {
      if (!document.querySelector("main details")) document.querySelector("main")?.insertAdjacentHTML("beforeend", "<details><summary>a</summary>b</details>");
      window.dispatchEvent(new Event(name));
      return document.querySelector("main details")?.hasAttribute("open");
    }, event);
    assert.equal(await fold("beforeprint"), true);
    assert.equal(await fold("afterprint"), false);
  }));
