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

  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-print]"))) {
    button.hidden = false;
    button.addEventListener("click", () => (button.dataset.print === "all" ? printAll() : window.print()));
  }
})();
