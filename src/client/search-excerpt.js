/**
 * The piece of a page that shows why it was found, and the section it stands in.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const search = scope.RumboSearch;

  /** How many words are shown, and how many of them before the first match. */
  const WINDOW = 30;
  const BEFORE = 6;

  /** @typedef {{text: string, marked: boolean}} Part */
  /** @typedef {{anchor: string, heading: string, parts: Part[]}} Excerpt */

  /**
   * A text with the words of some forms marked.
   * @param {string} text
   * @param {Set<string>} forms
   * @returns {Part[]}
   */
  function mark(text, forms) {
    const parts = [];
    let end = 0;
    for (const { word, at } of search.tokens(text)) {
      if (!forms.has(search.fold(word))) continue;
      if (at > end) parts.push({ text: text.slice(end, at), marked: false });
      parts.push({ text: word, marked: true });
      end = at + word.length;
    }
    if (end < text.length) parts.push({ text: text.slice(end), marked: false });
    return parts;
  }

  /**
   * The window of a text with the most different matches.
   * @param {string} text
   * @param {Set<string>} forms
   * @returns {{from: number, to: number, different: number}} offsets in the text
   */
  function bestWindow(text, forms) {
    const tokens = search.tokens(text);
    /** Matches in the window, with how often. @type {Map<string, number>} */
    const inside = new Map();
    /** @type {{place: number, form: string}[]} */
    const matches = [];
    let first = 0;
    let best = { place: 0, different: 0, matches: 0 };
    tokens.forEach((/** @type {{word: string}} */ token, /** @type {number} */ place) => {
      const form = search.fold(token.word);
      if (!forms.has(form)) return;
      matches.push({ place, form });
      inside.set(form, (inside.get(form) || 0) + 1);
      for (; matches[first].place <= place - (WINDOW - BEFORE); first++) {
        const left = /** @type {number} */ (inside.get(matches[first].form)) - 1;
        if (left) inside.set(matches[first].form, left);
        else inside.delete(matches[first].form);
      }
      const count = matches.length - first;
      if (inside.size > best.different || (inside.size === best.different && count > best.matches)) {
        best = { place: matches[first].place, different: inside.size, matches: count };
      }
    });
    const start = Math.max(0, Math.min(best.place - BEFORE, tokens.length - WINDOW));
    const end = start + WINDOW;
    return {
      from: start === 0 ? 0 : tokens[start].at,
      to: end >= tokens.length ? text.length : tokens[end - 1].at + tokens[end - 1].word.length,
      different: best.different,
    };
  }

  /**
   * The best piece of a page; matches in a heading count, of equal pieces the first is taken.
   * @param {[string, string, string][]} sections
   * @param {Set<string>} forms
   * @param {() => boolean} [over]
   * @returns {Promise<Excerpt | null>} null for a page without text
   */
  async function excerpt(sections, forms, over) {
    let best = null;
    let most = -1;
    for (const [anchor, heading, text] of sections) {
      await search.breathe(over);
      const window = bestWindow(text, forms);
      const inHeading = new Set(mark(heading, forms).filter((part) => part.marked).map((part) => search.fold(part.text))).size;
      // A match in the text counts a little more than one in a heading, which the link shows anyway.
      const value = window.different + 0.9 * inHeading;
      if (value <= most || (text === "" && value === 0)) continue;
      most = value;
      best = { anchor, heading, text, window };
    }
    if (!best) return null;
    const { from, to } = best.window;
    const parts = mark(best.text.slice(from, to), forms);
    if (from > 0) parts.unshift({ text: "… ", marked: false });
    if (to < best.text.length) parts.push({ text: " …", marked: false });
    // Without a match in the text (a keyword, the title) the result leads to the top.
    return most > 0 ? { anchor: best.anchor, heading: best.heading, parts } : { anchor: "", heading: "", parts };
  }

  /**
   * How a form is written in some texts; the form itself if it is not there.
   * @param {string} form
   * @param {string[]} texts
   * @returns {string}
   */
  function spelling(form, texts) {
    for (const text of texts) {
      for (const { word } of search.tokens(text)) if (search.fold(word) === form) return word.toLowerCase();
    }
    return form;
  }

  Object.assign(search, { mark, excerpt, spelling });
})();
