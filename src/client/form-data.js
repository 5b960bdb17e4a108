/**
 * What the page holds for the script: the compiled framework, unpacked, and the questions with their words, which are
 * read from where the reader sees them.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;

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
    data.questions = questions(page, data.framework);
    for (const question of data.questions) guide(question, data);
    data.byId = new Map(data.questions.map((/** @type {FormQuestion} */ question) => [question.id, question]));
    data.areas = Array.from(page.querySelectorAll("[data-area]")).map((area) => area.getAttribute("data-area"));
    return data;
  }

  Object.assign(form, { read });
})();
