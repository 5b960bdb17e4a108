/**
 * Words as the search sees them, and numbers as the index writes them.
 *
 * The same cutting and folding is in `src/render/search/fold.rs`; `tests/search/fold.json` holds both to it.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const search = (scope.RumboSearch = scope.RumboSearch || {});

  const WORD = /[\p{Alphabetic}\p{M}\p{N}]+/gu;
  const MARKS = /\p{M}+/gu;
  const PLAIN = /^[\0-\x7f]*$/;
  /** Letters that do not decompose, and what people type for them. @type {{[letter: string]: string}} */
  const SPELLED = {
    "æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ħ": "h",
    "ı": "i", "ĳ": "ij", "ŀ": "l", "ł": "l", "ŋ": "n", "ŧ": "t", "ſ": "s",
  };
  const LETTERS = /[æœøßđðþħıĳŀłŋŧſ]/g;
  const BASE = 46;

  /** The value of each of the 92 characters. */
  const VALUE = new Uint8Array(128);
  for (let code = 32, value = 0; code < 127; code++) {
    if (code !== 34 && code !== 60 && code !== 92) VALUE[code] = value++;
  }

  /**
   * A word without case and accents.
   * @param {string} word
   * @returns {string}
   */
  function fold(word) {
    const lower = word.toLowerCase();
    if (PLAIN.test(lower)) return lower;
    return lower.normalize("NFD").replace(MARKS, "").replace(LETTERS, (letter) => SPELLED[letter]);
  }

  /**
   * The words of a text, with their places.
   * @param {string} text
   * @returns {{word: string, at: number}[]}
   */
  function tokens(text) {
    const found = [];
    let match;
    WORD.lastIndex = 0;
    while ((match = WORD.exec(text))) found.push({ word: match[0], at: match.index });
    return found;
  }

  /**
   * The folded words of a text.
   * @param {string} text
   * @returns {string[]}
   */
  function words(text) {
    return tokens(text).map((token) => fold(token.word)).filter((word) => word !== "");
  }

  /** Reads numbers, one after the other, from a text. */
  class Numbers {
    /**
     * @param {string} text
     * @param {number} [at]
     */
    constructor(text, at) {
      this.text = text;
      this.at = at || 0;
    }

    /** @returns {boolean} whether there is another one */
    more() {
      return this.at < this.text.length;
    }

    /** @returns {number} the next number: base 46, low digit first, 46 and above continue it */
    next() {
      let number = 0;
      for (let unit = 1; ; unit *= BASE) {
        const value = this.score();
        if (value < BASE || !this.more()) return number + unit * (value % BASE);
        number += unit * (value - BASE);
      }
    }

    /** @returns {number} the next character alone, 0 to 91 */
    score() {
      return VALUE[this.text.charCodeAt(this.at++)];
    }
  }

  /**
   * All numbers of a text.
   * @param {string} text
   * @returns {number[]}
   */
  function numbers(text) {
    const reader = new Numbers(text);
    const all = [];
    while (reader.more()) all.push(reader.next());
    return all;
  }

  /** Pages of each frequency class: exact to 30, then in steps of an eighth. */
  const PAGES = new Uint32Array(92);
  for (let value = 0, pages = 0; value < 92; value++) {
    PAGES[value] = pages;
    pages += value < 30 ? 1 : pages >> 3;
  }

  /**
   * The place of the first thing of a row in order that is not before another.
   * @template {string | number} Thing
   * @param {Thing[]} row
   * @param {Thing} thing
   */
  function lowerBound(row, thing) {
    let low = 0;
    let high = row.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (row[middle] < thing) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** For how long work goes on before what the reader does has its turn, in milliseconds. */
  const SLICE = 15;
  let due = 0;

  /**
   * Lets the page answer keys and clicks if work has been going on for a while. Rejects if the work is not wanted any more.
   * @param {() => boolean} [over]
   * @returns {Promise<void>}
   */
  async function breathe(over) {
    if (performance.now() >= due) {
      // Quicker than a timer, which browsers slow down.
      const { port1, port2 } = new MessageChannel();
      await new Promise((resolve) => {
        port1.onmessage = resolve;
        port2.postMessage(0);
      });
      port1.close();
      due = performance.now() + SLICE;
    }
    if (over && over()) throw new Error("over");
  }

  Object.assign(search, { fold, tokens, words, Numbers, numbers, PAGES, lowerBound, breathe });
})();
