/**
 * The ground of the form: making elements from texts, saving files, speaking to screen readers. Text always goes in as
 * text, never as markup.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = (scope.RumboForm = {});

  const SVG = "http://www.w3.org/2000/svg";

  /**
   * @param {Element} element
   * @param {{[name: string]: any}} attributes a function listens; `true` sets an empty attribute; nothing leaves it out
   * @param {any[]} children
   */
  function fill(element, attributes, children) {
    for (const name of Object.keys(attributes)) {
      const value = attributes[name];
      if (typeof value === "function") element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined && value !== "") element.setAttribute(name, String(value));
    }
    for (const child of children) {
      if (Array.isArray(child)) fill(element, {}, child);
      else if (child instanceof Node) element.appendChild(child);
      else if (child !== null && child !== undefined && child !== false && child !== "") element.appendChild(document.createTextNode(String(child)));
    }
    return element;
  }

  /**
   * @param {string} name
   * @param {{[name: string]: any}} [attributes]
   * @param {...any} children elements, texts and lists of them
   * @returns {any}
   */
  function make(name, attributes, ...children) {
    return fill(document.createElement(name), attributes || {}, children);
  }

  /**
   * @param {string} name
   * @param {{[name: string]: any}} [attributes]
   * @param {...any} children
   * @returns {any}
   */
  function svg(name, attributes, ...children) {
    return fill(document.createElementNS(SVG, name), attributes || {}, children);
  }

  /** @param {Element} element */
  function clear(element) {
    while (element.firstChild) element.removeChild(element.firstChild);
    return element;
  }

  /**
   * @param {string} text
   * @param {() => void} act
   * @param {{[name: string]: any}} [attributes]
   * @returns {HTMLButtonElement}
   */
  function button(text, act, attributes) {
    return make("button", Object.assign({ type: "button", class: "button", onclick: act }, attributes || {}), text);
  }

  /** @type {HTMLElement | null} */
  let voice = null;
  let turn = 0;

  /**
   * Has a screen reader say something when it is idle; only the last of several that follow at once.
   * @param {string} text
   */
  function say(text) {
    if (!voice) {
      voice = make("p", { class: "vh", role: "status", "aria-live": "polite", "data-form-voice": true });
      document.body.appendChild(/** @type {HTMLElement} */ (voice));
    }
    const mine = ++turn;
    setTimeout(() => {
      if (mine === turn && voice) voice.textContent = text;
    }, 700);
  }

  /**
   * Offers a file for saving.
   * @param {string} name
   * @param {string} type
   * @param {string} text
   */
  function save(name, type, text) {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = make("a", { href: address, download: name, hidden: true });
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  /**
   * Copies the text of a field; older browsers and pages from disk need the second way.
   * @param {HTMLTextAreaElement} field
   * @returns {boolean}
   */
  function copy(field) {
    field.focus();
    field.select();
    try {
      return document.execCommand("copy");
    } catch (error) {
      return false;
    }
  }

  /**
   * Brings a place to the top of the window, at once: a slow scroll would end elsewhere when parts of the page above it
   * have just been shown or hidden.
   * @param {Element} element
   */
  const lead = (element) => element.scrollIntoView({ block: "start", behavior: "instant" });

  /**
   * Whether an object has a key of its own.
   * @param {any} object
   * @param {string} key
   */
  const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);

  Object.assign(form, { make, svg, clear, button, say, save, copy, lead, has });
})();
