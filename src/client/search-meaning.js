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

  /**
   * The place of the first form that is not before a word.
   * @param {string[]} forms
   * @param {string} word
   */
  function lowerBound(forms, word) {
    let low = 0;
    let high = forms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (forms[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @param {number} bits */
  function ones(bits) {
    let count = 0;
    for (; bits; bits &= bits - 1) count++;
    return count;
  }

  /**
   * Edits between two words (a swap of neighbours is one), or more than `most`.
   * With `prefix`, between the first word and the best beginning of the second.
   * @param {string} a
   * @param {string} b
   * @param {number} most
   * @param {boolean} prefix
   */
  function distance(a, b, most, prefix) {
    /** @type {number[]} */
    let before = [];
    let row = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      let least = i;
      for (let j = 1; j <= b.length; j++) {
        let edits = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) edits = Math.min(edits, before[j - 2] + 1);
        next.push(edits);
        least = Math.min(least, edits);
      }
      if (least > most) return most + 1;
      before = row;
      row = next;
    }
    return prefix ? Math.min(...row) : row[b.length];
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
        for (let at = lowerBound(tier.forms, start); at < tier.forms.length && tier.forms[at].startsWith(start); at++) {
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
    if (!known && word.length >= 5) {
      for (let cut = 1; cut <= 3 && word.length - cut >= 4; cut++) {
        each(word.slice(0, -cut), (form, group) => {
          if (form.length <= word.length + 2) add(group, 0.6 * Math.pow(0.85, cut - 1), form, false);
        });
      }
    }
    if (word.length >= 4 && (!known || index.pages[/** @type {number} */ (exact)] < 3)) typos(index, word, false, add);
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
      const at = lowerBound(tier.forms, word);
      if (tier.forms[at] === word) return tier.group[at];
    }
    return undefined;
  }

  Object.assign(search, { expand, find, distance });
})();
