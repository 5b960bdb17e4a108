/**
 * The corpus: LibreOffice's help, the same 2,500 pages in five languages, as Debian packages it (MPL-2.0).
 *
 * Nothing of it is stored here. `apt-get download` fetches the packages and `dpkg-deb -x` unpacks them without installing;
 * the pages become `corpus/<lang>.json`: `{url, title, sections: [[anchor, heading, text]], terms}`. The terms are the help's own
 * index entries, written by people: no engine sees them, they are queries. The spelling dictionaries make inflections.
 */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/** Language, folder of the help, package of the help, package of the dictionary, and the dictionary's name in it. */
export const LANGUAGES = {
  en: ["en-US", "libreoffice-help-en-us", "hunspell-en-us", "en_US"],
  es: ["es", "libreoffice-help-es", "hunspell-es", "es_ES"],
  pt: ["pt", "libreoffice-help-pt", "hunspell-pt-pt", "pt_PT"],
  fr: ["fr", "libreoffice-help-fr", "hunspell-fr-classical", "fr"],
  nl: ["nl", "libreoffice-help-nl", "hunspell-nl", "nl"],
};

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
const decode = (text) =>
  text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) =>
    decimal || hex ? String.fromCodePoint(decimal ? Number(decimal) : parseInt(hex, 16)) : (ENTITIES[name] ?? whole));
const plain = (html) => decode(html.replace(/<(?:p|li|td|th|tr|div|h\d|br)\b/gi, " $&").replace(/<[^>]*>/g, "")).replace(/\s+/g, " ").trim();

/** Unpacks a package, once. */
function unpacked(folder, name) {
  const root = path.join(folder, "packages", name);
  if (fs.existsSync(root)) return root;
  const downloads = path.join(folder, "downloads");
  fs.mkdirSync(downloads, { recursive: true });
  execFileSync("apt-get", ["download", name], { cwd: downloads, stdio: ["ignore", "ignore", "ignore"] });
  const file = fs.readdirSync(downloads).find((file) => file.startsWith(name + "_"));
  if (!file) throw new Error(`apt-get download gave no file for ${name}`);
  fs.mkdirSync(root + ".new", { recursive: true });
  execFileSync("dpkg-deb", ["-x", path.join(downloads, file), root + ".new"]);
  fs.renameSync(root + ".new", root);
  return root;
}

/** Every HTML file below a folder, in order. */
function* pagesBelow(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* pagesBelow(name);
    else if (entry.name.endsWith(".html")) yield name;
  }
}

/** One page of the help; null for one without a text of its own. */
function page(url, html) {
  const start = html.indexOf('<div id="DisplayArea"');
  const end = html.indexOf('<div id="SearchFrame"');
  if (start < 0 || end < start) return null;
  // Text in another language than the page's, and what is shown for another system, is hidden.
  const area = html.slice(start, end).replace(/<span hidden[^>]*>[^<]*<\/span>/g, "").replace(/<(script|style)\b[\s\S]*?<\/\1>/g, "");
  const terms = Array.from(area.matchAll(/<meta itemprop="keywords" content="([^"]*)"/g), (match) => decode(match[1]).trim());
  const title = plain(/<h1\b[^>]*>([\s\S]*?)<\/h1>/.exec(area)?.[1] || "") || plain(/<title>([\s\S]*?)<\/title>/.exec(html)?.[1] || "");
  const sections = [];
  let [anchor, heading] = ["", ""];
  for (const piece of area.replace(/<h1\b[\s\S]*?<\/h1>/, "").split(/(?=<h[2-6]\b)/)) {
    const head = /^<h[2-6]\b[^>]*?(?:id="([^"]*)")?[^>]*>([\s\S]*?)<\/h[2-6]>/.exec(piece);
    if (head) [anchor, heading] = [/id="([^"]*)"/.exec(head[0])?.[1] || "", plain(head[2])];
    const text = plain(head ? piece.slice(head[0].length) : piece);
    if (text || heading) sections.push([anchor, heading, text]);
  }
  return title && sections.some((section) => section[2]) ? { url, title, sections, terms } : null;
}

/**
 * The pages of a language; made once, then kept in the folder.
 * @param {string} folder
 * @param {string} lang
 */
export function corpus(folder, lang) {
  const file = path.join(folder, "corpus", lang + ".json");
  if (!fs.existsSync(file)) {
    const [name, help] = LANGUAGES[lang];
    const root = path.join(unpacked(folder, help), "usr/share/libreoffice/help", name, "text");
    const pages = [];
    for (const html of pagesBelow(root)) {
      const found = page(path.relative(root, html), fs.readFileSync(html, "utf8"));
      if (found) pages.push(found);
    }
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, JSON.stringify(pages));
  }
  return JSON.parse(fs.readFileSync(file, "utf8"));
}

/** The texts of a language's spelling dictionary: `{aff, dic}`. */
export function dictionary(folder, lang) {
  const [, , name, base] = LANGUAGES[lang];
  const file = path.join(unpacked(folder, name), "usr/share/hunspell", base);
  const read = (ending) => {
    const bytes = fs.readFileSync(file + ending);
    return new TextDecoder(/^SET\s+ISO8859-15?/m.test(fs.readFileSync(file + ".aff", "latin1")) ? "latin1" : "utf-8").decode(bytes);
  };
  return { aff: read(".aff"), dic: read(".dic") };
}
