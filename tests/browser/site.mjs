/**
 * The built example, in a folder whose name is as awkward as a folder on a stick may be.
 *
 * `SITE` names another output folder than `public/`.
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const BUILT = path.resolve(process.env.SITE || path.join(ROOT, "public"));

/** Everything that a name may break: spaces, the start of a fragment, letters outside ASCII, a lone per cent. */
const AWKWARD = "a #1 ñ 100%";

/**
 * A page of the site.
 * @typedef {object} Page
 * @property {string} path below the site's folder, with `/`
 * @property {string} kind the name of its template, which the page's body says
 * @property {string} html
 */

/** @returns {string} a copy of the site, removed when the process ends */
export function copyOfSite() {
  if (!fs.existsSync(path.join(BUILT, "index.html"))) {
    throw new Error(`there is no site in ${BUILT}; build it first: cargo run -- build`);
  }
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), "rumbo-"));
  process.on("exit", () => fs.rmSync(parent, { recursive: true, force: true, maxRetries: 5 }));
  const folder = path.join(parent, AWKWARD);
  fs.cpSync(BUILT, folder, { recursive: true });
  return folder;
}

/**
 * All pages of a site, in the order of their paths.
 * @param {string} folder
 * @returns {Page[]}
 */
export function pagesOf(folder) {
  /** @type {Page[]} */
  const pages = [];
  const read = (/** @type {string} */ below) => {
    for (const entry of fs.readdirSync(path.join(folder, below), { withFileTypes: true })) {
      const name = below + entry.name;
      if (entry.isDirectory()) read(name + "/");
      if (!name.endsWith(".html")) continue;
      const html = fs.readFileSync(path.join(folder, name), "utf8");
      const kind = /<body class="page-([^"\s]+)/.exec(html);
      if (!kind) throw new Error(`${name} does not say what kind of page it is`);
      pages.push({ path: name, kind: kind[1], html });
    }
  };
  read("");
  return pages.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * The longest page of each kind: it has most of what its template can show.
 * @param {Page[]} pages
 * @returns {Page[]}
 */
export function oneOfEachKind(pages) {
  /** @type {Map<string, Page>} */
  const longest = new Map();
  for (const page of pages) {
    const known = longest.get(page.kind);
    if (!known || page.html.length > known.html.length) longest.set(page.kind, page);
  }
  return Array.from(longest.values());
}

/**
 * The names of the templates that the program shows pages with.
 * @returns {string[]}
 */
export function templates() {
  const source = fs.readFileSync(path.join(ROOT, "src/outline/pages.rs"), "utf8");
  return Array.from(source.matchAll(/=> "([a-z0-9_-]+)\.html"/g), (match) => match[1]);
}

/**
 * The address that a double click opens.
 * @param {string} folder
 * @param {string} page may end in a query or a fragment
 */
export function addressOf(folder, page) {
  const [, file, rest] = /** @type {RegExpExecArray} */ (/^([^?#]*)(.*)$/.exec(page));
  return pathToFileURL(path.join(folder, file)).href + rest;
}
