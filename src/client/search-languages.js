/**
 * Several indexes as one: each language has its own, and the answers are put in one row.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const search = scope.RumboSearch;

  /** @typedef {{code: string, name: string, base: string, root: string}} Language `base` holds its index, `root` its pages */
  /** @typedef {{language: Language, index: any, answer: any}} Part */
  /** @typedef {{part: Part, page: number, pinned: string | undefined}} Hit */
  /** @typedef {{name: string, label: string, values: {value: string, label: string}[]}} Facet */

  /**
   * The languages of the site, the page's own first: `<span data-search-language="es" data-href="../es/search.html">`.
   * @param {HTMLElement} page
   * @returns {Language[]}
   */
  function languages(page) {
    const base = new URL(page.dataset.index || "", document.baseURI).href;
    const own = { code: page.dataset.lang || "", name: "", base, root: page.dataset.root || "" };
    const all = [own];
    page.querySelectorAll("[data-search-language]").forEach((/** @type {any} */ element) => {
      const code = element.dataset.searchLanguage;
      const name = element.textContent.trim();
      if (code === own.code) own.name = name;
      else all.push({ code, name, base: new URL("../" + code + "/", base).href, root: element.dataset.href.replace(/[^/]*$/, "") });
    });
    return all;
  }

  /**
   * The pages of several answers in one row: each keeps its order, and of their next ones the best is taken.
   * @param {Part[]} parts
   * @param {number} [most] how many are wanted
   * @returns {Hit[]}
   */
  function merge(parts, most = Infinity) {
    const next = parts.map(() => 0);
    const worth = (/** @type {number} */ at) => {
      const { answer } = parts[at];
      const page = answer.pages[next[at]];
      return page === undefined ? -1 : answer.pinned.has(page) ? Infinity : answer.points[page];
    };
    /** @type {Hit[]} */
    const hits = [];
    for (;;) {
      let best = 0;
      for (let at = 1; at < parts.length; at++) if (worth(at) > worth(best)) best = at;
      if (!parts.length || worth(best) < 0 || hits.length >= most) return hits;
      const page = parts[best].answer.pages[next[best]++];
      hits.push({ part: parts[best], page, pinned: parts[best].answer.pinned.get(page) });
    }
  }

  /**
   * The filters of several indexes, each value once, in the words of the first index that has it.
   * @param {any[]} indexes
   * @returns {Facet[]}
   */
  function facets(indexes) {
    /** @type {Facet[]} */
    const all = [];
    for (const index of indexes) {
      for (const facet of index.facets) {
        let known = all.find((other) => other.name === facet.name);
        if (!known) all.push((known = { name: facet.name, label: facet.label, values: [] }));
        for (const { value, label } of facet.values) {
          if (!known.values.some((other) => other.value === value)) known.values.push({ value, label });
        }
      }
    }
    return all;
  }

  /**
   * How many pages each value of the filters would leave.
   * @param {Facet[]} all
   * @param {Part[]} parts
   * @returns {number[][]}
   */
  function counts(all, parts) {
    const found = new Map();
    for (const { index, answer } of parts) {
      index.facets.forEach((/** @type {any} */ facet, /** @type {number} */ place) => {
        facet.values.forEach((/** @type {any} */ { value }, /** @type {number} */ at) => {
          const key = facet.name + " " + value;
          found.set(key, (found.get(key) || 0) + answer.counts[place][at]);
        });
      });
    }
    return all.map((facet) => facet.values.map(({ value }) => found.get(facet.name + " " + value) || 0));
  }

  Object.assign(search, { languages, merge, facets, counts });
})();
