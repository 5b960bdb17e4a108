/**
 * The keys that lead to the search box of any page: `/`, and Ctrl-K or Command-K.
 *
 * The box is a plain form; it needs no script to be sent.
 */
(function () {
  "use strict";

  /** The search page's own field first, then the one in the header. */
  const FIELDS = ["[data-search-page] input[name=q]", "[data-search-box] input[name=q]"];

  /**
   * @param {EventTarget | null} target
   * @returns {boolean} whether keys write there
   */
  function writes(target) {
    // A check box or a button takes no text.
    if (target instanceof HTMLInputElement && /^(button|checkbox|radio|reset|submit)$/.test(target.type)) return false;
    return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey) return;
    const command = event.ctrlKey || event.metaKey;
    const slash = event.key === "/" && !command && !writes(event.target);
    const letter = (event.key === "k" || event.key === "K") && command && !event.shiftKey;
    if (!slash && !letter) return;
    for (const selector of FIELDS) {
      const field = /** @type {HTMLInputElement | null} */ (document.querySelector(selector));
      if (!field) continue;
      event.preventDefault();
      field.focus();
      field.select();
      return;
    }
  });
})();
