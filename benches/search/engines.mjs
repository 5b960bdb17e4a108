/**
 * The engines: for each a folder per language with its index and a page that opens it and answers.
 *
 * A page sets `engine = {ready(), ask(text, typing)}`; `ask` gives the addresses of the best ten pages. All but Pagefind run from
 * `file://`. Each peer gets what its own manual offers for forgiving search (prefixes, edits, stemmers, boosts), accents folded,
 * and weights set by hand, without a look at the half of the queries that the table shows.
 */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import lunr from "lunr";
import MiniSearch from "minisearch";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.resolve(HERE, "../..");
const require = createRequire(import.meta.url);
const modules = path.join(HERE, "node_modules");

export const ENGINES = ["rumbo", "minisearch", "lunr", "pagefind"];

const headings = (page) => page.sections.map((section) => section[1]).join("\n");
const body = (page) => page.sections.map((section) => section[2]).join("\n");
const html = (lang, scripts) =>
  `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Search</title>${scripts.map((name) => `<script src="${name}"></script>`).join("")}\n`;
const write = (folder, files) => {
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
};

/** Accents off, in the build and in the page: the text of a function, to run in both. */
const FOLD = `(word) => word.toLowerCase().normalize("NFD").replace(/\\p{M}/gu, "").replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ø/g, "o").replace(/ß/g, "ss")`;
const fold = (0, eval)(FOLD);

function rumbo(folder, lang, pages, file) {
  execFileSync("cargo", ["bench", "--quiet", "--profile", process.env.PROFILE || "dev", "--bench", "search", "--", lang, file, folder], { cwd: ROOT, stdio: "inherit" });
  write(folder, {
    "engine.js": `(function () {
  const search = window.RumboSearch;
  let index;
  window.engine = {
    async ready() { index = await search.open(new URL("search/${lang}/", document.baseURI).href, "${lang}"); },
    async ask(text, typing, texts) {
      const answer = await search.query(index, text, { typing });
      const titles = await Promise.all(answer.pages.slice(0, 10).map((page) => index.title(page)));
      if (texts) await Promise.all(answer.pages.slice(0, 10).map(async (page) => search.excerpt(await index.sections(page), answer.forms)));
      return titles.map((title) => title[1]);
    },
  };
})();\n`,
    "page.html": html(lang, ["search.js", "engine.js"]),
  });
}

/** The options that MiniSearch needs in the build and in the page. */
const MINISEARCH = `{ idField: "id", fields: ["title", "headings", "text"], storeFields: ["url", "title"], processTerm: ${FOLD} }`;

function minisearch(folder, lang, pages) {
  const index = new MiniSearch((0, eval)(`(${MINISEARCH})`));
  index.addAll(pages.map((page, id) => ({ id, url: page.url, title: page.title, headings: headings(page), text: body(page) })));
  write(folder, {
    "minisearch.js": fs.readFileSync(path.join(modules, "minisearch/dist/umd/index.js")),
    "index.js": `window.DATA = ${JSON.stringify(JSON.stringify(index))};\n`,
    "engine.js": `(function () {
  let index;
  const options = {
    boost: { title: 4, headings: 2 },
    prefix: (term, at, terms) => at === terms.length - 1 || term.length > 4,
    fuzzy: (term) => (term.length > 3 ? 0.2 : false),
    weights: { prefix: 0.375, fuzzy: 0.45 },
  };
  window.engine = {
    async ready() { index = MiniSearch.loadJSON(window.DATA, ${MINISEARCH}); delete window.DATA; },
    async ask(text) { return index.search(text, options).slice(0, 10).map((hit) => hit.url); },
  };
})();\n`,
    "page.html": html(lang, ["minisearch.js", "index.js", "engine.js"]),
  });
}

const step = (/** @type {any} */ token) => token.update((word) => fold(word));
lunr.Pipeline.registerFunction(step, "fold");

