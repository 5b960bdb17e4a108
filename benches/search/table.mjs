/** Results as Markdown tables. */
import { KINDS } from "./queries.mjs";

const NAMES = { rumbo: "Rumbo", minisearch: "MiniSearch", lunr: "lunr", pagefind: "Pagefind" };
const mean = (list) => (list.length ? list.reduce((sum, value) => sum + value, 0) / list.length : 0);
const kb = (bytes) => Math.round(bytes / 1000).toLocaleString("en");

/** @param {any[]} results of `run.mjs` */
export function table(results) {
  const inOrder = (/** @type {string[]} */ order, /** @type {string} */ key) => order.filter((name) => results.some((row) => row[key] === name));
  const engines = inOrder(Object.keys(NAMES), "engine");
  const languages = inOrder(["en", "es", "pt", "fr", "nl"], "lang");
  const lines = [];
  const row = (cells) => lines.push(`| ${cells.join(" | ")} |`);
  const head = (cells) => {
    row(cells);
    row(cells.map((_, at) => (at < 2 ? "---" : "--:")));
  };
  head(["Query", "Language", ...engines.map((name) => NAMES[name] + " recall@5 (MRR)")]);
  for (const kind of KINDS) {
    for (const lang of [...languages, "all"]) {
      const cells = engines.map((name) => {
        const of = results.filter((result) => result.engine === name && (lang === "all" || result.lang === lang) && result.kinds[kind].n);
        return of.length ? [mean(of.map((result) => result.kinds[kind].recall)), mean(of.map((result) => result.kinds[kind].mrr))] : null;
      });
      if (cells.every((cell) => !cell)) continue;
      const best = Math.max(...cells.map((cell) => (cell ? cell[0] : 0)));
      row([kind, lang, ...cells.map((cell) => {
        if (!cell) return "–";
        const text = `${cell[0].toFixed(2)} (${cell[1].toFixed(2)})`;
        return cell[0] >= best - 1e-9 ? `**${text}**` : text;
      })]);
    }
  }
  lines.push("");
  head(["Cost, mean of the languages", "", ...engines.map((name) => NAMES[name])]);
  const cost = (name, unit, value) =>
    row([name, unit, ...engines.map((engine) => value(results.filter((result) => result.engine === engine)))]);
  cost("index with its reader, all files", "kB raw / gzip", (of) => `${kb(mean(of.map((one) => one.bytes.raw)))} / ${kb(mean(of.map((one) => one.bytes.gzip)))}`);
  cost("first query, median", "kB raw / gzip", (of) => `${kb(mean(of.map((one) => one.first.raw)))} / ${kb(mean(of.map((one) => one.first.gzip)))}`);
  cost("first query, at most", "kB raw / gzip", (of) => `${kb(Math.max(...of.map((one) => one.first.rawMost)))} / ${kb(Math.max(...of.map((one) => one.first.gzipMost)))}`);
  cost("first query, files", "", (of) => Math.round(mean(of.map((one) => one.first.files))));
  cost("ready", "ms", (of) => Math.round(mean(of.map((one) => one.ready))));
  cost("a query, p50 / p95", "ms", (of) => `${mean(of.map((one) => one.p50)).toFixed(1)} / ${mean(of.map((one) => one.p95)).toFixed(1)}`);
  return lines.join("\n");
}
