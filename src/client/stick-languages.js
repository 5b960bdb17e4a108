/**
 * The pages of a stick hold every language of the site, a section each. This shows one at a time: that of the address
 * (`#es`), else the first that the browser asks for, else the first. Without it all stand one after the other.
 */
(function () {
  "use strict";
  const sections = /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll("[data-language]")));
  const links = /** @type {HTMLAnchorElement[]} */ (Array.from(document.querySelectorAll("[data-languages] a")));
  const codes = sections.map((section) => section.dataset.language || "");

  /** @param {string} code */
  function show(code) {
    for (const section of sections) {
      section.hidden = section.dataset.language !== code;
      const heading = section.querySelector("h1");
      if (!section.hidden && heading) document.title = heading.textContent || "";
    }
    for (const link of links) {
      if (link.hash === "#" + code) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    document.documentElement.lang = code;
  }

  const asked = () => codes.find((code) => "#" + code === location.hash);
  const usual = () => (navigator.languages || []).map((wanted) => codes.find((code) => wanted.toLowerCase().split("-")[0] === code.toLowerCase().split("-")[0])).find((code) => code);
  show(asked() || usual() || codes[0]);
  window.addEventListener("hashchange", () => show(asked() || document.documentElement.lang));
})();
