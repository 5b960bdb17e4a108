/**
 * The benchmark: recall@5 and MRR by kind of query, bytes and milliseconds, for each engine and language.
 *
 *     node benches/search/run.mjs [--half test|tune] [--most 100] [--languages en,es] [--engines rumbo,lunr] [--fresh]
 *
 * Writes the table to standard output as Markdown, and everything to `results-<half>-<most>.json` in the folder of the run
 * (`target/search-bench`, or `FOLDER`). `--fresh` makes the engines' indexes again, `--misses` names what was not found.
 */
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { filesBelow, launch, onDisk, serve, sizes, watch } from "./browser.mjs";
import { corpus, dictionary, LANGUAGES } from "./corpus.mjs";
import { ENGINES, make } from "./engines.mjs";
import { KINDS, queries } from "./queries.mjs";
import { table } from "./table.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const folder = path.resolve(process.env.FOLDER || path.join(ROOT, "target/search-bench"));
const { values } = parseArgs({
  options: {
    half: { type: "string", default: "test" },
    most: { type: "string", default: "100" },
    languages: { type: "string", default: Object.keys(LANGUAGES).join(",") },
    engines: { type: "string", default: ENGINES.join(",") },
    fresh: { type: "boolean", default: false },
    misses: { type: "boolean", default: false },
  },
});
/** How many first queries are watched for what they load. */
const FIRST = 10;

const mean = (list) => (list.length ? list.reduce((sum, value) => sum + value, 0) / list.length : 0);
const quantile = (list, share) => list.slice().sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(share * list.length))] || 0;

/** Answers all queries in one page, in batches so that nothing times out. */
async function answers(browser, address, asked) {
  const tab = await browser.newPage();
  tab.setDefaultTimeout(0);
  await tab.goto(address);
  const ready = await tab.evaluate(async () => {
    const start = performance.now();
    await window.engine.ready();
    return performance.now() - start;
  });
  const all = [];
  for (let at = 0; at < asked.length; at += 50) {
    const some = await tab.evaluate(async (batch) => {
      const out = [];
      for (const { text, typing } of batch) {
        const start = performance.now();
        const found = await window.engine.ask(text, typing, false);
        out.push({ found, ms: performance.now() - start });
      }
      return out;
    }, asked.slice(at, at + 50));
    all.push(...some);
  }
  await tab.close();
  return { ready, all };
}

/** What one first query loads, at the median, and at most. */
async function firstQuery(browser, address, home, asked) {
  const loads = [];
  for (const { text, typing } of asked) {
    const context = await browser.newContext();
    const tab = await context.newPage();
    const files = watch(tab, home);
    await tab.goto(address);
    await tab.evaluate(async ({ text, typing }) => {
      await window.engine.ready();
      await window.engine.ask(text, typing, true);
    }, { text, typing });
    await tab.waitForTimeout(20);
    const loaded = files().filter((file) => !/(page\.html|engine\.js)$/.test(file)).map(sizes);
    loads.push({ raw: loaded.reduce((sum, size) => sum + size.raw, 0), gzip: loaded.reduce((sum, size) => sum + size.gzip, 0), files: loaded.length });
    await context.close();
  }
  const of = (key, share) => quantile(loads.map((load) => load[key]), share);
  return { raw: of("raw", 0.5), gzip: of("gzip", 0.5), rawMost: of("raw", 1), gzipMost: of("gzip", 1), files: of("files", 0.5) };
}

/** What was measured before with the same queries stays, so that engines can be run one after the other. */
const file = path.join(folder, `results-${values.half}-${values.most}.json`);
let results = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : [];
const browser = await launch();
for (const lang of values.languages.split(",")) {
  const pages = corpus(folder, lang);
  const asked = queries(pages, dictionary(folder, lang), /** @type {any} */ (values.half), Number(values.most));
  for (const name of values.engines.split(",")) {
    const home = path.join(folder, name, lang);
    if (values.fresh || !fs.existsSync(path.join(home, "page.html"))) await make(name, home, lang, pages, path.join(folder, "corpus", lang + ".json"));
    const server = name === "pagefind" ? await serve(home) : null;
    const address = server ? server.base + "page.html" : onDisk(home, "page.html");
    const { ready, all } = await answers(browser, address, asked);
    const kinds = {};
    for (const kind of KINDS) {
      const ranks = [];
      asked.forEach((query, at) => {
        if (query.kind !== kind) return;
        const urls = query.targets.map((target) => pages[target].url);
        const rank = all[at].found.findIndex((url) => urls.includes(url.replace(/^\//, "")));
        ranks.push(rank);
        if (values.misses && (rank < 0 || rank > 4)) console.error(`${name} ${lang} ${kind}: "${query.text}" wants "${pages[query.targets[0]].title}"`);
      });
      kinds[kind] = { n: ranks.length, recall: mean(ranks.map((rank) => (rank >= 0 && rank < 5 ? 1 : 0))), mrr: mean(ranks.map((rank) => (rank < 0 ? 0 : 1 / (rank + 1)))) };
    }
    const ms = all.map((answer) => answer.ms);
    const index = filesBelow(home).filter((file) => !/(page\.html|engine\.js)$/.test(file));
    const first = await firstQuery(browser, address, home, asked.filter((_, at) => at % Math.ceil(asked.length / FIRST) === 0));
    const bytes = { raw: 0, gzip: 0 };
    for (const file of index) {
      bytes.raw += sizes(file).raw;
      bytes.gzip += sizes(file).gzip;
    }
    results = results.filter((row) => row.lang !== lang || row.engine !== name);
    results.push({ lang, engine: name, pages: pages.length, kinds, ready, p50: quantile(ms, 0.5), p95: quantile(ms, 0.95), bytes, first });
    console.error(`${lang} ${name}: ${KINDS.map((kind) => `${kind} ${kinds[kind].recall.toFixed(2)}`).join(", ")}; p95 ${quantile(ms, 0.95).toFixed(1)} ms`);
    server?.close();
    fs.writeFileSync(file, JSON.stringify(results, null, 1));
  }
}
await browser.close();
console.log(table(results));
