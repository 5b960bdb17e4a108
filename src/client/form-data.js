/**
 * What the page holds for the script: the compiled framework, unpacked, and the questions with their words, which are
 * read from where the reader sees them.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;

  /** What can be said about a statement. */
  const TICKS = ["no", "partial", "yes", "unknown"];

  /**
   * Writes out what stands once for all nodes of a kind.
   * @param {any} packed
   */
  function unpack(packed) {
    const nodes = packed.nodes.map((/** @type {any} */ node) => Object.assign({}, packed.usual[node.kind], node));
    const framework = Object.assign({}, packed, { nodes });
    delete framework.usual;
    return framework;
  }

  /**
   * What can be answered, in the order of the page: levels, words, choices, or statements.
   * @param {any} node
   * @returns {string[]}
   */
  function values(node) {
    if (node.gates) return /** @type {string[]} */ ([]).concat(...node.gates);
    if (node.choices) return node.choices.map((/** @type {any} */ choice) => choice.id);
    return (node.steps || []).map((/** @type {any} */ step) => step.word);
  }

  /**
   * Writes out the answers that stand in the single file as plain lists, as they stand in the page of the site.
   * @param {HTMLElement} page
   * @param {any} data
   */
  function spread(page, data) {
    const { make } = form;
    const nodes = new Map(data.framework.nodes.map((/** @type {any} */ node) => [node.id, node]));
    for (const field of /** @type {HTMLElement[]} */ (Array.from(page.querySelectorAll(".fq")))) {
      const lists = Array.from(field.querySelectorAll("[data-options]"));
      if (lists.length === 0) continue;
      const node = /** @type {any} */ (nodes.get(field.id));
      const left = values(node);
      const name = "q" + /** @type {Element} */ (field.querySelector("legend b")).textContent;
      const option = (/** @type {string} */ group, /** @type {string} */ value, /** @type {boolean} */ numbered, /** @type {string | null} */ text) =>
        make("label", {}, make("input", { type: node.several ? "checkbox" : "radio", name: group, value }), numbered ? make("b", {}, value) : null, make("span", {}, text));
      const tick = (/** @type {string} */ id, /** @type {string} */ value) => option(name + "-" + id, value, false, data.words[(value === "unknown" ? "state_" : "presence_") + value]);
      for (const list of lists) {
        for (const item of Array.from(list.children)) {
          const value = left.shift() || "";
          field.insertBefore(node.gates ? make("fieldset", { "data-statement": value }, make("legend", {}, item.textContent), TICKS.map((word) => tick(value, word))) : option(name, value, node.kind === "ladder", item.textContent), list);
        }
        field.removeChild(list);
      }
    }
  }

  /** @param {Element} label */
  function option(label) {
    const input = /** @type {HTMLInputElement} */ (label.querySelector("input"));
    const words = label.querySelector("span");
    return { value: input.value, text: words ? words.textContent || "" : "" };
  }

  /**
   * @param {any} node
   * @returns {number}
   */
  function levels(node) {
    if (node.steps) return node.kind === "ladder" ? node.steps.length : node.steps.length - 1;
    return node.gates ? node.gates.length : 0;
  }

  /**
   * The questions of the page in their order.
   * @param {HTMLElement} page
   * @param {any} framework
   * @returns {FormQuestion[]}
   */
  function questions(page, framework) {
    const places = new Map(framework.nodes.map((/** @type {any} */ node, /** @type {number} */ place) => [node.id, place]));
    const elements = /** @type {HTMLFieldSetElement[]} */ (Array.from(page.querySelectorAll(".fq")));
    return elements.map((element, index) => {
      const node = framework.nodes[/** @type {number} */ (places.get(element.id))];
      const topic = framework.nodes[node.parent];
      const legend = /** @type {Element} */ (element.querySelector("legend"));
      const number = /** @type {Element} */ (legend.querySelector("b"));
      const area = /** @type {HTMLElement} */ (element.closest("[data-area]"));
      const direct = Array.from(element.children).filter((child) => child.tagName === "LABEL");
      return {
        id: element.id,
        number: index + 1,
        kind: node.kind,
        area: area.dataset.area || "",
        topic: topic.id,
        title: (legend.textContent || "").slice((number.textContent || "").length).trim(),
        options: direct.map(option),
        statements: Array.from(element.querySelectorAll("[data-statement]")).map((statement) => ({
          id: statement.getAttribute("data-statement") || "",
          text: (/** @type {Element} */ (statement.querySelector("legend")).textContent || "").trim(),
        })),
        several: node.several === true,
        levels: levels(node),
        node,
        element,
      };
    });
  }

  /**
   * How to decide and what to look at, where the page does not hold it; filled in when it is first opened.
   * @param {FormQuestion} question
   * @param {any} data
   */
  function guide(question, data) {
    const guidance = data.guidance[question.id];
    if (!guidance) return;
    const { make } = form;
    const place = make("div");
    const details = make("details", {}, make("summary", {}, data.words.formpage_guidance), place);
    details.addEventListener("toggle", () => {
      if (!details.open || place.firstChild) return;
      if (guidance.text) place.appendChild(make("p", {}, guidance.text));
      if (guidance.evidence.length === 0) return;
      place.appendChild(make("p", {}, data.words.evidence + ":"));
      place.appendChild(make("ul", {}, guidance.evidence.map((/** @type {string} */ document) => make("li", {}, document))));
    });
    const before = question.element.querySelector("label, .fq-gate, .fq-text");
    question.element.insertBefore(details, before && before.parentNode === question.element ? before : null);
  }

  /**
   * @param {HTMLElement} page
   * @returns {FormData}
   */
  function read(page) {
    const block = /** @type {Element} */ (document.querySelector("[data-form-data]"));
    const data = JSON.parse(block.textContent || "");
    data.framework = unpack(data.framework);
    spread(page, data);
    data.questions = questions(page, data.framework);
    for (const question of data.questions) guide(question, data);
    data.byId = new Map(data.questions.map((/** @type {FormQuestion} */ question) => [question.id, question]));
    data.areas = Array.from(page.querySelectorAll("[data-area]")).map((area) => area.getAttribute("data-area"));
    return data;
  }

  Object.assign(form, { read });
})();