function lunrIndex(folder, lang, pages) {
  if (lang !== "en" && !lunr[lang]) {
    if (!lunr.stemmerSupport) require("lunr-languages/lunr.stemmer.support.js")(lunr);
    require(`lunr-languages/lunr.${lang}.js`)(lunr);
  }
  const index = lunr(function () {
    if (lang !== "en") this.use(lunr[lang]);
    this.pipeline.add(step);
    this.searchPipeline.add(step);
    this.ref("id");
    this.field("title", { boost: 10 });
    this.field("headings", { boost: 3 });
    this.field("text");
    pages.forEach((page, id) => this.add({ id, title: page.title, headings: headings(page), text: body(page) }));
  });
  const from = (name) => fs.readFileSync(path.join(modules, name));
  const files = {
    "lunr.js": from("lunr/lunr.min.js"),
    "index.js": `window.DATA = ${JSON.stringify(JSON.stringify({ index, pages: pages.map((page) => [page.title, page.url]) }))};\n`,
    "engine.js": `(function () {
  let index, pages;
  const fold = ${FOLD};
  lunr.Pipeline.registerFunction((token) => token.update((word) => fold(word)), "fold");
  window.engine = {
    async ready() {
      const data = JSON.parse(window.DATA);
      delete window.DATA;
      pages = data.pages;
      index = lunr.Index.load(data.index);
    },
    async ask(text, typing) {
      const words = text.toLowerCase().match(/[\\p{L}\\p{M}\\p{N}]+/gu) || [];
      const hits = index.query((query) => {
        words.forEach((word, at) => {
          query.term(word, { boost: 100 });
          const folded = fold(word);
          if (folded !== word) query.term(folded, { boost: 50 });
          if (word.length > 2 && (typing ? at === words.length - 1 : word.length > 4)) query.term(folded, { usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING, boost: 10 });
          if (word.length > 3) query.term(folded, { usePipeline: false, editDistance: word.length > 7 ? 2 : 1, boost: 1 });
        });
      });
      return hits.slice(0, 10).map((hit) => pages[hit.ref][1]);
    },
  };
})();\n`,
  };
  if (lang !== "en") {
    files["support.js"] = from("lunr-languages/min/lunr.stemmer.support.min.js");
    files["language.js"] = from(`lunr-languages/min/lunr.${lang}.min.js`);
  }
  files["page.html"] = html(lang, ["lunr.js", ...(lang === "en" ? [] : ["support.js", "language.js"]), "index.js", "engine.js"]);
  write(folder, files);
}

async function pagefind(folder, lang, pages) {
  const { createIndex, close } = await import("pagefind");
  const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
  const { index } = await createIndex({ forceLanguage: lang, writePlayground: false });
  for (const page of pages) {
    const sections = page.sections.map(([anchor, heading, text]) => `${heading ? `<h2 id="${escape(anchor)}">${escape(heading)}</h2>` : ""}<p>${escape(text)}</p>`).join("");
    await index.addHTMLFile({ url: page.url, content: `<!doctype html><html lang="${lang}"><title>${escape(page.title)}</title><body><h1>${escape(page.title)}</h1>${sections}</body></html>` });
  }
  await index.writeFiles({ outputPath: path.join(folder, "pagefind") });
  await close();
  write(folder, {
    "engine.js": `(function () {
  let pagefind;
  window.engine = {
    async ready() { pagefind = await import("./pagefind/pagefind.js"); await pagefind.init(); },
    async ask(text) {
      const found = await pagefind.search(text);
      const pages = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
      return pages.map((page) => page.raw_url || page.url);
    },
  };
})();\n`,
    "page.html": html(lang, ["engine.js"]),
  });
}

/**
 * Makes an engine's folder for a language.
 * @param {string} name
 * @param {string} folder
 * @param {string} lang
 * @param {any[]} pages
 * @param {string} file the pages as JSON
 */
export async function make(name, folder, lang, pages, file) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  await { rumbo, minisearch, lunr: lunrIndex, pagefind }[name](folder, lang, pages, file);
}
