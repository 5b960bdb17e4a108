/**
 * From what was typed to a row of pages: the words meant, the pages they are on, their order.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const search = scope.RumboSearch;

  /** How many words a query may have. */
  const WORDS = 12;
  /** How many pages are looked at again for exact titles, and for quoted phrases. */
  const TITLES = 30;
  const SHOWN = 10;
  const PHRASES = 60;
  /** How much a page is taken back that lacks words of the query: the power of the share that it has. */
  const SHARE = 1.25;
  /** A number of 53 bits: 33 of points (up to 2048, in steps of 2⁻²²), 20 of a page. */
  const POINT = 2 ** 22;
  const TOP = 2 ** 33;
  const PAGE = 2 ** 20;
  /** The weight of a word that only begins with a known one. */
  const KNOWN_START = 0.35;
  /** What a page has that was not found but pinned. */
  const LEAST = 1e-9;

  /** What a word may stand for; made by `search-meaning.js`.
   * @typedef {{word: string, known: boolean, groups: Map<any, any>, suggestion: string}} Meaning
   */

  /**
   * Cuts what was typed: words, "quoted phrases", -words to leave out.
   * @param {any} index
   * @param {string} text
   * @param {boolean} typing whether the last word may be unfinished
   */
  function parse(index, text, typing) {
    /** @type {string[]} */
    const all = [];
    /** @type {string[][]} */
    const phrases = [];
    /** @type {string[]} */
    const without = [];
    const pattern = /"([^"]*)"?|[^\s"]+/g;
    const plain = text.replace(/[“”„«»]/g, '"');
    let match;
    while ((match = pattern.exec(plain))) {
      const words = search.words(match[0]);
      if (match[1] === undefined && /^-[^\s-]/.test(match[0])) {
        without.push(...words);
      } else {
        all.push(...words);
        if (match[1] !== undefined && words.length > 1) phrases.push(words);
      }
    }
    const meant = all.filter((word) => !index.stop.has(word));
    const words = Array.from(new Set(meant.length ? meant : all)).slice(0, WORDS);
    const last = typing && /[\p{Alphabetic}\p{M}\p{N}]$/u.test(text) ? all[all.length - 1] : "";
    return { words, last, phrases, without };
  }

  /**
   * How much it says that a word is on a page, if it is on so many.
   * @param {number} size
   * @param {number} pages
   */
  function idf(size, pages) {
    return Math.log(1 + (size - pages + 0.5) / (pages + 0.5));
  }

  /**
   * On how many pages anything is that a word may stand for.
   * @param {any} index
   * @param {Meaning} meaning
   * @param {Map<number, {pages: Uint32Array}>} postings
   */
  function union(index, meaning, postings) {
    const seen = new Uint8Array(index.size);
    for (const group of meaning.groups.keys()) for (const page of /** @type {any} */ (postings.get(group)).pages) seen[page] = 1;
    return seen.reduce((sum, one) => sum + one, 0);
  }

  /**
   * The pages with points, the best first, of equal ones the first.
   * A list of numbers without a comparison of our own is sorted ten times as fast: points and page share one number.
   * @param {Float64Array} points
   * @param {(page: number) => boolean} passes
   * @returns {number[]}
   */
  function best(points, passes) {
    const keys = new Float64Array(points.length);
    let found = 0;
    for (let page = 0; page < points.length; page++) {
      if (points[page] > 0 && passes(page)) keys[found++] = (TOP - Math.round(points[page] * POINT)) * PAGE + page;
    }
    return Array.from(keys.subarray(0, found).sort(), (key) => key % PAGE);
  }

  /**
   * The points of each page.
   * @param {any} index
   * @param {Meaning[]} meanings
   * @param {Map<number, {pages: Uint32Array, scores: Float32Array}>} postings
   * @param {() => boolean} [over]
   */
  async function rank(index, meanings, postings, over) {
    const points = new Float64Array(index.size);
    const matched = new Float64Array(index.size);
    const words = new Uint8Array(index.size);
    let whole = 0;
    for (const meaning of meanings) {
      await search.breathe(over);
      const best = new Float64Array(index.size);
      const exact = meaning.known ? postings.get(/** @type {number} */ (search.find(index, meaning.word))) : undefined;
      const cap = idf(index.size, exact ? exact.pages.length : union(index, meaning, postings));
      whole += cap;
      for (const [group, one] of meaning.groups) {
        const { pages, scores } = /** @type {any} */ (postings.get(group));
        const factor = one.weight * Math.min(cap, idf(index.size, pages.length));
        for (let at = 0; at < pages.length; at++) {
          const value = factor * scores[at];
          if (value > best[pages[at]]) best[pages[at]] = value;
        }
      }
      for (let page = 0; page < index.size; page++) {
        if (best[page] > 0) {
          points[page] += best[page];
          matched[page] += cap;
          words[page]++;
        }
      }
    }
    for (let page = 0; page < index.size; page++) {
      if (matched[page] < whole) points[page] *= Math.pow(matched[page] / whole, SHARE);
    }
    return { points, words };
  }

  /**
   * Which pages the chosen values let through, and how many each value would.
   * @param {any} index
   * @param {ArrayLike<number>} points
   * @param {Map<string, Set<string>>} chosen
   */
  function filter(index, points, chosen) {
    const refusals = new Uint8Array(index.size);
    const refusing = new Uint8Array(index.size);
    index.facets.forEach((/** @type {any} */ facet, /** @type {number} */ place) => {
      const values = chosen.get(facet.name);
      if (!values || !values.size) return;
      const passes = new Uint8Array(index.size);
      for (const value of facet.values) if (values.has(value.value)) for (const page of value.pages) passes[page] = 1;
      for (let page = 0; page < index.size; page++) {
        if (!passes[page]) {
          refusals[page]++;
          refusing[page] = place;
        }
      }
    });
    const counts = index.facets.map((/** @type {any} */ facet, /** @type {number} */ place) =>
      facet.values.map((/** @type {any} */ value) => {
        let count = 0;
        for (const page of value.pages) {
          if (points[page] > 0 && (refusals[page] === 0 || (refusals[page] === 1 && refusing[page] === place))) count++;
        }
        return count;
      }),
    );
    return { passes: (/** @type {number} */ page) => refusals[page] === 0, counts };
  }

  /**
   * @param {string[]} words
   * @param {string[]} phrase
   * @param {(one: string, other: string) => boolean} same
   */
  function holds(words, phrase, same) {
    for (let at = 0; at + phrase.length <= words.length; at++) {
      if (phrase.every((word, place) => same(words[at + place], word))) return true;
    }
    return false;
  }

  /**
   * Finds some words in a row, whatever signs stand between them, in folded texts.
   * @param {string[]} words
   */
  function inRow(words) {
    const gap = "[^\\p{Alphabetic}\\p{M}\\p{N}]";
    const longest = words.reduce((one, other) => (other.length > one.length ? other : one));
    const row = new RegExp(`(?:^|${gap})${words.join(gap + "+")}(?:${gap}|$)`, "u");
    return (/** @type {string} */ text) => text.includes(longest) && row.test(text);
  }

  /**
   * Keeps the pages on which all phrases stand as they were quoted; looks at the best ones only.
   * @param {any} index
   * @param {number[]} pages
   * @param {string[][]} phrases
   * @param {() => boolean} [over]
   */
  async function quoted(index, pages, phrases, over) {
    const rows = phrases.map(inRow);
    const kept = await Promise.all(
      pages.slice(0, PHRASES).map(async (page) => {
        const [title] = await index.title(page);
        const sections = await index.sections(page);
        await search.breathe(over);
        const texts = [title].concat(...sections.map((/** @type {any} */ section) => [section[1], section[2]])).map(search.fold);
        return rows.every((row) => texts.some(row));
      }),
    );
    return pages.filter((_, at) => kept[at]);
  }

  /**
   * The pages that the site puts first for words that are in the query in a row, in any inflection, slips forgiven.
   * @param {any} index
   * @param {string} text
   * @param {Meaning[]} meanings of the query's words
   * @returns {Map<number, string>} their anchors
   */
  function pinned(index, text, meanings) {
    if (!index.pins.length) return new Map();
    const unknown = new Map(meanings.filter((meaning) => !meaning.known).map((meaning) => [meaning.word, meaning]));
    const same = (/** @type {string} */ one, /** @type {string} */ other) => {
      if (one === other) return true;
      const group = search.find(index, other);
      const meaning = unknown.get(one);
      return group !== undefined && (group === search.find(index, one) || (meaning !== undefined && meaning.groups.has(group)));
    };
    const typed = search.words(text);
    const found = new Map();
    for (const [words, page, anchor] of index.pins) if (holds(typed, words.split(" "), same) && !found.has(page)) found.set(page, anchor);
    return found;
  }

  /**
   * Answers a query.
   * `pages` are the best ones first, `pinned` those put first by the site, `all` is how many there are without filters.
   * @param {any} index
   * @param {string} text
   * @param {{typing?: boolean, chosen?: Map<string, Set<string>>, over?: () => boolean}} [options] `over` says that the answer is not
   *   wanted any more
   * @returns {Promise<{pages: number[], points: Float64Array, pinned: Map<number, string>, all: number,
   *   counts: number[][], forms: Set<string>, suggestion: string, words: string[]}>}
   */
  async function query(index, text, options) {
    const { typing, chosen, over } = Object.assign({ typing: false, chosen: new Map(), over: undefined }, options);
    const { words, last, phrases, without } = parse(index, text, typing);
    if (words.some((word) => search.find(index, word) === undefined)) await index.loadRest();
    const meanings = [];
    for (const word of words) {
      await search.breathe(over);
      meanings.push(search.expand(index, word, word === last));
    }
    const refused = without.map((word) => search.find(index, word)).filter((group) => group !== undefined);
    const wanted = new Set(/** @type {number[]} */ (refused));
    for (const meaning of meanings) for (const group of meaning.groups.keys()) wanted.add(group);
    const postings = await index.postings(wanted, over);

    const { points, words: matches } = await rank(index, meanings, postings, over);
    await search.breathe(over);
    const choice = Array.from(chosen.values()).some((values) => values.size > 0);
    if (!words.length && (without.length || choice)) points.fill(1);
    // Pinned answers need not have the words.
    const pins = without.length ? new Map() : pinned(index, text, meanings);
    for (const page of pins.keys()) if (points[page] === 0) points[page] = LEAST;
    for (const group of refused) for (const page of postings.get(group).pages) points[page] = 0;
    if (phrases.length) for (let page = 0; page < index.size; page++) if (matches[page] < words.length) points[page] = 0;
    // Before anything is asked for, the filters count all pages.
    const idle = !words.length && !without.length;
    const { passes, counts } = filter(index, idle ? new Uint8Array(index.size).fill(1) : points, chosen);
    let pages = best(points, passes);
    const all = points.reduce((sum, one) => sum + (one > 0 ? 1 : 0), 0);
    await search.breathe(over);
    if (phrases.length) {
      pages = await quoted(index, pages, phrases, over);
    } else if (words.length > 2) {
      // What stands on a page in a row, word for word, is likely to be remembered from there.
      const top = pages.slice(0, SHOWN);
      const row = await quoted(index, top, [search.words(text)], over);
      pages = row.concat(top.filter((page) => !row.includes(page)), pages.slice(SHOWN));
    }
    if (words.length) pages = await titlesFirst(index, pages, text, meanings);
    if (pins.size) pages = Array.from(pins.keys()).filter((page) => pages.includes(page)).concat(pages.filter((page) => !pins.has(page)));
    return { pages, points, pinned: pins, all, counts, forms: marked(index, meanings), suggestion: suggest(text, meanings), words };
  }

  /**
   * Puts first the pages whose whole title was typed: as it is, then in other inflections or with a slip.
   * @param {any} index
   * @param {number[]} pages
   * @param {string} text
   * @param {Meaning[]} meanings
   */
  async function titlesFirst(index, pages, text, meanings) {
    const wanted = search.words(text).join(" ");
    /** @type {number[][]} */
    const ranks = [[], [], []];
    const top = pages.slice(0, TITLES);
    const titles = await Promise.all(top.map((page) => index.title(page)));
    titles.forEach(([title], at) => {
      const words = search.words(title);
      const own = words.filter((/** @type {string} */ word) => !index.stop.has(word));
      const meant = (/** @type {string} */ word) => {
        const group = search.find(index, word);
        return meanings.some(({ groups, suggestion }) => {
          const one = groups.get(group);
          // A slip counts where nothing better is known.
          return one && one.weight > KNOWN_START && (!one.typo || suggestion);
        });
      };
      ranks[words.join(" ") === wanted ? 0 : own.length === meanings.length && own.every(meant) ? 1 : 2].push(top[at]);
    });
    return ranks[0].concat(ranks[1], ranks[2], pages.slice(TITLES));
  }

  /**
   * The forms to mark in texts: all of the candidates, but of a known word not what only begins like it.
   * @param {any} index
   * @param {Meaning[]} meanings
   */
  function marked(index, meanings) {
    const groups = new Uint8Array(index.pages.length);
    for (const meaning of meanings) {
      for (const [group, one] of meaning.groups) if (!meaning.known || one.weight > KNOWN_START) groups[group] = 1;
    }
    const forms = new Set();
    for (const tier of index.tiers) {
      for (let at = 0; at < tier.forms.length; at++) if (groups[tier.group[at]]) forms.add(tier.forms[at]);
    }
    return forms;
  }

  /**
   * The query with the words that are nowhere replaced by the nearest that are; empty if there is none.
   * @param {string} text
   * @param {Meaning[]} meanings
   */
  function suggest(text, meanings) {
    const better = new Map(meanings.filter((one) => one.suggestion).map((one) => [one.word, one.suggestion]));
    if (!better.size) return "";
    let out = "";
    let end = 0;
    for (const { word, at } of search.tokens(text)) {
      out += text.slice(end, at) + (better.get(search.fold(word)) || word);
      end = at + word.length;
    }
    return out + text.slice(end);
  }

  Object.assign(search, { query });
})();
