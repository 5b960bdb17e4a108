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

  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-print]"))) {
    button.hidden = false;
    button.addEventListener("click", () => (button.dataset.print === "all" ? printAll() : window.print()));
  }
})();
