/**
 * The browser's half of the search, run on indexes that the Rust half wrote (`tests/search/<site>/<lang>/`).
 * Run with `node --test tests/browser/search.test.mjs`; nothing to install.
 */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import vm from "node:vm";
import { fileURLToPath } from "node:url";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const CLIENT = path.join(HERE, "../../src/client");
const SITES = path.join(HERE, "../search");
const SCRIPTS = ["words", "index", "meaning", "query", "excerpt", "languages"];

/** A page without a body: scripts that are appended to its head run, from disk. */
function browser() {
  const broken = new Set();
  const loaded = [];
  const head = {
    appendChild(script) {
      setImmediate(() => {
        const file = fileURLToPath(script.src);
        loaded.push(path.basename(file));
        if (broken.has(path.basename(file)) || !fs.existsSync(file)) return script.onerror();
        vm.runInContext(fs.readFileSync(file, "utf8"), context);
        script.onload();
      });
    },
  };
  const document = { head, createElement: () => ({ remove() {} }) };
  const context = vm.createContext({ document, Promise, setImmediate, performance, MessageChannel });
  context.window = context;
  for (const name of SCRIPTS) {
    const file = path.join(CLIENT, `search-${name}.js`);
    vm.runInContext(fs.readFileSync(file, "utf8"), context, { filename: file });
  }
  return { search: context.RumboSearch, loaded, broken };
}

const base = (site, lang) => new URL(`${site}/${lang}/`, new URL("file://" + SITES + "/")).href;

async function toy(options) {
  const page = browser();
  const index = await page.search.open(base("toy", "es"), "es");
  const titles = async (text, more) => {
    const answer = await page.search.query(index, text, { ...options, ...more });
    return Promise.all(Array.from(answer.pages, async (number) => (await index.title(number))[0]));
  };
  return { ...page, index, titles };
}

const plain = (value) => JSON.parse(JSON.stringify(value));
const chosen = (values) => new Map(Object.entries(values).map(([name, list]) => [name, new Set(list)]));

test("words are cut and folded as in Rust", () => {
  const { search } = browser();
  const table = JSON.parse(fs.readFileSync(path.join(SITES, "fold.json"), "utf8"));
  for (const [word, folded] of table.fold) assert.equal(search.fold(word), folded, word);
  for (const [text, words] of table.words) assert.deepEqual(plain(search.words(text)), words, text);
});

test("accents and case do not matter", async () => {
  const { titles } = await toy();
  for (const text of ["regularización", "regularizacion", "REGULARIZACIÓN", "regularizacio\u0301n"]) {
    assert.deepEqual(await titles(text), ["Permiso especial de permanencia"], text);
  }
});

test("inflections and plurals are found", async () => {
  const { titles } = await toy();
  assert.equal((await titles("restricción"))[0], "Perú");
  assert.equal((await titles("voz"))[0], "Colombia");
  assert.equal((await titles("permisos especiales"))[0], "Permiso especial de permanencia");
});

test("a slip of the finger is forgiven, and the right word offered", async () => {
  const { search, index, titles } = await toy();
  for (const text of ["fronterzio", "rejistro", "sarampeon"]) assert.ok((await titles(text)).length > 0, text);
  const answer = await search.query(index, "vacunas sarampeon");
  assert.equal(answer.suggestion, "vacunas sarampion");
  assert.equal((await search.query(index, "vacunas")).suggestion, "");
});

test("a word being typed is found by its beginning", async () => {
  const { titles } = await toy({ typing: true });
  for (const text of ["perm", "permis", "permanen"]) assert.equal((await titles(text))[0], "Permiso especial de permanencia", text);
  assert.deepEqual(await titles("xyzzy"), []);
});

test("synonyms are found, single words and phrases", async () => {
  const { titles } = await toy();
  assert.equal((await titles("PEP"))[0], "Permiso especial de permanencia");
  assert.equal((await titles("POE"))[0], "Registro de personas en un puesto fronterizo");
  assert.equal((await titles("NNA"))[0], "Registro de personas en un puesto fronterizo");
});

test("the page that has all words comes first", async () => {
  const { titles } = await toy();
  assert.equal((await titles("colombia permiso"))[0], "Permiso especial de permanencia");
  assert.equal((await titles("colombia"))[0], "Colombia");
});

test("a whole title comes first, also in another inflection or with a slip", async () => {
  const { titles } = await toy();
  for (const text of ["Registro de personas en un puesto fronterizo", "registros persona puestos fronterizos", "registro personas puesto fronterzio"]) {
    assert.equal((await titles(text))[0], "Registro de personas en un puesto fronterizo", text);
  }
});

test("nothing, stop words and punctuation are no error", async () => {
  const { titles } = await toy();
  for (const text of ["", "   ", "¿?", "-", '"', '""', "de la", "- -x", "\ud800"]) await titles(text);
  assert.deepEqual(await titles(""), []);
});

test("quoted phrases and words to leave out", async () => {
  const { titles } = await toy();
  assert.deepEqual(await titles('"servicios de salud y los derechos"'), ["Registro de personas en un puesto fronterizo"]);
  assert.deepEqual(await titles('"salud servicios"'), []);
  const both = await titles("salud");
  assert.equal(both.length, 2);
  assert.deepEqual(await titles("salud -trabajar"), ["Registro de personas en un puesto fronterizo"]);
});

