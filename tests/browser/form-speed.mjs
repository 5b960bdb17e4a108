/**
 * How long the form takes from a click to the updated score, on a processor that is made slower: not a test, because its
 * figures depend on the computer.
 *
 * `node tests/browser/form-speed.mjs [PAGE] [TIMES]` opens a page of the built site (the form with the most questions, if
 * none is named) as the Chromium of the system shows it when its processor is TIMES slower (6 if not said: about a cheap
 * phone of 2019), answers every question, and prints in milliseconds how long clicks took: until the script had said the
 * new score, and until it was painted: half of the clicks are below the first figure, 95 in 100 below the second. Then what
 * a click costs on average in script, style and layout.
 */
import { launch } from "./chromium.mjs";
import { addressOf, copyOfSite, pagesOf } from "./site.mjs";

const [named, times] = process.argv.slice(2);
const folder = copyOfSite();
const questions = (/** @type {string} */ html) => html.split('class="fq"').length - 1;
const forms = pagesOf(folder).filter((page) => page.kind === "form" || page.kind === "form-alone");
const page = named || forms.sort((a, b) => questions(b.html) - questions(a.html))[0].path;
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 390, height: 844 }, offline: true });
const tab = await context.newPage();
const slow = await context.newCDPSession(tab);
await slow.send("Emulation.setCPUThrottlingRate", { rate: Number(times || 6) });
const before = Date.now();
await tab.goto(addressOf(folder, page));
await tab.waitForFunction(() => /** @type {any} */ (window).RumboForm?.app);
console.log(`${page}: ${await tab.locator(".fq").count()} questions, ready after ${Date.now() - before} ms`);

const METRICS = ["ScriptDuration", "RecalcStyleDuration", "LayoutDuration"];
const spent = async () => {
  const { metrics } = await slow.send("Performance.getMetrics");
  return METRICS.map((name) => metrics.find((metric) => metric.name === name)?.value || 0);
};
await slow.send("Performance.enable");

for (const all of [false, true]) {
  const start = await spent();
  /** @type {{said: number, painted: number}[]} */
  const clicks = await tab.evaluate(async (all) => {
    const { app } = /** @type {any} */ (window).RumboForm;
    const found = [];
    app.steps.spread(all);
    for (const question of app.data.questions) {
      if (!app.asks(question)) continue;
      app.go(question.id);
      const inputs = /** @type {HTMLInputElement[]} */ (Array.from(question.element.querySelectorAll(":scope > label > input, [data-statement] input")));
      const input = inputs.find((known) => !known.checked);
      if (!input) continue;
      // What going there costs is not the click's.
      await new Promise((resolve) => setTimeout(resolve, 500));
      const start = performance.now();
      input.click();
      const said = performance.now() - start;
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      found.push({ said, painted: performance.now() - start });
    }
    return found;
  }, all);
  const at = (/** @type {"said" | "painted"} */ what, /** @type {number} */ share) => {
    const sorted = clicks.map((click) => click[what]).sort((a, b) => a - b);
    return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  };
  const each = (await spent()).map((value, place) => Math.round(((value - start[place]) * 1000) / clicks.length));
  console.log(`${all ? "all areas on one page" : "one area at a time"}, ${clicks.length} clicks: score said ${at("said", 0.5)} / ${at("said", 0.95)} ms, painted ${at("painted", 0.5)} / ${at("painted", 0.95)} ms; ` +
    `going there and clicking: script ${each[0]}, style ${each[1]}, layout ${each[2]} ms`);
}
await browser.close();
