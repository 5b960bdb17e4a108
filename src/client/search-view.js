/**
 * The search page's parts: results, filters, status. Titles and texts go in as text, never as markup;
 * all words come from the page's `data-text-…` attributes.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const search = scope.RumboSearch;

  /** Up to so many values are shown open. */
  const OPEN = 8;

  /** Where the filters stand beside the results; above them they are shown closed. */
  const BESIDE = matchMedia("(min-width: 60rem)").matches;

  /** @typedef {{text: string, marked: boolean}} Part */

  /**
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {string} className
   * @param {string} [text]
   * @returns {HTMLElementTagNameMap[Name]}
   */
  function make(name, className, text) {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  /** @param {Element} element */
  function clear(element) {
    while (element.firstChild) element.removeChild(element.firstChild);
  }

  /**
   * @param {Element} element
   * @param {Part[]} parts
   */
  function write(element, parts) {
    clear(element);
    for (const part of parts) {
      element.appendChild(part.marked ? make("mark", "", part.text) : document.createTextNode(part.text));
    }
  }

  /** The texts of the page, in its language. */
  class Texts {
    /** @param {HTMLElement} page */
    constructor(page) {
      this.page = page;
      const lang = page.dataset.lang || "en";
      this.numbers = new Intl.NumberFormat(lang);
      this.plurals = new Intl.PluralRules(lang);
    }

    /**
     * @param {string} name what follows `data-text-`
     * @param {{[name: string]: string | number}} [values] for `{name}` in the text
     * @returns {string}
     */
    get(name, values) {
      const text = this.page.getAttribute("data-text-" + name) || "";
      return text.replace(/\{(\w+)\}/g, (whole, key) => {
        const value = values && values[key];
        return value === undefined ? whole : typeof value === "number" ? this.numbers.format(value) : value;
      });
    }

    /**
     * A text that depends on a number: `data-text-NAME-one`, `-other` …
     * @param {string} name
     * @param {number} n
     * @param {{[name: string]: string | number}} values
     */
    count(name, n, values) {
      const form = name + "-" + this.plurals.select(n);
      const known = this.page.hasAttribute("data-text-" + form) ? form : name + "-other";
      return this.get(known, Object.assign({ n }, values));
    }
  }

  /** One result in the list; its text comes later. */
  class Result {
    /**
     * @param {string} href
     * @param {Part[]} title
     * @param {string[]} notes such as the kind of page
     * @param {string} [lang] its language, where that is not the page's
     */
    constructor(href, title, notes, lang) {
      this.href = href;
      this.item = make("li", "search-result");
      this.link = make("a", "search-link");
      this.link.href = href;
      if (lang) {
        this.item.lang = lang;
        this.link.hreflang = lang;
      }
      const name = make("span", "search-title");
      write(name, title);
      this.heading = make("span", "search-heading");
      this.link.appendChild(name);
      this.link.appendChild(this.heading);
      this.item.appendChild(this.link);
      for (const note of notes) {
        this.item.appendChild(document.createTextNode(" "));
        this.item.appendChild(make("span", "search-note", note));
      }
      this.text = make("p", "search-excerpt");
      this.item.appendChild(this.text);
    }

    /**
     * Says that the site puts it first.
     * @param {string} label
     * @param {string} lang the label's language
     */
    pin(label, lang) {
      const note = make("span", "search-note search-pinned", label);
      note.lang = lang;
      this.link.insertAdjacentElement("afterend", note);
      this.item.insertBefore(document.createTextNode(" "), note);
    }

    /**
     * @param {{anchor: string, heading: string, parts: Part[]}} excerpt
     * @param {Set<string>} forms
     */
    show(excerpt, forms) {
      write(this.text, excerpt.parts);
      if (excerpt.anchor && this.href.indexOf("#", 1) < 0) this.link.href = this.href + "#" + encodeURIComponent(excerpt.anchor);
      if (excerpt.heading) write(this.heading, [{ text: " › ", marked: false }].concat(search.mark(excerpt.heading, forms)));
    }
  }

  /** The results of one kind, under its name. */
  class Group {
    /**
     * @param {string} label
     * @param {number} count how many there are, shown or not
     * @param {Texts} texts
     * @param {() => void} only shows this kind alone
     */
    constructor(label, count, texts, only) {
      this.count = count;
      this.item = make("li", "search-group");
      this.item.appendChild(make("h2", "", label));
      this.list = make("ol", "");
      this.item.appendChild(this.list);
      this.all = make("button", "search-all", texts.count("all", count, { kind: label }));
      this.all.type = "button";
      this.all.addEventListener("click", only);
      this.item.appendChild(this.all);
    }

    /** @param {Element} item */
    add(item) {
      this.list.appendChild(item);
      this.all.hidden = this.list.children.length >= this.count;
    }
  }

  /** The languages to search in: a check box each. */
  class Languages {
    /**
     * @param {HTMLElement} place goes first in it
     * @param {Texts} texts
     * @param {{code: string, name: string}[]} languages the page's own first
     * @param {Set<string>} chosen is changed as boxes are checked, and never empty
     * @param {() => void} changed
     */
    constructor(place, texts, languages, chosen, changed) {
      this.chosen = chosen;
      this.own = languages[0].code;
      this.group = make("details", "search-facet");
      this.group.open = BESIDE;
      this.group.appendChild(make("summary", "", texts.get("language")));
      const list = make("ul", "");
      list.setAttribute("aria-label", texts.get("language"));
      this.texts = texts;
      this.rows = languages.map((language) => {
        const item = make("li", "");
        const label = make("label", "");
        const box = make("input", "");
        box.type = "checkbox";
        box.name = "lang";
        box.value = language.code;
        const name = make("span", "", language.name);
        name.lang = language.code;
        const count = make("span", "search-count");
        for (const part of [box, document.createTextNode(" "), name, document.createTextNode(" "), count]) label.appendChild(part);
        item.appendChild(label);
        list.appendChild(item);
        box.addEventListener("change", () => {
          if (box.checked) chosen.add(language.code);
          else chosen.delete(language.code);
          // One language at least is searched.
          if (!chosen.size) chosen.add(this.own);
          changed();
        });
        return { code: language.code, box, count };
      });
      this.group.appendChild(list);
      place.insertBefore(this.group, place.firstChild);
    }

    /** @param {Map<string, number>} counts of the languages that were searched */
    show(counts) {
      for (const row of this.rows) {
        const count = counts.get(row.code);
        row.box.checked = this.chosen.has(row.code);
        row.count.textContent = count === undefined ? "" : this.texts.numbers.format(count);
      }
    }
  }

  /** The filters: a group of check boxes for each facet. */
  class Filters {
    /**
     * @param {HTMLElement} place
     * @param {any[]} facets
     * @param {Texts} texts
     * @param {Map<string, Set<string>>} chosen is changed as boxes are checked
     * @param {() => void} changed
     */
    constructor(place, facets, texts, chosen, changed) {
      this.texts = texts;
      this.chosen = chosen;
      /** @type {{item: HTMLElement, box: HTMLInputElement, count: HTMLElement}[][]} */
      this.rows = [];
      /** @type {HTMLElement[]} */
      this.groups = [];
      clear(place);
      for (const facet of facets) {
        const group = make("details", "search-facet");
        // The address may name values that are gone.
        const known = facet.values.map((/** @type {any} */ value) => value.value);
        const values = new Set(Array.from(chosen.get(facet.name) || []).filter((value) => known.includes(value)));
        chosen.set(facet.name, values);
        group.open = (BESIDE && facet.values.length <= OPEN) || values.size > 0;
        group.appendChild(make("summary", "", facet.label));
        const list = make("ul", "");
        list.setAttribute("aria-label", facet.label);
        this.rows.push(facet.values.map((/** @type {any} */ value) => this.row(list, facet.name, value, values, changed)));
        group.appendChild(list);
        this.groups.push(group);
        place.appendChild(group);
      }
      this.none = make("button", "search-clear", texts.get("clear"));
      this.none.type = "button";
      this.none.hidden = true;
      this.none.addEventListener("click", () => {
        for (const values of chosen.values()) values.clear();
        for (const rows of this.rows) for (const row of rows) row.box.checked = false;
        changed();
      });
      place.appendChild(this.none);
    }

    /**
     * @param {HTMLElement} list
     * @param {string} name
     * @param {{value: string, label: string}} value
     * @param {Set<string>} values
     * @param {() => void} changed
     */
    row(list, name, value, values, changed) {
      const item = make("li", "");
      const label = make("label", "");
      const box = make("input", "");
      box.type = "checkbox";
      box.name = name;
      box.value = value.value;
      box.checked = values.has(value.value);
      box.addEventListener("change", () => {
        if (box.checked) values.add(value.value);
        else values.delete(value.value);
        changed();
      });
      const count = make("span", "search-count");
      label.appendChild(box);
      label.appendChild(document.createTextNode(" " + value.label + " "));
      label.appendChild(count);
      item.appendChild(label);
      list.appendChild(item);
      return { item, box, count };
    }

    /** @param {number[][]} counts */
    show(counts) {
      let any = false;
      this.rows.forEach((rows, facet) => {
        rows.forEach((row, value) => {
          const count = counts[facet][value];
          row.count.textContent = this.texts.numbers.format(count);
          row.item.hidden = count === 0 && !row.box.checked;
          any = any || row.box.checked;
        });
        this.groups[facet].hidden = rows.every((row) => row.item.hidden);
      });
      this.none.hidden = !any;
    }
  }

  Object.assign(search, { make, clear, Texts, Result, Group, Languages, Filters });
})();
