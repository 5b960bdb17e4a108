/**
 * Known-item queries, made from the corpus: a page is chosen, and something is typed that should find it.
 *
 * The same on every computer: chance is a seed and the page's address. Half of the pages (by a hash of the address) are for
 * choosing weights (`tune`), the other half for the table (`test`).
 *
 * - `title`: the page's title in small letters
 * - `inflected`: up to three words of the title, one of them in another inflection (a spelling dictionary's, whether or not any page has it)
 * - `accents`: a title that has accents, without them
 * - `typo`: up to three words of the title, one letter of the longest wrong, missing, doubled or swapped
 * - `prefix`: up to three words of the title, the last one half typed
 * - `phrase`: five words in a row from one place of the text
 * - `index`: an entry of the help's own index, written by people; all pages that it names count
 */
import { createHash } from "node:crypto";
import { inflections } from "./inflect.mjs";

export const KINDS = ["title", "inflected", "accents", "typo", "prefix", "phrase", "index"];

/** Words too common to be typed alone; a coarse list of our own, by length and frequency, for every language. */
const isContent = (word, times, pages) => word.length >= 4 && (times.get(word) || 0) < pages / 3;

const tokens = (text) => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) || [];
export const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "");

/** Mulberry32, seeded by a text. */
function dice(text) {
  let state = createHash("sha256").update(text).digest().readUInt32LE(0);
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 4294967296) * below);
  };
}

/** One slip of the finger inside a word, never in its first letter. */
function slip(word, roll) {
  const at = 1 + roll(word.length - 1);
  const letter = String.fromCharCode(97 + roll(26));
  switch (roll(4)) {
    case 0:
      return word.slice(0, at) + word.slice(at + 1);
    case 1:
      return word.slice(0, at) + letter + word.slice(at);
    case 2:
      return word.slice(0, at) + letter + word.slice(at + 1);
    default:
      return at + 1 < word.length ? word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2) : word.slice(0, at);
  }
}

/**
 * @param {any[]} pages of `corpus.mjs`
 * @param {{aff: string, dic: string}} dictionary
 * @param {"test" | "tune"} half
 * @param {number} most how many of each kind
 * @returns {{kind: string, text: string, typing: boolean, targets: number[]}[]}
 */
export function queries(pages, dictionary, half, most) {
  const titles = pages.map((page) => tokens(page.title).join(" "));
  const byTitle = new Map();
  titles.forEach((title, at) => byTitle.set(bare(title), (byTitle.get(bare(title)) || []).concat(at)));
  const texts = pages.map((page) => tokens(page.sections.map((section) => section[1] + " . " + section[2]).join(" . ")).join(" "));
  const times = new Map();
  texts.forEach((text, at) => {
    for (const word of new Set((titles[at] + " " + text).split(" "))) times.set(word, (times.get(word) || 0) + 1);
  });
  const content = (words) => words.filter((word) => isContent(word, times, pages.length) && !/\d/.test(word));
  const forms = inflections(dictionary, new Set(titles.flatMap((title) => content(title.split(" ")))));
  const byTerm = new Map();
  pages.forEach((page, at) => {
    for (const term of page.terms) {
      const text = tokens(term.replace(/,|;| -- /g, " ")).join(" ");
      if (text) byTerm.set(text, Array.from(new Set([...(byTerm.get(text) || []), at])));
    }
  });

  const hash = (url) => createHash("sha256").update("half " + url).digest();
  const order = pages
    .map((page, at) => ({ at, hash: hash(page.url) }))
    .filter(({ hash }) => (hash[0] & 1) === (half === "test" ? 1 : 0))
    .sort((a, b) => Buffer.compare(a.hash, b.hash))
    .map(({ at }) => at);

  /** Words of a title that are enough to tell it: the longest three, in their order. */
  const some = (title) => {
    const words = content(title.split(" "));
    const longest = new Set(words.slice().sort((a, b) => b.length - a.length).slice(0, 3));
    return words.filter((word, at) => longest.has(word) && words.indexOf(word) === at);
  };
  /** Whether words tell a page: at most three titles have them all. */
  const asWords = titles.map((title) => new Set(bare(title).split(" ")));
  const tells = (words) => words.length > 0 && asWords.filter((title) => words.every((word) => title.has(bare(word)))).length <= 3;
  const replace = (words, old, other) => words.map((word) => (word === old ? other : word)).join(" ");
  const makers = {
    title: (at) => titles[at],
    inflected(at, roll) {
      const words = some(titles[at]);
      if (!tells(words)) return "";
      const choices = words.flatMap((word) =>
        forms(word)
          .filter((form) => bare(form) !== bare(word) && Math.abs(form.length - word.length) <= 3 && form.slice(0, 3) === word.slice(0, 3) && /^[\p{L}\p{M}]+$/u.test(form))
          .map((form) => [word, form]));
      if (!choices.length) return "";
      // The word first, then its form: a verb has fifty forms and a noun one.
      const changed = Array.from(new Set(choices.map(([word]) => word)));
      const word = changed[roll(changed.length)];
      const own = choices.filter(([one]) => one === word);
      return replace(words, word, own[roll(own.length)][1]);
    },
    accents: (at) => (bare(titles[at]) === titles[at] ? "" : bare(titles[at])),
    typo(at, roll) {
      const words = some(titles[at]);
      const longest = words.slice().sort((a, b) => b.length - a.length)[0] || "";
      if (longest.length < 5 || !tells(words)) return "";
      const wrong = slip(longest, roll);
      // A slip that is a word is another query.
      return wrong === longest || times.has(wrong) ? "" : replace(words, longest, wrong);
    },
    prefix(at, roll) {
      const words = some(titles[at]);
      const last = words[words.length - 1] || "";
      if (last.length < 5 || !tells(words)) return "";
      return replace(words, last, last.slice(0, Math.max(3, Math.ceil(last.length / 2)) + roll(2)));
    },
    phrase(at, roll) {
      const words = texts[at].split(" ");
      if (words.length < 20) return "";
      for (let tries = 0; tries < 20; tries++) {
        const from = roll(words.length - 5);
        const phrase = words.slice(from, from + 5);
        const text = phrase.join(" ");
        if (content(phrase).length < 3) continue;
        if (texts.every((other, place) => place === at || !(" " + other + " ").includes(" " + text + " "))) return text;
      }
      return "";
    },
    index(at, roll) {
      const terms = pages[at].terms;
      return terms.length ? tokens(terms[roll(terms.length)].replace(/,|;| -- /g, " ")).join(" ") : "";
    },
  };

  const made = [];
  for (const kind of KINDS) {
    const seen = new Set();
    for (const at of order) {
      if (seen.size >= most) break;
      const alike = byTitle.get(bare(titles[at]));
      // A title that many pages have tells nothing.
      if (kind !== "phrase" && kind !== "index" && alike.length > 3) continue;
      const text = makers[kind](at, dice(kind + " " + pages[at].url));
      if (!text || seen.has(text)) continue;
      const targets = kind === "index" ? byTerm.get(text) : kind === "phrase" ? [at] : alike;
      if (!targets || targets.length > 3) continue;
      seen.add(text);
      made.push({ kind, text, typing: kind === "prefix", targets });
    }
  }
  return made;
}
