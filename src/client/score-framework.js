/**
 * The compiled framework made ready: numbers read, places found, what every node needs beside it.
 *
 * In: the JSON of `src/model/compiled.rs`. It is our own, made by the build; a wrong one throws.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const engine = scope.RumboScoreParts;
  const { exact } = engine;

  /** The rounding of a question without a group. */
  const ROUNDING = { at: "final", places: 1, mode: "half_up" };
  const FACTS = ["text", "date", "count"];

  /**
   * @param {any} json
   * @returns {ScoreFramework}
   */
  function read(json) {
    const byId = Object.create(null);
    json.nodes.forEach((/** @type {any} */ node, /** @type {number} */ place) => (byId[node.id] = place));
    const numbers = new Map(json.questions.map((/** @type {number} */ place, /** @type {number} */ question) => [place, question]));
    const number = (/** @type {string} */ id) => Number(numbers.get(byId[id]));
    const nodes = json.nodes.map((/** @type {any} */ node, /** @type {number} */ place) => {
      const common = { id: node.id, parent: node.parent, weight: exact.parse(node.weight), stage: node.stage };
      return Object.assign(common, node.children ? group(node) : question(node, Number(numbers.get(place)), number));
    });
    for (const node of nodes) {
      // A question is rounded like its group.
      if (!node.children) node.rounding = node.parent === null ? ROUNDING : nodes[node.parent].rounding;
    }
    const inside = {
      nodes,
      places: json.questions,
      blank: json.blank,
      threshold: exact.parse(json.threshold),
      bands: json.bands.map((/** @type {any} */ band) => ({ id: band.id, from: exact.parse(band.from) })),
      weights: engine.gap.weights(nodes, json.questions),
    };
    return {
      id: json.framework,
      version: json.version,
      bands: inside.bands.map((/** @type {any} */ band) => band.id),
      questions: json.questions.map((/** @type {number} */ place) => nodes[place].id),
      byId,
      inside,
    };
  }

  /** @param {any} node */
  function group(node) {
    const cap = node.cap_if;
    return {
      children: node.children,
      rule: node.rule,
      met: node.met === undefined ? null : exact.parse(node.met),
      rows: (node.rows || []).map((/** @type {any} */ row) => ({ answers: row.answers, score: exact.parse(row.score) })),
      byDefault: node.default === undefined ? null : exact.parse(node.default),
      cap: cap && { below: exact.parse(cap.below), to: exact.parse(cap.to) },
      overrideMax: node.override_max,
      rounding: node.rounding,
    };
  }

  /**
   * @param {any} node
   * @param {number} question its number
   * @param {(id: string) => number} number
   */
  function question(node, question, number) {
    const leaf = {
      question,
      kind: node.kind,
      critical: node.critical,
      combine: node.combine,
      points: exact.parse(node.points),
      when: node.when && engine.expression.read(node.when, number),
      scored: FACTS.indexOf(node.kind) < 0,
      /** Its first level. */
      first: node.kind === "ladder" ? 1 : 0,
      scale: "fact",
      words: [],
      figures: [],
      gates: [],
      several: false,
      worst: null,
      best: null,
      rounding: ROUNDING,
    };
    const list = node.steps || node.choices;
    if (list) {
      leaf.scale = node.steps ? "steps" : "choices";
      leaf.words = list.map((/** @type {any} */ item) => (node.steps ? item.word : item.id));
      leaf.figures = list.map((/** @type {any} */ item) => exact.parse(node.steps ? item.score : item.points));
      leaf.several = node.several === true;
    } else if (node.gates) {
      leaf.scale = "gates";
      leaf.gates = node.gates;
    } else if (node.goalposts) {
      leaf.scale = "goalposts";
      leaf.worst = exact.parse(node.goalposts.worst);
      leaf.best = exact.parse(node.goalposts.best);
    }
    return leaf;
  }

  engine.framework = { read };
})();
