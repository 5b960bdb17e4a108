/**
 * The optional index for lunr.js, written by the program and loaded with lunr from npm.
 * `RUMBO` names the program; `target/debug/rumbo` otherwise.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test, { before } from "node:test";
import lunr from "lunr";
import { ROOT } from "./site.mjs";

const PROGRAM = process.env.RUMBO || path.join(ROOT, "target/debug/rumbo");

/** A small site in two languages, with the index asked for. */
const FILES = {
  "rumbo.yaml": `title: {en: Toolbox, es: Caja}
summary: {en: Steps., es: Pasos.}
languages: [en, es]
outcomes: [{id: data, title: {en: Data, es: Datos}}]
areas: [{id: border, title: {en: Borders, es: Fronteras}}]
audiences: [{id: officer, title: {en: Officers, es: Agentes}}]
search: {lunr: true}
`,
  "content/sops/permits.en.md": "---\ntitle: Issuing permits\nsummary: How an office issues a permit to stay.\narea: border\nowner: Office\nversion: 1\neffective: 2026-01-01\n---\n\n## Steps {#steps .steps}\n\nRegister each family & give a receipt.\n",
  "content/sops/permits.es.md": "---\ntitle: Emitir permisos de permanencia\nsummary: Cómo una oficina emite un permiso.\n---\n\n## Pasos {#steps .steps}\n\nRegistre a cada familia; la regularización sigue con una remisión. Las remisiones se anotan.\n",
  "content/sops/children.en.md": "---\ntitle: Children who travel alone\nsummary: Whom to call.\narea: border\nowner: Office\nversion: 1\neffective: 2026-01-01\n---\n\n## Steps {#steps .steps}\n\nCall child protection before anything else.\n",
  "content/sops/children.es.md": "---\ntitle: Niñas y niños que viajan solos\nsummary: A quién llamar.\n---\n\n## Pasos {#steps .steps}\n\nLlame a protección de la niñez antes que nada.\n",
};

/** @type {Map<string, lunr.Index>} */
const indexes = new Map();

before(() => {
  const site = fs.mkdtempSync(path.join(os.tmpdir(), "lunr-"));
  process.on("exit", () => fs.rmSync(site, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(FILES)) {
    fs.mkdirSync(path.dirname(path.join(site, name)), { recursive: true });
    fs.writeFileSync(path.join(site, name), text);
  }
  execFileSync(PROGRAM, ["build", "--no-pdf", site], { stdio: ["ignore", "ignore", "inherit"] });
  for (const lang of ["en", "es"]) {
    indexes.set(lang, lunr.Index.load(JSON.parse(fs.readFileSync(path.join(site, `public/search/lunr.${lang}.json`), "utf8"))));
  }
});

/** @param {string} lang @param {string} query */
const found = (lang, query) => /** @type {lunr.Index} */ (indexes.get(lang)).search(query).map((hit) => hit.ref);

test("a word leads to its pages, the one that has it in its title first", () => {
  assert.equal(found("en", "permits")[0], "sops/permits.html");
  assert.equal(found("en", "children")[0], "sops/children.html");
  assert.deepEqual(found("en", "zebra"), []);
});

test("inflections and accents are found without a stemmer", () => {
  for (const query of ["permiso", "permisos", "regularizacion", "regularización", "remision", "remisión", "Remisiones"]) {
    assert.ok(found("es", query).includes("sops/permits.html"), query);
  }
});

test("fields, wildcards, edits and words to leave out work as lunr says", () => {
  assert.deepEqual(found("en", "title:children"), ["sops/children.html"]);
  assert.ok(found("en", "protec*").includes("sops/children.html"));
  assert.equal(found("en", "famly~1")[0], "sops/permits.html");
  assert.ok(!found("en", "+steps -receipt").includes("sops/permits.html"));
  assert.ok(found("en", "headings:steps").length >= 2);
});

test("what was found comes with the fields it stands in", () => {
  const [hit] = /** @type {lunr.Index} */ (indexes.get("es")).search("permanencia");
  assert.deepEqual(Object.keys(Object.values(hit.matchData.metadata)[0]), ["title"]);
});
