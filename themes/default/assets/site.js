/**
 * Printing and folding: shows the print buttons, opens what a link leads to, and opens what is folded while a page is printed,
 * but for calculations: those are printed where the reader has opened them.
 *
 * Every page can be read, followed and printed without this script.
 */
(function () {
  "use strict";

  /** @type {HTMLDetailsElement[]} */
  let opened = [];

  window.addEventListener("beforeprint", () => {
    opened = Array.from(document.querySelectorAll("main details:not([open]):not(.trace)"));
    for (const details of opened) details.open = true;
  });

  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });

  /** Opens the calculations as well, until the page has been printed. */
  function printAll() {
    const traces = /** @type {HTMLDetailsElement[]} */ (Array.from(document.querySelectorAll("details.trace:not([open])")));
    for (const details of traces) details.open = true;
    window.addEventListener("afterprint", () => {
      for (const details of traces) details.open = false;
    }, { once: true });
    window.print();
  }

  // A link to something folded opens it, in browsers that do not do so themselves.
  function unfold() {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    let folded = target && target.closest("details:not([open])");
    if (!target || !folded) return;
    while (folded) {
      /** @type {HTMLDetailsElement} */ (folded).open = true;
      folded = folded.parentElement && folded.parentElement.closest("details:not([open])");
    }
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", unfold);
  unfold();

  // A table that can be scrolled says to which side there is more of it.
  const tables = /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll(".table-scroll")));
  /** @param {HTMLElement} table */
  function edges(table) {
    const rest = table.scrollWidth - table.clientWidth - table.scrollLeft;
    table.classList[table.scrollLeft > 1 ? "add" : "remove"]("more-left");
    table.classList[rest > 1 ? "add" : "remove"]("more-right");
  }
  const all = () => tables.forEach(edges);
  for (const table of tables) table.addEventListener("scroll", () => edges(table), { passive: true });
  window.addEventListener("resize", all);
  // What is folded has no width until it is opened.
  document.addEventListener("toggle", all, true);
  all();

  // What was begun in this browser, from where the forms keep it. A browser that keeps nothing here shows nothing.
  function begun() {
    const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-begun]"));
    if (!place) return;
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-form-key]"))) {
      const prefix = "rumbo:form:" + item.dataset.formKey + ":";
      let newest = null;
      for (let at = 0; at < localStorage.length; at++) {
        const key = localStorage.key(at) || "";
        if (key.indexOf(prefix) !== 0) continue;
        const kept = read(key);
        if (kept && (!newest || kept.changed > newest.changed)) newest = kept;
      }
      if (!newest) continue;
      const said = newest.all > 0 ? String(item.dataset.said).replace("{done}", String(Number(newest.done))).replace("{all}", String(Number(newest.all))) : "";
      /** @type {Element} */ (item.querySelector("span")).textContent = [typeof newest.place === "string" ? newest.place.slice(0, 100) : "", said].filter(Boolean).join(", ");
      item.hidden = false;
      place.hidden = false;
    }
  }

  /**
   * @param {string} key
   * @returns {any} what is kept under it, if it is in good shape
   */
  function read(key) {
    try {
      const kept = JSON.parse(localStorage.getItem(key) || "");
      return kept && typeof kept.changed === "number" && kept.file && typeof kept.file === "object" ? kept : null;
    } catch (error) {
      return null;
    }
  }

  // The first page of the site opens in the language that was read last.
  function language() {
    const links = /** @type {HTMLAnchorElement[]} */ (Array.from(document.querySelectorAll(".languages a[hreflang]")));
    const current = links.find((link) => link.hasAttribute("aria-current"));
    if (!current) return;
    // Only the first page stands above the folders of the languages.
    const front = document.body.classList.contains("page-home") && String(current.getAttribute("href")).indexOf(current.hreflang + "/") === 0;
    if (!front) {
      localStorage.setItem("rumbo:lang", current.hreflang);
      return;
    }
    const last = localStorage.getItem("rumbo:lang");
    const wanted = links.find((link) => link !== current && link.hreflang === last);
    if (wanted && !location.hash && !location.search) location.replace(wanted.href);
  }

  for (const part of [begun, language]) {
    try {
      part();
    } catch (error) {
      // Storage that is switched off is no fault of the page.
    }
  }

  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-print]"))) {
    button.hidden = false;
    button.addEventListener("click", () => (button.dataset.print === "all" ? printAll() : window.print()));
  }
})();
