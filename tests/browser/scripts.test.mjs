/**
 * The scripts of the site: types that fit, and nothing that Chrome 109, Firefox 115 or an Android Chrome of 2019 lacks.
 *
 * Syntax is what ES2019 has, with whole numbers of any size; names that came later are a fault too, and so is every way
 * of making markup or code from a text.
 */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { parse } from "acorn";
import ts from "typescript";
import { none } from "./faults.mjs";
import { ROOT } from "./site.mjs";

const FOLDER = path.join(ROOT, "src/client");
const files = fs.readdirSync(FOLDER).sort();
const scripts = files.filter((name) => name.endsWith(".js"));

/** Functions of objects and lists that came after 2019, by name; what has a type is checked by its type as well. */
const LATER = new Set([
  "allSettled", "any", "at", "findLast", "findLastIndex", "fromEntries", "hasOwn", "matchAll", "replaceAll", "replaceChildren", "toReversed",
  "toSorted", "toSpliced", "randomUUID", "showPicker",
]);
const LATER_GLOBALS = new Set(["globalThis", "structuredClone", "AggregateError", "WeakRef"]);
/** What turns text into markup or code. */
const UNSAFE = new Set(["innerHTML", "outerHTML", "insertAdjacentHTML", "createContextualFragment", "parseFromString", "setHTMLUnsafe"]);
const UNSAFE_GLOBALS = new Set(["eval", "Function"]);

/**
 * What a script uses that it must not, each with its line.
 * @param {string} source
 * @returns {string[]}
 */
function faultsOf(source) {
  /** @type {string[]} */
  const faults = [];
  const visit = (/** @type {any} */ node) => {
    const fault = (/** @type {string} */ what) => faults.push(`line ${node.loc.start.line}: ${what}`);
    if (node.type === "ChainExpression") fault("`?.`");
    if (node.type === "LogicalExpression" && node.operator === "??") fault("`??`");
    if (node.type === "ImportExpression" || node.type === "MetaProperty") fault("modules");
    if (node.type === "MemberExpression") {
      const { name } = node.property;
      if (UNSAFE.has(name) || (node.object.name === "document" && /^write(ln)?$/.test(name))) fault(`\`${name}\` makes markup from text`);
    }
    if (node.type === "CallExpression" || node.type === "NewExpression") {
      const name = node.callee.type === "MemberExpression" ? node.callee.property.name : node.callee.name;
      if (LATER.has(name)) fault(`\`${name}\` came after 2019`);
      if (UNSAFE_GLOBALS.has(name)) fault(`\`${name}\` makes code from text`);
    }
    if (node.type === "Identifier" && LATER_GLOBALS.has(node.name)) fault(`\`${node.name}\` came after 2019`);
    for (const part of Object.values(node)) {
      for (const child of Array.isArray(part) ? part : [part]) {
        if (child && typeof child.type === "string") visit(child);
      }
    }
  };
  visit(parse(source, { ecmaVersion: 2020, sourceType: "script", locations: true }));
  return faults;
}

test("the checker sees what is too new or unsafe", () => {
  for (const source of ["a?.b", "a ?? b", "import('x')", "[1].at(-1)", "Object.hasOwn({}, 'a')", "element.innerHTML = text", "new Function('')"]) {
    assert.equal(faultsOf(source).length, 1, source);
  }
  for (const source of ["class A { #b = 1 }", "a ||= b", "await x"]) assert.throws(() => parse(source, { ecmaVersion: 2020, sourceType: "script" }), source);
  assert.deepEqual(faultsOf("const a = (b) => ({ ...b, c: 1n }); try { a(1) } catch { }"), []);
});

for (const name of scripts) {
  test(`${name} runs in browsers of 2019 and makes no markup from text`, () => {
    const source = fs.readFileSync(path.join(FOLDER, name), "utf8");
    assert.match(source, /"use strict"/);
    none(faultsOf(source));
  });
}

test("the types of all scripts fit", () => {
  const names = files.filter((name) => /\.(js|d\.ts)$/.test(name)).map((name) => path.join(FOLDER, name));
  const program = ts.createProgram(names, {
    allowJs: true,
    checkJs: true,
    noEmit: true,
    strict: true,
    target: ts.ScriptTarget.ES2020,
    lib: ["lib.es2019.d.ts", "lib.es2020.bigint.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    types: [],
  });
  const faults = ts.getPreEmitDiagnostics(program).map((fault) => {
    const text = ts.flattenDiagnosticMessageText(fault.messageText, " ");
    if (!fault.file) return text;
    const { line } = fault.file.getLineAndCharacterOfPosition(fault.start || 0);
    return `${path.basename(fault.file.fileName)}:${line + 1}: ${text}`;
  });
  none(faults);
});
