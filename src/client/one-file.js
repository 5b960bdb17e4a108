/**
 * The one-file edition: shows one page at a time, that of the address (`#es/sops/x.html`, or `#es/sops/x.html#heading`).
 *
 * Every page is a `<section data-page>` whose id is its path; ids in it are its path, `#` and their name, which is what an
 * address to them says. Without this script all pages stand one after the other and links work as in any page.
 * What the search asks for is handed over by `RumboHeld`; forms are put into frames when they are shown.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;

  const sections = /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll("[data-page]")));
  const bars = /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll("[data-bar]")));
  /** @type {HTMLElement | null} */
  let current = null;

  /** @param {string} selector */
  function held(selector) {
    const element = document.querySelector(selector);
    return JSON.parse((element && element.textContent) || "{}");
  }
  /** What is large is read when it is asked for. @type {any} */
  let index = null;
  /** @type {any} */
  let forms = null;
  Object.defineProperty(scope, "RumboHeld", { get: () => index || (index = held("[data-held]")) });

  /** @returns {HTMLElement | null} what the address names */
  function named() {
    let name = location.hash.slice(1);
    try {
      name = decodeURIComponent(name);
    } catch (error) {
      // Then it is no escape.
    }
    const found = document.getElementById(name);
    if (found || name.indexOf("#") < 0) return found;
    return document.getElementById(name.slice(0, name.indexOf("#")));
  }

  /** @returns {HTMLElement} the first page in the language that the browser asks for */
  function home() {
    const codes = bars.map((bar) => bar.dataset.bar || "");
    const asked = (navigator.languages || []).map((wanted) => codes.find((code) => wanted.toLowerCase().split("-")[0] === code.toLowerCase().split("-")[0]));
    const code = asked.find((code) => code) || codes[0];
    return document.getElementById(code + "/index.html") || sections[0];
  }

  /** Shows what the address names. @param {boolean} moved whether the reader followed a link */
  function show(moved) {
    const target = named();
    const within = target && /** @type {HTMLElement | null} */ (target.closest("[data-page]"));
    // The link that skips to the content names no page.
    if (target && !within && current) {
      target.focus();
      return;
    }
    const section = within || home();
    const isOther = section !== current;
    if (isOther) {
      for (const other of sections) other.hidden = other !== section;
      current = section;
      surround(section);
      enliven(section);
    }
    const place = target && target !== section ? target : null;
    if (place) {
      for (let details = place.closest("details"); details; details = details.parentElement && details.parentElement.closest("details")) details.open = true;
      focus(place);
      place.scrollIntoView();
    } else {
      window.scrollTo(0, 0);
      const heading = moved && section.querySelector("h1");
      if (heading instanceof HTMLElement) focus(heading);
    }
  }

  /** @param {HTMLElement} element */
  function focus(element) {
    if (element.tabIndex < 0 && !element.hasAttribute("tabindex")) element.tabIndex = -1;
    element.focus();
  }

  /** Title, language and menu of a page. @param {HTMLElement} section */
  function surround(section) {
    const heading = section.querySelector("h1");
    for (const bar of bars) {
      bar.hidden = bar.dataset.bar !== section.lang;
      if (bar.hidden) continue;
      const title = (heading && heading.textContent) || "";
      const site = bar.dataset.title || "";
      document.title = title && title !== site ? title + " – " + site : site;
      for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (bar.querySelectorAll("nav a"))) {
        const kind = section.id.split("/")[1];
        const isHere = link.hash === "#" + section.id || link.hash === "#" + section.lang + "/" + kind + "/index.html";
        if (isHere) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
      for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (bar.querySelectorAll("[data-language]"))) {
        const same = link.dataset.language + section.id.slice(section.lang.length);
        link.hash = document.getElementById(same) ? same : link.dataset.language + "/index.html";
      }
    }
    document.documentElement.lang = section.lang;
  }

  /** Begins what a page does when it is first shown. @param {HTMLElement} section */
  function enliven(section) {
    const search = section.querySelector("[data-search-later]");
    if (search) {
      search.removeAttribute("data-search-later");
      search.setAttribute("data-search-page", "");
      new scope.RumboSearch.Page(search);
    }
    const place = section.querySelector("[data-form]");
    if (place && !place.querySelector("iframe")) {
      forms = forms || held("[data-forms]");
      const heading = section.querySelector("h1");
      const frame = document.createElement("iframe");
      frame.className = "one-frame";
      frame.title = (heading && heading.textContent) || "";
      frame.srcdoc = forms[section.id] || "";
      place.appendChild(frame);
    }
  }

  document.body.classList.add("one-shown");
  window.addEventListener("hashchange", () => show(true));
  // The browser goes to the place that the address names by itself, when all is loaded.
  window.addEventListener("load", () => show(false));
  show(false);
})();
