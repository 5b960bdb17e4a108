/**
 * The search page: what is typed and checked goes in, results come out, and the address remembers both.
 *
 * Enhances `<div data-search-page data-index="../search/es/" data-root="../es/" data-lang="es" data-text-…>` with
 * `<form><input name="q">`, `[data-search-status]`, `[data-search-filters]` and `<ol data-search-results>` in it.
 * Texts, `data-text-` and: loading, start {n}, count-one and count-other {n} {q}, pages-one and pages-other {n},
 * none {q}, none-help, none-filtered, widen-one and widen-other {n}, elsewhere-one and elsewhere-other {n} {language},
 * suggest {q}, failed {file}, retry, more, all-one and all-other {n}, clear, language, pinned. A language with more plural forms adds count-few and
 * so on. Other languages of the site are offered if they are in it, as `search-languages.js` says.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const search = scope.RumboSearch;

  /** How long to wait for the next key, in milliseconds. */
  const PAUSE = 80;
  /** How many results are shown at a time. */
  const SHOWN = 10;

  /** The search of one page. */
  class Page {
    /** @param {HTMLElement} page */
    constructor(page) {
      this.page = page;
      this.texts = new search.Texts(page);
      this.form = /** @type {HTMLFormElement} */ (page.querySelector("form"));
      this.field = /** @type {HTMLInputElement} */ (page.querySelector("input[name=q]"));
      this.status = /** @type {HTMLElement} */ (page.querySelector("[data-search-status]"));
      this.filters = /** @type {HTMLElement} */ (page.querySelector("[data-search-filters]"));
      this.list = /** @type {HTMLElement} */ (page.querySelector("[data-search-results]"));
      this.help = search.make("div", "search-help");
      this.list.insertAdjacentElement("beforebegin", this.help);
      this.more = search.make("button", "search-more", this.texts.get("more"));
      this.more.type = "button";
      this.more.hidden = true;
      this.list.insertAdjacentElement("afterend", this.more);
      /** The number of the last search; answers to earlier ones are dropped. */
      this.turn = 0;
      /** The search whose results are in the list. */
      this.shown = 0;
      this.timer = 0;
      /** How many results there are of each kind, and the groups of those that are in the list. */
      this.kinds = new Map();
      this.groups = new Map();
      this.languages = search.languages(page);
      /** The languages to search in. @type {Set<string>} */
      this.wanted = new Set();
      /** The index of each language, once asked for. @type {Map<string, Promise<any>>} */
      this.indexes = new Map();
      /** @type {Map<string, Set<string>>} */
      this.chosen = new Map();
      /** The languages whose filters are shown. */
      this.filtered = "";
      /** @type {any[]} */
      this.facets = [];
      /** @type {any} */
      this.boxes = null;
      /** @type {any} */
      this.rows = null;
      this.readAddress();
      this.listen();
      this.search(false);
    }

    /** Takes the query and the filters from the address. */
    readAddress() {
      new URLSearchParams(location.search).forEach((value, name) => {
        if (name === "q") {
          this.field.value = value;
          return;
        }
        if (name === "lang") {
          if (this.languages.some((/** @type {any} */ language) => language.code === value)) this.wanted.add(value);
          return;
        }
        const values = this.chosen.get(name) || new Set();
        this.chosen.set(name, values.add(value));
      });
      if (!this.wanted.size) this.wanted.add(this.languages[0].code);
    }

    /** Puts the query and the filters into the address, so that it can be kept and sent. */
    writeAddress() {
      const address = new URLSearchParams();
      const text = this.field.value.trim();
      if (text) address.append("q", text);
      this.chosen.forEach((values, name) => values.forEach((value) => address.append(name, value)));
      const usual = this.wanted.size === 1 && this.wanted.has(this.languages[0].code);
      if (!usual) this.wanted.forEach((code) => address.append("lang", code));
      const query = address.toString();
      if (query === location.search.slice(1)) return;
      try {
        history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash);
      } catch (error) {
        // Some browsers refuse this for files; the search works without it.
      }
    }

    listen() {
      this.field.addEventListener("input", () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.search(true), PAUSE);
      });
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.search(false);
      });
      this.page.addEventListener("keydown", (event) => this.key(event));
    }

    /** @param {KeyboardEvent} event */
    key(event) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
      const links = /** @type {HTMLElement[]} */ (Array.from(this.list.querySelectorAll("a")));
      const at = links.indexOf(/** @type {HTMLElement} */ (event.target));
      const inField = event.target === this.field;
      if (!inField && at < 0) return;
      if (event.key === "ArrowDown" && at + 1 < links.length) links[at + 1].focus();
      else if (event.key === "ArrowUp" && at > 0) links[at - 1].focus();
      else if ((event.key === "ArrowUp" || event.key === "Escape") && at >= 0) this.field.focus();
      else if (event.key === "Escape" && this.field.value) {
        this.field.value = "";
        this.search(false);
      } else return;
      event.preventDefault();
    }

    /**
     * @param {any} language
     * @returns {Promise<any>} its index, asked for once
     */
    open(language) {
      const known = this.indexes.get(language.code);
      if (known) return known;
      const index = search.open(language.base, language.code);
      this.indexes.set(language.code, index);
      index.catch(() => this.indexes.delete(language.code));
      return index;
    }

    /**
     * What a language answers.
     * @param {any} language
     * @param {string} text
     * @param {boolean} typing
     */
    async ask(language, text, typing) {
      const { chosen, turn } = this;
      const index = await this.open(language);
      const over = () => turn !== this.turn;
      const answer = await search.query(index, text, { typing: typing && /\S$/.test(this.field.value), chosen, over });
      return { language, index, answer };
    }

    /**
     * Answers what stands in the field.
     * @param {boolean} typing whether the last word may be unfinished
     */
    async search(typing) {
      clearTimeout(this.timer);
      const turn = ++this.turn;
      const text = this.field.value.trim();
      try {
        if (!this.rows) this.status.textContent = this.texts.get("loading");
        const languages = this.languages.filter((/** @type {any} */ language) => this.wanted.has(language.code));
        this.showFilters(await Promise.all(languages.map((/** @type {any} */ language) => this.open(language))));
        this.writeAddress();
        const parts = await Promise.all(languages.map((/** @type {any} */ language) => this.ask(language, text, typing)));
        if (turn !== this.turn) return;
        await this.show(text, parts, turn);
      } catch (error) {
        if (turn === this.turn) this.failed(error);
      }
    }

    /**
     * Makes the filters, and makes them again when other languages are searched.
     * @param {any[]} indexes
     */
    showFilters(indexes) {
      const codes = indexes.map((index) => index.lang).join(" ");
      if (this.filtered === codes) return;
      this.filtered = codes;
      this.facets = search.facets(indexes);
      for (const name of Array.from(this.chosen.keys())) {
        if (!this.facets.some((/** @type {any} */ facet) => facet.name === name)) this.chosen.delete(name);
      }
      const focused = document.activeElement instanceof HTMLInputElement && document.activeElement.name === "lang" ? document.activeElement.value : "";
      const changed = () => this.search(false);
      this.rows = new search.Filters(this.filters, this.facets, this.texts, this.chosen, changed);
      this.boxes = this.languages.length > 1 ? new search.Languages(this.filters, this.texts, this.languages, this.wanted, changed) : null;
      if (focused && this.boxes) for (const row of this.boxes.rows) if (row.code === focused) row.box.focus();
    }

    /**
     * @param {string} text
     * @param {any[]} parts
     * @param {number} turn
     */
    async show(text, parts, turn) {
      const found = parts.reduce((sum, part) => sum + part.answer.pages.length, 0);
      this.rows.show(search.counts(this.facets, parts));
      if (this.boxes) this.boxes.show(new Map(parts.map((part) => [part.language.code, part.answer.pages.length])));
      this.kinds = new Map();
      for (const part of parts) {
        for (const page of part.answer.pages) {
          const { value } = kindOf({ part, page });
          this.kinds.set(value, (this.kinds.get(value) || 0) + 1);
        }
      }
      const hits = search.merge(parts, SHOWN);
      const items = await this.results(hits, 0);
      if (turn !== this.turn) return;
      search.clear(this.list);
      search.clear(this.help);
      this.groups = new Map();
      this.place(hits, items, 0);
      this.shown = turn;
      const choice = Array.from(this.chosen.values()).some((values) => values.size > 0);
      if (text) this.status.textContent = found ? this.texts.count("count", found, { q: text }) : this.texts.get("none", { q: text });
      else if (choice) this.status.textContent = this.texts.count("pages", found, {});
      else this.status.textContent = this.texts.get("start", { n: parts.reduce((sum, part) => sum + part.index.size, 0) });
      if (!found && (text || choice)) this.helpOut(text, parts, choice, turn);
      this.showMore(parts, found, turn);
      const texts = await this.excerpts(hits, items, turn, 0);
      const suggestion = parts[0].answer.suggestion;
      if (turn === this.turn && suggestion) this.suggest(suggestion, texts);
    }

    /**
     * Ways on where nothing was found: without the filters, and in the other languages.
     * @param {string} text
     * @param {any[]} parts
     * @param {boolean} choice whether there are filters
     * @param {number} turn
     */
    async helpOut(text, parts, choice, turn) {
      this.help.appendChild(search.make("p", "", this.texts.get(choice ? "none-filtered" : "none-help")));
      const all = choice ? parts.reduce((sum, part) => sum + part.answer.all, 0) : 0;
      if (all) this.offer(this.texts.count("widen", all, {}), () => this.chosen.forEach((values) => values.clear()));
      const others = this.languages.filter((/** @type {any} */ language) => !this.wanted.has(language.code));
      for (const language of others) {
        // What cannot be loaded is not offered.
        const part = await this.ask(language, text, false).catch(() => null);
        if (turn !== this.turn) return;
        const count = part ? part.answer.pages.length : 0;
        if (count) this.offer(this.texts.count("elsewhere", count, { language: language.name }), () => this.wanted.add(language.code));
      }
    }

    /**
     * A button that changes what is searched.
     * @param {string} label
     * @param {() => void} change
     */
    offer(label, change) {
      const line = search.make("p", "search-offer");
      const button = search.make("button", "", label);
      button.type = "button";
      button.addEventListener("click", () => {
        change();
        this.refresh();
      });
      line.appendChild(button);
      this.help.appendChild(line);
    }

    /** Searches again with other filters, which the boxes show. */
    refresh() {
      this.filtered = "";
      this.field.focus();
      this.search(false);
    }

    /**
     * Puts results into the list, under their kinds if there are several; what is pinned stands above.
     * @param {any[]} hits
     * @param {any[]} items of the hits from a place on
     * @param {number} from
     */
    place(hits, items, from) {
      items.forEach((item, at) => {
        const { value } = kindOf(hits[from + at]);
        if (!value || this.kinds.size < 2 || hits[from + at].pinned !== undefined) {
          this.list.appendChild(item.item);
          return;
        }
        let group = this.groups.get(value);
        if (!group) {
          const only = () => {
            this.chosen.set("kind", new Set([value]));
            this.refresh();
          };
          // In the words of the page's own language, if that has the kind.
          const { label } = this.facets.find(({ name }) => name === "kind").values.find((/** @type {any} */ one) => one.value === value);
          this.groups.set(value, (group = new search.Group(label, this.kinds.get(value), this.texts, only)));
          this.list.appendChild(group.item);
        }
        group.add(item.item);
      });
    }

    /**
     * Ten results, without their texts.
     * @param {any[]} hits
     * @param {number} from
     * @returns {Promise<any[]>}
     */
    results(hits, from) {
      return Promise.all(
        hits.slice(from, from + SHOWN).map(async (hit) => {
          const { part, page, pinned } = hit;
          const [title, url] = await part.index.title(page);
          // A heading says the kind of those that are grouped.
          const known = this.kinds.size > 1 && pinned === undefined ? kindOf(hit).label : "";
          const labels = notes(part.index, page).filter((label) => label !== title && label !== known);
          const other = part.language === this.languages[0] ? "" : part.language.code;
          if (other) labels.unshift(part.language.name);
          const item = new search.Result(
            part.language.root + url + (pinned ? "#" + encodeURIComponent(pinned) : ""),
            search.mark(title, part.answer.forms),
            labels,
            other,
          );
          if (pinned !== undefined) item.pin(this.texts.get("pinned"), this.languages[0].code);
          return item;
        }),
      );
    }

    /**
     * Adds the texts of results as they come.
     * @param {any[]} hits
     * @param {any[]} items
     * @param {number} turn
     * @param {number} from
     * @returns {Promise<string[]>} the texts
     */
    async excerpts(hits, items, turn, from) {
      const texts = await Promise.all(
        items.map(async (item, place) => {
          const { part, page } = hits[from + place];
          const sections = await part.index.sections(page);
          const excerpt = await search.excerpt(sections, part.answer.forms, () => turn !== this.turn);
          if (excerpt) item.show(excerpt, part.answer.forms);
          return sections.map((/** @type {string[]} */ section) => section[1] + " " + section[2]);
        }),
      );
      return /** @type {string[]} */ ([]).concat(...texts);
    }

    /**
     * @param {any[]} parts
     * @param {number} found how many there are
     * @param {number} turn
     */
    showMore(parts, found, turn) {
      let shown = Math.min(SHOWN, found);
      this.more.hidden = shown >= found;
      this.more.onclick = async () => {
        try {
          const hits = search.merge(parts, shown + SHOWN);
          const items = await this.results(hits, shown);
          if (turn !== this.turn) return;
          const from = shown;
          this.place(hits, items, from);
          shown += items.length;
          this.more.hidden = shown >= found;
          if (items.length) items[0].link.focus();
          await this.excerpts(hits, items, turn, from);
        } catch (error) {
          if (turn === this.turn) this.failed(error);
        }
      };
    }

    /**
     * Offers another query, in the spelling of the texts.
     * @param {string} suggestion
     * @param {string[]} texts
     */
    suggest(suggestion, texts) {
      const words = search.tokens(suggestion).reduceRight(
        (/** @type {string} */ text, /** @type {{word: string, at: number}} */ { word, at }) =>
          text.slice(0, at) + (search.fold(word) === word ? search.spelling(word, texts) : word) + text.slice(at + word.length),
        suggestion,
      );
      const [before, after] = this.texts.get("suggest").split("{q}");
      const line = search.make("p", "search-suggestion", before);
      const button = search.make("button", "", words);
      button.type = "button";
      button.addEventListener("click", () => {
        this.field.value = words;
        this.field.focus();
        this.search(false);
      });
      line.appendChild(button);
      line.appendChild(document.createTextNode(after || ""));
      this.help.insertBefore(line, this.help.firstChild);
    }

    /** @param {any} error */
    failed(error) {
      this.status.textContent = this.texts.get("failed", { file: (error && error.file) || String(error) });
      search.clear(this.help);
      if (this.shown !== this.turn) {
        search.clear(this.list);
        this.more.hidden = true;
      }
      const button = search.make("button", "search-retry", this.texts.get("retry"));
      button.type = "button";
      button.addEventListener("click", () => this.search(false));
      this.help.appendChild(button);
    }
  }

  /**
   * The kind of a result.
   * @param {any} hit
   * @returns {{value: string, label: string}}
   */
  function kindOf({ part: { index }, page }) {
    if (!index.kinds) {
      index.kinds = [];
      for (const facet of index.facets) {
        if (facet.name === "kind") for (const value of facet.values) for (const one of value.pages) index.kinds[one] = value;
      }
    }
    return index.kinds[page] || { value: "", label: "" };
  }

  /**
   * The labels of a page's kind and of its other facets.
   * @param {any} index
   * @param {number} page
   * @returns {string[]}
   */
  function notes(index, page) {
    const labels = [];
    for (const facet of index.facets) {
      const values = facet.values.filter((/** @type {any} */ value) => value.pages.includes(page));
      // A page about many countries is about none in particular.
      if (values.length && values.length <= 3) labels.push(...values.map((/** @type {any} */ value) => value.label));
    }
    return labels;
  }

  search.Page = Page;
  const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-search-page]"));
  if (page) search.page = new Page(page);
})();
