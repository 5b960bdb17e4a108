/**
 * The whole tree: one pass over the compiled nodes, children first. The twin of `src/score/node.rs`.
 *
 * Each node has three figures: as it is, and with everything unknown or blank at its lowest and at its highest.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const engine = scope.RumboScoreParts;
  const { exact, leaf: questions } = engine;
  const { ZERO, HUNDRED } = exact;

  /** @typedef {any} Exact */
  /** @typedef {any} Figure */
  /** What is scored, by question: what was said and asked, whether evidence is named, the targets. @typedef {{given: any[], asked: boolean[], evidenced: boolean[], targets: any[]}} Sheet */
  /** Which of the three figures. @typedef {"exact" | "low" | "high"} Pass */

  /** The word of a lookup table for a question that does not count. */
  const LEFT_OUT = "n/a";

  /**
   * The figures of every node, in the order of the compiled nodes.
   * @param {any} framework
   * @param {Sheet} sheet
   * @returns {Figure[]}
   */
  function figures(framework, sheet) {
    /** @type {Figure[]} */
    const found = [];
    const earlier = (/** @type {number} */ question) => {
      const figure = found[framework.places[question]];
      const node = framework.nodes[framework.places[question]];
      const answered = figure && (figure.state === "answered" || figure.state === "no");
      return answered ? questions.value(node, sheet.given[question]) : null;
    };
    for (const node of framework.nodes) found.push(node.children ? group(framework, node, found) : question(framework, node, sheet, earlier));
    return found;
  }

  /**
   * @param {any} framework
   * @param {any} leaf
   * @param {Sheet} sheet
   * @param {(question: number) => any} earlier
   */
  function question(framework, leaf, sheet, earlier) {
    const given = sheet.given[leaf.question];
    const state = questions.state(leaf, given, sheet.asked[leaf.question], earlier);
    const figure = questions.figure(leaf, given, state, framework.blank);
    if (figure.applies && (state === "answered" || state === "no") && sheet.evidenced[leaf.question]) figure.counts.evidenced = 1;
    roundEach(figure, leaf.rounding);
    return figure;
  }

  /**
   * Under `at: each`, parents start from rounded figures.
   * @param {Figure} figure
   * @param {any} rounding
   */
  function roundEach(figure, rounding) {
    if (rounding.at !== "each") return;
    const { scores } = figure;
    for (const pass of /** @type {Pass[]} */ (["exact", "low", "high"])) {
      if (scores[pass]) scores[pass] = exact.rounded(scores[pass], rounding.places, rounding.mode);
    }
  }

  /**
   * What a child weighs for its parent's rule.
   * @param {any} parent
   * @param {any} node
   * @param {Figure} figure
   * @returns {Exact}
   */
  const weightIn = (parent, node, figure) => (parent.rule === "sum" ? exact.times(node.weight, figure.points) : node.weight);

  /**
   * @param {any} framework
   * @param {any} node
   * @param {Figure[]} found
   * @returns {Figure}
   */
  function group(framework, node, found) {
    const children = node.children.map((/** @type {number} */ place) => ({ place, node: framework.nodes[place], figure: found[place] }));
    const figure = questions.empty("scored");
    for (const child of children) {
      for (const state of Object.keys(figure.counts)) figure.counts[state] += child.figure.counts[state];
      figure.applies = figure.applies || child.figure.applies;
    }
    if (!figure.applies) {
      const unscored = Object.keys(figure.counts).every((state) => figure.counts[state] === 0);
      const asked = children.some((/** @type {any} */ child) => child.figure.state !== "not_asked");
      figure.state = !asked ? "not_asked" : unscored ? "unscored" : "not_applicable";
      return figure;
    }
    let answered = ZERO;
    let applicable = ZERO;
    const parts = children.filter((/** @type {any} */ child) => child.figure.applies);
    for (const child of parts) {
      child.weight = weightIn(node, child.node, child.figure);
      answered = exact.plus(answered, exact.times(child.weight, child.figure.answered));
      applicable = exact.plus(applicable, child.weight);
      figure.uncertain = figure.uncertain || child.figure.uncertain;
      figure.asterisk = figure.asterisk || child.figure.asterisk;
      const score = child.figure.scores.exact;
      if (!score) continue;
      const order = figure.minimum ? exact.compare(score, figure.minimum.score) : -1;
      figure.plus = figure.plus || (figure.minimum !== null && order !== 0);
      if (order < 0) figure.minimum = { node: child.place, score };
    }
    figure.plus = figure.plus && node.rule === "min_plus";
    figure.answered = exact.divided(answered, applicable) || ZERO;
    if (node.rule === "sum") figure.points = applicable;
    const { scores } = figure;
    const of = { framework, node, children, parts, found };
    const main = score(of, "exact");
    scores.exact = main && main.score;
    figure.adjustment = main && main.adjustment;
    const [low, high] = figure.uncertain ? [score(of, "low"), score(of, "high")] : [main, main];
    scores.low = low && low.score;
    scores.high = high && high.score;
    roundEach(figure, node.rounding);
    const enough = exact.compare(exact.times(figure.answered, HUNDRED), framework.threshold) >= 0;
    if (!enough || !scores.exact) figure.state = "insufficient";
    return figure;
  }

  /**
   * The group's figure and what changed it; `null` if no child has a figure.
   * @param {any} of
   * @param {Pass} pass
   * @returns {{score: Exact, adjustment: "capped" | "raised" | "zeroed" | null} | null}
   */
  function score(of, pass) {
    const { framework, node, children, parts, found } = of;
    const inputs = parts
      .filter((/** @type {any} */ child) => child.figure.scores[pass])
      .map((/** @type {any} */ child) => ({ score: child.figure.scores[pass], weight: child.weight, stage: child.node.stage }));
    if (inputs.length === 0) return null;
    const blank = (/** @type {any} */ child) => !child.node.children && child.figure.state === "blank";
    if (framework.blank === "zero_node" && pass !== "high" && parts.some(blank)) return { score: ZERO, adjustment: "zeroed" };
    let result = engine.aggregate(node, inputs, () => children.map((/** @type {any} */ child) => stepWord(child.node, child.figure, pass)));
    /** @type {"raised" | null} */
    let adjustment = null;
    const raised = (/** @type {number} */ place) => found[place].scores[pass] && exact.equal(found[place].scores[pass], HUNDRED);
    if (!exact.equal(result, HUNDRED) && node.overrideMax.some(raised)) {
      result = HUNDRED;
      adjustment = "raised";
    }
    // A cap is a safeguard: it holds against everything else.
    const cap = node.cap;
    if (cap && exact.compare(result, cap.to) > 0 && criticalBelow(framework, node, cap.below, found, pass)) return { score: cap.to, adjustment: "capped" };
    return { score: result, adjustment };
  }

  /**
   * Whether a critical question in a group is under a bound.
   * @param {any} framework
   * @param {any} node
   * @param {Exact} below
   * @param {Figure[]} found
   * @param {Pass} pass
   * @returns {boolean}
   */
  function criticalBelow(framework, node, below, found, pass) {
    return node.children.some((/** @type {number} */ place) => {
      const child = framework.nodes[place];
      if (child.children) return criticalBelow(framework, child, below, found, pass);
      const figure = found[place];
      const score = child.critical && figure.applies && figure.scores[pass];
      return Boolean(score) && exact.compare(score, below) < 0;
    });
  }

  /**
   * @param {any} node
   * @param {Figure} figure
   * @param {Pass} pass
   * @returns {string}
   */
  function stepWord(node, figure, pass) {
    const step = figure.step[pass];
    return step !== null && node.scale === "steps" && step < node.words.length ? node.words[step] : LEFT_OUT;
  }

  /** Whether a state has a number to show. @param {ScoreState} state */
  const shows = (state) => state === "scored" || state === "answered" || state === "no" || state === "unknown";

  /** @param {Exact | null} number @returns {ExactText | null} */
  const written = (number) => number && exact.text(number);

  /**
   * The public result of a node.
   * @param {any} framework
   * @param {any} node
   * @param {Figure} figure
   * @returns {NodeResult}
   */
  function result(framework, node, figure) {
    const { places, mode } = node.rounding;
    const round = (/** @type {Exact | null} */ score) => score && exact.rounded(score, places, mode);
    const { scores } = figure;
    const shown = shows(figure.state);
    const score = shown ? round(scores.exact) : null;
    let band = score ? framework.bands.length - 1 : -1;
    while (band >= 0 && exact.compare(framework.bands[band].from, score) > 0) band--;
    const addsUp = node.children ? node.rule === "sum" : node.kind === "points";
    const points = addsUp && shown && scores.exact;
    return {
      state: figure.state,
      score: written(score),
      exact: written(scores.exact),
      low: written(round(scores.low)),
      high: written(round(scores.high)),
      completeness: exact.text(exact.times(figure.answered, HUNDRED)),
      counts: figure.counts,
      asterisk: figure.asterisk,
      plus: figure.plus,
      level: figure.level,
      band: band < 0 ? null : band,
      minimum: figure.minimum && { node: figure.minimum.node, score: exact.text(figure.minimum.score) },
      adjustment: figure.adjustment,
      points: points ? { had: exact.text(exact.divided(exact.times(points, figure.points), HUNDRED)), of: exact.text(figure.points) } : null,
    };
  }

  engine.tree = { figures, result, weightIn, shows, written };
})();
