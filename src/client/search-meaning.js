/**
 * What a word may stand for: itself, its beginnings, other endings, slips of the finger.
 *
 * Inflections and synonyms need nothing here: they are one group since the build.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const search = scope.RumboSearch;

  /** How many groups one word may stand for. */
  const CANDIDATES = 48;

  /** @typedef {{weight: number, form: string, typo: boolean}} Candidate */
  /** @typedef {{word: string, known: boolean, groups: Map<number, Candidate>, suggestion: string}} Meaning */

  /** @param {number} bits */
  function ones(bits) {
    let count = 0;
    for (; bits; bits &= bits - 1) count++;
    return count;
  }

  /** Three rows of the table of edits, and the longest word that they have room for. */
  const LONGEST = 64;
  const ROWS = [new Uint8Array(LONGEST + 2), new Uint8Array(LONGEST + 2), new Uint8Array(LONGEST + 2)];

  /**
   * Edits between two words (a swap of neighbours is one), or more than `most`.
   * With `prefix`, between the first word and the best beginning of the second.
   * Only the cells near the diagonal are computed: this runs for thousands of words at each key.
   * @param {string} a
   * @param {string} b
   * @param {number} most
   * @param {boolean} prefix
   */
  function distance(a, b, most, prefix) {
    const over = most + 1;
    if (a.length > LONGEST || b.length > LONGEST) return over;
    let [before, row, next] = ROWS;
    for (let j = 0; j <= b.length; j++) row[j] = Math.min(j, over);
    for (let i = 1; i <= a.length; i++) {
      const from = Math.max(1, i - most);
      const to = Math.min(b.length, i + most);
      let least = (next[from - 1] = from === 1 ? Math.min(i, over) : over);
      const letter = a.charCodeAt(i - 1);
      for (let j = from; j <= to; j++) {
        const other = b.charCodeAt(j - 1);
        let edits = row[j - 1] + (letter === other ? 0 : 1);
        if (row[j] < edits) edits = row[j] + 1;
        if (next[j - 1] < edits) edits = next[j - 1] + 1;
        if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && other === a.charCodeAt(i - 2) && before[j - 2] < edits) {
          edits = before[j - 2] + 1;
        }
        next[j] = edits;
        if (edits < least) least = edits;
      }
      if (least > most) return over;
      if (to < b.length) next[to + 1] = over;
      [before, row, next] = [row, next, before];
    }
    if (!prefix) return Math.abs(a.length - b.length) > most ? over : row[b.length];
    let least = over;
    for (let j = Math.max(0, a.length - most); j <= Math.min(b.length, a.length + most); j++) least = Math.min(least, row[j]);
    return least;
  }

  /**
   * What a word may stand for.
   * @param {any} index
   * @param {string} word
   * @param {boolean} typing
   * @returns {Meaning}
   */
  function expand(index, word, typing) {
    /** @type {Map<number, Candidate>} */
    const groups = new Map();
    const add = (/** @type {number} */ group, /** @type {number} */ weight, /** @type {string} */ form, /** @type {boolean} */ typo) => {
      const known = groups.get(group);
      if (index.pages[group] && (!known || known.weight < weight)) groups.set(group, { weight, form, typo });
    };
    /** @param {string} start @param {(form: string, group: number) => void} take */
    const each = (start, take) => {
      for (const tier of index.tiers) {
        for (let at = search.lowerBound(tier.forms, start); at < tier.forms.length && tier.forms[at].startsWith(start); at++) {
          take(tier.forms[at], tier.group[at]);
        }
      }
    };
    const exact = find(index, word);
    const known = exact !== undefined && index.pages[exact] > 0;
    const weight = typing ? 0.9 : known ? 0.35 : 0.7;
    if (exact !== undefined) add(exact, 1, word, false);
    if (word.length > 1) {
      each(word, (form, group) => {
        if (form !== word) add(group, weight * (0.5 + (0.5 * word.length) / form.length), form, false);
      });
    }
    const unfinished = typing && groups.size > 0;
    // Words with another ending: of those that share all but the last one to three letters all.
    const shorter = known ? 0 : word.length - 4;
    /** @param {number} cut */
    const endings = (cut) => {
      each(word.slice(0, -cut), (form, group) => {
        if (form.length <= word.length + 2) add(group, 0.6 * Math.pow(0.85, cut - 1), form, false);
      });
    };
    for (let cut = 1; cut <= Math.min(3, shorter); cut++) endings(cut);
    if (word.length >= 4 && (!known || index.pages[/** @type {number} */ (exact)] < 3)) typos(index, word, false, add);
    // What is like nothing may be a verb or a diminutive far from what is there: it may lose half of its letters.
    for (let cut = 4; !groups.size && cut <= Math.min(word.length / 2, shorter); cut++) endings(cut);
    if (groups.size === 0 && typing && word.length >= 4) typos(index, word, true, add);

    let best = /** @type {Candidate | null} */ (null);
    for (const one of groups.values()) if (!best || one.weight > best.weight) best = one;
    const kept = Array.from(groups)
      .map(([group, one]) => ({ group, one, value: one.weight * Math.log(2 + index.pages[group]) }))
      .sort((a, b) => b.value - a.value || a.group - b.group)
      .slice(0, CANDIDATES);
    return {
      word,
      known,
      groups: new Map(kept.map(({ group, one }) => [group, one])),
      suggestion: !known && !unfinished && best && best.typo ? best.form : "",
    };
  }

  /**
   * Finds forms that differ from a word by a slip or two.
   * @param {any} index
   * @param {string} word
   * @param {boolean} prefix whether the word may be unfinished
   * @param {(group: number, weight: number, form: string, typo: boolean) => void} add
   */
  function typos(index, word, prefix, add) {
    const most = word.length >= 8 ? 2 : 1;
    const bits = search.mask(word);
    for (const tier of index.tiers) {
      for (let at = 0; at < tier.forms.length; at++) {
        const form = tier.forms[at];
        if (form.length < word.length - most || (!prefix && form.length > word.length + most)) continue;
        if (prefix && form[0] !== word[0]) continue;
        if (ones(bits & ~tier.mask[at]) > most || (!prefix && ones(tier.mask[at] & ~bits) > most)) continue;
        const other = prefix ? form.slice(0, word.length + most) : form;
        const edits = distance(word, other, most, prefix);
        if (edits === 0 || edits > most) continue;
        add(tier.group[at], (edits === 1 ? 0.6 : 0.3) * (form[0] === word[0] ? 1 : 0.8), form, true);
      }
    }
  }

  /**
   * The group of a word as it is.
   * @param {any} index
   * @param {string} word
   * @returns {number | undefined}
   */
  function find(index, word) {
    for (const tier of index.tiers) {
      const at = search.lowerBound(tier.forms, word);
      if (tier.forms[at] === word) return tier.group[at];
    }
    return undefined;
  }

  Object.assign(search, { expand, find, distance });
})();
