/**
 * The search page: what is typed and checked goes in, results come out, and the address remembers both.
 *
 * Enhances `<div data-search-page data-index="../search/es/" data-root="../es/" data-lang="es" data-text-…>` with
 * `<form><input name="q">`, `[data-search-status]`, `[data-search-filters]` and `<ol data-search-results>` in it.
 * Texts, `data-text-` and: loading, start {n}, count-one and count-other {n} {q}, pages-one and pages-other {n},
 * none {q}, none-help, none-filtered, suggest {q}, failed {file}, retry, more, clear. A language with more plural
 * forms adds count-few and so on.
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
      /** @type {Promise<any> | null} */
      this.index = null;
      /** @type {Map<string, Set<string>>} */
      this.chosen = new Map();
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
        const values = this.chosen.get(name) || new Set();
        this.chosen.set(name, values.add(value));
      });
    }

    /** Puts the query and the filters into the address, so that it can be kept and sent. */
    writeAddress() {
      const address = new URLSearchParams();
      const text = this.field.value.trim();
      if (text) address.append("q", text);
      this.chosen.forEach((values, name) => values.forEach((value) => address.append(name, value)));
      const query = address.toString();
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

    /** @returns {Promise<any>} the index, asked for once */
    open() {
      if (!this.index) {
        const base = new URL(this.page.dataset.index || "", document.baseURI).href;
        this.index = search.open(base, this.page.dataset.lang || "");
        /** @type {Promise<any>} */ (this.index).catch(() => (this.index = null));
      }
      return /** @type {Promise<any>} */ (this.index);
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
        const index = await this.open();
        if (!this.rows) {
          for (const name of Array.from(this.chosen.keys())) {
            if (!index.facets.some((/** @type {any} */ facet) => facet.name === name)) this.chosen.delete(name);
          }
          this.rows = new search.Filters(this.filters, index.facets, this.texts, this.chosen, () => this.search(false));
        }
        this.writeAddress();
        const answer = await search.query(index, text, { typing: typing && /\S$/.test(this.field.value), chosen: this.chosen });
        if (turn !== this.turn) return;
        await this.show(index, text, answer, turn);
      } catch (error) {
        if (turn === this.turn) this.failed(error);
      }
    }

    /**
     * @param {any} index
     * @param {string} text
     * @param {any} answer
     * @param {number} turn
     */
    async show(index, text, answer, turn) {
      const found = answer.pages.length;
      this.rows.show(answer.counts);
      const items = await this.results(index, answer, 0);
      if (turn !== this.turn) return;
      search.clear(this.list);
      search.clear(this.help);
      for (const item of items) this.list.appendChild(item.item);
      this.shown = turn;
      const choice = Array.from(this.chosen.values()).some((values) => values.size > 0);
      if (text) this.status.textContent = found ? this.texts.count("count", found, { q: text }) : this.texts.get("none", { q: text });
      else this.status.textContent = choice ? this.texts.count("pages", found, {}) : this.texts.get("start", { n: index.size });
      if (!found && (text || choice)) this.help.appendChild(search.make("p", "", this.texts.get(choice ? "none-filtered" : "none-help")));
      this.showMore(index, answer, turn);
      const texts = await this.excerpts(index, answer, items, turn);
      if (turn === this.turn && answer.suggestion) this.suggest(answer.suggestion, texts);
    }

    /**
     * Ten results, without their texts.
     * @param {any} index
     * @param {any} answer
     * @param {number} from
     * @returns {Promise<any[]>}
     */
    results(index, answer, from) {
      const root = this.page.dataset.root || "";
      return Promise.all(
        answer.pages.slice(from, from + SHOWN).map(async (/** @type {number} */ page) => {
          const [title, url] = await index.title(page);
          return new search.Result(root + url, search.mark(title, answer.forms), notes(index, page, title));
        }),
      );
    }

    /**
     * Adds the texts of results as they come.
     * @param {any} index
     * @param {any} answer
     * @param {any[]} items
     * @param {number} turn
     * @param {number} [from]
     * @returns {Promise<string[]>} the texts
     */
    async excerpts(index, answer, items, turn, from) {
      const first = from || 0;
      const texts = await Promise.all(
        items.map(async (item, place) => {
          const sections = await index.sections(answer.pages[first + place]);
          const excerpt = turn === this.turn && search.excerpt(sections, answer.forms);
          if (excerpt) item.show(excerpt, answer.forms);
          return sections.map((/** @type {string[]} */ section) => section[1] + " " + section[2]);
        }),
      );
      return /** @type {string[]} */ ([]).concat(...texts);
    }

    /**
     * @param {any} index
     * @param {any} answer
     * @param {number} turn
     */
    showMore(index, answer, turn) {
      let shown = Math.min(SHOWN, answer.pages.length);
      this.more.hidden = shown >= answer.pages.length;
      this.more.onclick = async () => {
        try {
          const items = await this.results(index, answer, shown);
          if (turn !== this.turn) return;
          for (const item of items) this.list.appendChild(item.item);
          const from = shown;
          shown += items.length;
          this.more.hidden = shown >= answer.pages.length;
          if (items.length) items[0].link.focus();
          await this.excerpts(index, answer, items, turn, from);
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
   * The labels of a page's kind and of its other facets, without what its title says.
   * @param {any} index
   * @param {number} page
   * @param {string} title
   * @returns {string[]}
   */
  function notes(index, page, title) {
    const labels = [];
    for (const facet of index.facets) {
      const values = facet.values.filter((/** @type {any} */ value) => value.pages.includes(page));
      // A page about many countries is about none in particular.
      if (values.length && values.length <= 3) labels.push(...values.map((/** @type {any} */ value) => value.label));
    }
    return labels.filter((label) => label !== title);
  }

  search.Page = Page;
  const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-search-page]"));
  if (page) search.page = new Page(page);
})();
