/**
 * How long a query takes on the search page itself, opened from `file://` in Chromium, and whether the page ever stands still.
 *
 *     node benches/search/times.mjs SITE [LANG] [QUERIES]
 *
 * `SITE` is a built site (for 10,000 pages: `cargo bench --bench corpus -- 10000 DIR`, then `rumbo build --no-pdf DIR`, then
 * `DIR/public`) or `help`, the help of `corpus.mjs` in a search page of its own. A query is typed into the field letter by letter;
 * its time is from the call of the search to the last excerpt of its ten results. Long tasks are what the browser itself reports
 * (tasks over 50 ms), those of loading the page included.
 */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { launch, onDisk } from "./browser.mjs";
import { corpus } from "./corpus.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const folder = path.resolve(process.env.FOLDER || path.join(ROOT, "target/search-bench"));
const [, , place = "help", lang = "en", count = "60"] = process.argv;

const TEXTS = "start count-one count-other pages-other none none-help suggest failed retry more all-other clear language pinned".split(" ");

/** A search page around the index of some pages. */
function around(name, pages) {
  const site = path.join(folder, "times", name);
  fs.rmSync(site, { recursive: true, force: true });
  fs.mkdirSync(path.join(site, lang), { recursive: true });
  fs.writeFileSync(path.join(site, "pages.json"), JSON.stringify(pages));
  execFileSync("cargo", ["bench", "--quiet", "--profile", process.env.PROFILE || "dev", "--bench", "search", "--", lang, path.join(site, "pages.json"), site], { cwd: ROOT, stdio: "inherit" });
  const texts = TEXTS.map((text) => `data-text-${text}="{n} {q}"`).join(" ");
  fs.writeFileSync(path.join(site, lang, "search.html"), `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Search</title>
<div data-search-page data-index="../search/${lang}/" data-root="../${lang}/" data-lang="${lang}" ${texts}>
<form role="search"><input type="search" name="q"></form><p data-search-status></p><div data-search-filters></div><ol data-search-results></ol></div>
<script src="../search.js"></script>`);
  return site;
}

/** `help` in one language; `help4` is four languages as one site of 10,000 pages, with four times the words. */
function site() {
  if (place === "help") return around("help", corpus(folder, lang));
  if (place === "help4") return around("help4", ["en", "es", "pt", "fr"].flatMap((one) => corpus(folder, one).map((page) => ({ ...page, url: one + "/" + page.url }))));
  return path.resolve(place);
}

const quantile = (list, share) => list.slice().sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(share * list.length))];

const home = site();
const browser = await launch();
const tab = await browser.newPage();
await tab.addInitScript(() => {
  window.longTasks = [];
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.longTasks.push(entry.duration))).observe({ type: "longtask", buffered: true });
});
await tab.goto(onDisk(home, lang + "/search.html"));
await tab.waitForFunction(() => window.RumboSearch?.page?.rows);
// What is typed: words from the titles of the site itself, one to three of a title; every fifth with a letter missing.
const queries = await tab.evaluate(async (count) => {
  const page = window.RumboSearch.page;
  const index = await page.open(page.languages[0]);
  const out = [];
  for (let at = 0; at < count; at++) {
    const [title] = await index.title(Math.floor(((at + 0.5) * index.size) / count));
    const words = window.RumboSearch.words(title).filter((word) => word.length > 2).slice(0, 1 + (at % 3));
    const text = words.join(" ");
    out.push(at % 5 === 4 && text.length > 6 ? text.slice(0, 3) + text.slice(4) : text);
  }
  return { size: index.size, texts: out.filter(Boolean) };
}, Number(count));
// As a reader meets it: what an earlier query loaded is there, the rest is not. Each letter is a search.
const measured = await tab.evaluate(async (texts) => {
  const page = window.RumboSearch.page;
  const whole = [];
  const letters = [];
  for (const text of texts) {
    for (let end = 2; end <= text.length; end++) {
      page.field.value = text.slice(0, end);
      const start = performance.now();
      await page.search(true);
      (end === text.length ? whole : letters).push(performance.now() - start);
      // The next key comes later than this.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  return { whole, letters, long: window.longTasks };
}, queries.texts);
await browser.close();
const line = (name, list) => console.log(`${name}: ${list.length}, p50 ${quantile(list, 0.5).toFixed(1)} ms, p95 ${quantile(list, 0.95).toFixed(1)} ms, at most ${Math.max(...list).toFixed(1)} ms`);
console.log(`${queries.size} pages`);
line("whole queries", measured.whole);
line("half-typed queries", measured.letters);
console.log(`tasks over 50 ms: ${measured.long.length}${measured.long.length ? `, the longest ${Math.max(...measured.long).toFixed(0)} ms` : ""}`);
