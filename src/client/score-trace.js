/**
 * Why a number is what it is: inputs, states, weights, rule, rounding, result. The twin of `src/score/trace.rs`.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const engine = scope.RumboScoreParts;
  const { exact, tree } = engine;

  /**
   * The trace of one node.
   * @param {any} framework
   * @param {any[]} figures
   * @param {number} place
   * @returns {ScoreTrace}
   */
  function trace(framework, figures, place) {
    const node = framework.nodes[place];
    const figure = figures[place];
    const { at, places, mode } = node.rounding;
    const { scores } = figure;
    const score = tree.shows(figure.state) && scores.exact ? exact.rounded(scores.exact, places, mode) : null;
    return {
      id: node.id,
      state: figure.state,
      rule: node.children ? node.rule : node.kind,
      parameter: tree.written(parameter(node)),
      inputs: node.children ? inputs(framework, node, figures) : [],
      level: figure.level,
      cap: node.cap ? [exact.text(node.cap.below), exact.text(node.cap.to)] : null,
      adjustment: figure.adjustment,
      exact: tree.written(scores.exact),
      low: tree.written(scores.low),
      high: tree.written(scores.high),
      completeness: exact.text(exact.times(figure.answered, exact.HUNDRED)),
      threshold: exact.text(framework.threshold),
      rounding: [at, places, mode],
      score: tree.written(score),
    };
  }

  /**
   * What a rule needs besides the inputs.
   * @param {any} node
   */
  function parameter(node) {
    if (node.rule === "share_met" || node.rule === "staged") return node.met;
    return node.rule === "lookup" ? node.byDefault : null;
  }

  /**
   * @param {any} framework
   * @param {any} node
   * @param {any[]} figures
   * @returns {TraceInput[]}
   */
  function inputs(framework, node, figures) {
    const children = node.children.map((/** @type {number} */ place) => {
      const [child, figure] = [framework.nodes[place], figures[place]];
      return { child, figure, weight: tree.weightIn(node, child, figure), part: figure.applies && figure.scores.exact !== null };
    });
    const all = exact.sum(children.filter((/** @type {any} */ child) => child.part).map((/** @type {any} */ child) => child.weight));
    return children.map((/** @type {any} */ { child, figure, weight, part }) => ({
      id: child.id,
      state: figure.state,
      weight: exact.text(weight),
      share: part ? tree.written(exact.divided(exact.times(weight, exact.HUNDRED), all)) : null,
      score: part ? exact.text(figure.scores.exact) : null,
      level: figure.level,
    }));
  }

  engine.trace = trace;
})();