test("filters count, and filter", async () => {
  const { search, index, titles } = await toy();
  const idle = await search.query(index, "");
  assert.deepEqual(plain(idle.counts), [[1, 1, 2, 1], [2, 3, 1]]);
  assert.deepEqual(await titles("", { chosen: chosen({ country: ["PE"] }) }), ["Perú", (await titles("hostil"))[0]]);
  const some = await search.query(index, "personas", { chosen: chosen({ kind: ["sheet"] }) });
  assert.equal(some.pages.length, 1);
  assert.deepEqual(plain(some.counts), [[1, 1, 1, 0], [0, 1, 0]]);
});

test("a pinned answer comes first, in any inflection, unless it is refused", async () => {
  const { search, index, titles } = await toy();
  const registro = "Registro de personas en un puesto fronterizo";
  assert.equal((await titles("pasaporte perdido"))[0], registro);
  assert.equal((await titles("Mi PASAPORTE perdido en la frontera"))[0], registro);
  for (const text of ["dos niños solos", "niño solo", "el menor solo"]) assert.equal((await titles(text))[0], "Perú", text);
  assert.equal((await titles("niño"))[0], registro, "one of two words is not the pinned row");
  assert.ok(!(await titles("perdido pasaporte")).includes(registro), "words in another order are not pinned");
  assert.ok(!(await titles("pasaporte perdido", { chosen: chosen({ country: ["PE"] }) })).includes(registro));
  assert.ok(!(await titles("pasaporte perdido -persona")).includes(registro));
  const answer = await search.query(index, "pasaporte perdido");
  assert.deepEqual(plain(Array.from(answer.pinned)), [[0, "pasos"]]);
});

test("languages are merged by worth, each in its own order, pinned answers first", () => {
  const { search } = browser();
  const part = (code, pages, points, pinned) => ({ language: { code }, answer: { pages, points, pinned: new Map(pinned) } });
  const own = part("es", [2, 0], [1, 0, 5], []);
  const other = part("en", [1, 0], [4, 0.1], [[1, ""]]);
  assert.deepEqual(plain(search.merge([own, other]).map((hit) => [hit.part.language.code, hit.page])), [["en", 1], ["es", 2], ["en", 0], ["es", 0]]);
  assert.deepEqual(plain(search.merge([])), []);
  const facet = (name, ...values) => ({ name, label: name, values: values.map((value) => ({ value, label: value })) });
  const parts = [
    { index: { facets: [facet("kind", "sop")] }, answer: { counts: [[2]] } },
    { index: { facets: [facet("kind", "page", "sop"), facet("area", "health")] }, answer: { counts: [[1, 3], [4]] } },
  ];
  const all = search.facets(parts.map((one) => one.index));
  assert.deepEqual(plain(all.map((one) => one.values.map(({ value }) => value))), [["sop", "page"], ["health"]]);
  assert.deepEqual(plain(search.counts(all, parts)), [[5, 1], [4]]);
});

test("the excerpt shows the match, and leads to its section", async () => {
  const { search, index } = await toy();
  const answer = await search.query(index, "remision derecho");
  const excerpt = await search.excerpt(await index.sections(answer.pages[0]), answer.forms);
  assert.equal(excerpt.anchor, "pasos");
  assert.deepEqual(plain(excerpt.parts.filter((part) => part.marked).map((part) => part.text)), ["remisión", "derechos"]);
  assert.match(excerpt.parts.map((part) => part.text).join(""), /^… .*remisión.* …$/);
});

test("content stays content", async () => {
  const { index, titles } = await toy();
  const [title] = await titles("hostile");
  assert.equal(title, "Hostile </script><img src=x onerror=alert(1)> \"quotes\" 'single' \\ back \u2028 line");
  const [[anchor, heading, text]] = await index.sections(4);
  assert.equal(anchor, 'a"b c#%');
  assert.equal(heading, "</title><script>alert(2)</script>");
  assert.match(text, /<\/SCRIPT ><svg onload=alert\(3\)> & &lt; \\u003c \0 fin/);
});

test("a missing file is an error with its name, and can be tried again", async () => {
  const { search, index, broken } = await toy();
  const file = fs.readdirSync(path.join(SITES, "toy/es")).find((name) => name.startsWith("p0-"));
  broken.add(file);
  await assert.rejects(search.query(index, "permiso"), (error) => error.file === file);
  broken.clear();
  assert.ok((await search.query(index, "permiso")).pages.length > 0);
});

test("only the files that are needed are loaded, once", async () => {
  const { search, index, loaded } = await toy();
  assert.deepEqual(loaded, ["m.js"]);
  await search.query(index, "permiso");
  await search.query(index, "permisos");
  assert.deepEqual(loaded.map((name) => name[0]), ["m", "p", "t"]);
});

test("a site of one page", async () => {
  const { search } = browser();
  const index = await search.open(base("one", "fr"), "fr");
  for (const text of ["eau", "l’eau", "journaux", "potables", "journal local"]) {
    assert.deepEqual(plain((await search.query(index, text)).pages), [0], text);
  }
  assert.deepEqual(plain((await search.query(index, "absent")).pages), []);
});

test("edits are counted", () => {
  const { search } = browser();
  for (const [a, b, edits] of [["casa", "casa", 0], ["casa", "caso", 1], ["casa", "csaa", 1], ["casa", "cas", 1], ["casa", "acsas", 2]]) {
    assert.equal(search.distance(a, b, 2, false), edits, a + " " + b);
  }
  assert.equal(search.distance("fornt", "frontera", 2, true), 1);
});
