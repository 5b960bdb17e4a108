/**
 * The search page in a real Chromium, opened from disk in a folder with an awkward name, under the
 * site's content policy, on an index that the Rust half wrote.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { CHROMIUM, SWITCHES } from "./chromium.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const CLIENT = path.join(HERE, "../../src/client");
const SCRIPTS = ["search-words", "search-index", "search-meaning", "search-query", "search-excerpt", "search-languages", "search-view", "search"];
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'";
const PAGE = `<!doctype html>
<html lang="es"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>Buscar</title>${SCRIPTS.map((name) => `<script src="../${name}.js" defer></script>`).join("")}</head><body>
<div data-search-page data-index="../search/es/" data-root="../es/" data-lang="es"
  data-text-start="{n} páginas" data-text-count-one="{n} resultado: {q}" data-text-count-other="{n} resultados: {q}"
  data-text-pages-other="{n} elegidas" data-text-none="nada: {q}" data-text-none-help="revise" data-text-none-filtered="quite filtros"
  data-text-suggest="¿Quiso decir {q}?" data-text-failed="falta {file}" data-text-retry="otra vez" data-text-more="más" data-text-clear="quitar">
<form role="search"><input type="search" name="q"></form><p data-search-status aria-live="polite"></p>
<div data-search-filters></div><ol data-search-results></ol></div></body></html>`;

/** A folder with the toy site. */
function site() {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), "search-"));
  process.on("exit", () => fs.rmSync(parent, { recursive: true, force: true }));
  const root = path.join(parent, "a #1 ñ 100%");
  fs.mkdirSync(path.join(root, "es"), { recursive: true });
  fs.cpSync(path.join(HERE, "../search/toy/es"), path.join(root, "search/es"), { recursive: true });
  for (const name of SCRIPTS) fs.copyFileSync(path.join(CLIENT, name + ".js"), path.join(root, name + ".js"));
  fs.writeFileSync(path.join(root, "es/search.html"), PAGE);
  return root;
}

/** The page after its scripts have run, as markup. */
function open(root, query) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "chromium-"));
  const url = pathToFileURL(path.join(root, "es/search.html")).href + query;
  const options = ["--headless", ...SWITCHES, "--virtual-time-budget=4000", `--user-data-dir=${profile}`, "--dump-dom", url];
  try {
    return execFileSync(CHROMIUM, options, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 60000 });
  } finally {
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

test("the page answers the query in its address", () => {
  const page = open(site(), "?q=regularizacion");
  assert.match(page, /1 resultado: regularizacion/);
  assert.match(page, /<a class="search-link" href="\.\.\/es\/practices\/permiso-especial\.html">/);
  assert.match(page, /abrió la <mark>regularización<\/mark> de personas/);
  assert.match(page, /value="CO"> Colombia <span class="search-count">1</);
});

test("a result leads to its section, and a slip is corrected in the spelling of the page", () => {
  const page = open(site(), "?q=vacunas+sarampeon");
  assert.match(page, /href="\.\.\/es\/sheets\/peru\.html#desafios"/);
  assert.match(page, /¿Quiso decir <button type="button">vacunas sarampión<\/button>\?/);
});

test("filters alone list their pages; what the index does not know is ignored", () => {
  assert.match(open(site(), "?country=PE&country=XX&utm=1"), /2 elegidas/);
});

test("nothing typed shows how much there is", () => {
  assert.match(open(site(), ""), /5 páginas/);
});

test("hostile content is shown as text", () => {
  const page = open(site(), "?q=" + encodeURIComponent("hostile <b>"));
  assert.match(page, /&lt;\/script&gt;&lt;img src=x onerror=alert\(1\)&gt;/);
  assert.match(page, /resultados?: hostile &lt;b&gt;/);
  assert.doesNotMatch(page, /<img|<svg|<script>|<b>/);
});

test("a missing file is named, with a way to try again", () => {
  for (const letter of ["m", "p", "t", "x"]) {
    const root = site();
    const folder = path.join(root, "search/es");
    const file = fs.readdirSync(folder).find((name) => name.startsWith(letter));
    fs.rmSync(path.join(folder, file));
    const page = open(root, "?q=permiso");
    assert.ok(page.includes(`falta ${file}`), letter);
    assert.match(page, /<button class="search-retry" type="button">otra vez<\/button>/);
  }
});
