/**
 * From where a question stands to where it should: gaps in levels, and how urgent each is. The twin of `src/score/gap.rs`.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const engine = scope.RumboScoreParts;
  const { exact, leaf: questions } = engine;
  const { ZERO, ONE, HUNDRED } = exact;

  /** @typedef {any} Exact */

  /**
   * `w · ((1 + distance)² − 1) / ((1 + most)² − 1)`, 0 to 1; 0 if `most` is 0.
   * @param {Exact} weight
   * @param {Exact} gap
   * @param {Exact} most
   * @returns {Exact}
   */
  function priority(weight, gap, most) {
    const lifted = (/** @type {Exact} */ levels) => {
      const more = exact.plus(ONE, levels);
      return exact.minus(exact.times(more, more), ONE);
    };
    return exact.divided(exact.times(weight, lifted(gap)), lifted(most)) || ZERO;
  }

  /**
   * High from 0.5, medium from 0.25, low above 0.
   * @param {Exact} priority
   * @returns {Urgency}
   */
  function urgency(priority) {
    const quarters = exact.times(priority, exact.whole(4));
    if (exact.compare(quarters, exact.whole(2)) >= 0) return "high";
    if (exact.compare(quarters, ONE) >= 0) return "medium";
    return exact.compare(priority, ZERO) > 0 ? "low" : "none";
  }

  /**
   * The gaps of every question that counts and has levels or a target.
   * @param {any} framework
   * @param {any[]} figures
   * @param {any} sheet
   * @returns {GapResult[]}
   */
  function gaps(framework, figures, sheet) {
    /** @type {GapResult[]} */
    const found = [];
    framework.places.forEach((/** @type {number} */ place, /** @type {number} */ question) => {
      const figure = figures[place];
      if (!figure.applies) return;
      const target = sheet.targets[question];
      const ends = endsOf(framework.nodes[place], figure, sheet.given[question], target);
      if (!ends) return;
      const gap = exact.higher(exact.minus(ends.target, ends.current), ZERO);
      const weight = framework.weights[question];
      const risen = exact.minus(ends.current, ends.lowest);
      // Without a target the lowest answers come first.
      const distance = target ? gap : exact.minus(ends.most, risen);
      const danger = framework.nodes[place].critical && exact.compare(exact.times(risen, exact.whole(2)), ends.most) < 0;
      const urgent = priority(weight, distance, ends.most);
      found.push({
        question,
        node: place,
        state: figure.state,
        current: exact.text(ends.current),
        target: exact.text(ends.target),
        set: Boolean(target),
        by: target ? target.by : null,
        gap: exact.text(gap),
        most: exact.text(ends.most),
        distance: exact.text(distance),
        danger,
        weight: exact.text(weight),
        priority: exact.text(urgent),
        urgency: danger && exact.compare(urgent, ZERO) > 0 ? "high" : urgency(urgent),
      });
    });
    return found;
  }

  /**
   * Current, target, lowest and largest gap; `null` where there is nothing to aim at.
   * @param {any} leaf
   * @param {any} figure
   * @param {any} given
   * @param {any} target
   * @returns {{current: Exact, target: Exact, lowest: Exact, most: Exact} | null}
   */
  function endsOf(leaf, figure, given, target) {
    const aim = target && target.value;
    const levels = questions.levels(leaf);
    if (levels) {
      const [first, highest] = levels;
      const lowest = exact.whole(first);
      const current = questions.position(leaf, given) || lowest;
      const most = exact.whole(highest - first);
      // A gated question's target is a level already; a step of a ladder is counted from 0.
      if (aim && aim.kind === "step") return { current, target: exact.whole(aim.step + leaf.first), lowest, most };
      // The next whole level: of a mean between two levels, the upper one.
      return { current, target: exact.lower(exact.plus(exact.floor(current), ONE), exact.whole(highest)), lowest, most };
    }
    if (!aim || aim.kind !== "number") return null;
    const share = (/** @type {Exact} */ score) => exact.divided(score, HUNDRED);
    const current = figure.scores.low ? share(figure.scores.low) : ZERO;
    return { current, target: share(questions.figureScore(leaf, aim.number)), lowest: ZERO, most: ONE };
  }

  const ORDER = ["none", "low", "medium", "high"];

  /**
   * What to do first: the gaps of what is known, the most urgent first, among equals those with danger, then by priority,
   * then in the framework's order. Questions without an answer are not among them.
   * @param {GapResult[]} found
   * @returns {GapResult[]}
   */
  function first(found) {
    const known = found.filter((gap) => (gap.state === "answered" || gap.state === "no") && gap.urgency !== "none");
    return known.sort(
      (a, b) =>
        ORDER.indexOf(b.urgency) - ORDER.indexOf(a.urgency) ||
        Number(b.danger) - Number(a.danger) ||
        exact.compare(exact.parse(b.priority), exact.parse(a.priority)) ||
        a.question - b.question
    );
  }

  /**
   * The weight of every question over all, 0 to 1: the product of the weights on the way to the whole, divided by the
   * largest.
   * @param {any[]} nodes
   * @param {number[]} places of the questions
   * @returns {Exact[]}
   */
  function weights(nodes, places) {
    /** @type {Exact[]} */
    const overAll = [];
    // Parents come after their children, so the way back meets each parent first.
    for (let place = nodes.length - 1; place >= 0; place--) {
      const { parent, weight } = nodes[place];
      overAll[place] = parent === null ? weight : exact.times(weight, overAll[parent]);
    }
    const products = places.map((place) => (nodes[place].scored ? overAll[place] : ZERO));
    const largest = products.reduce(exact.higher, ZERO);
    return products.map((product) => exact.divided(product, largest) || ONE);
  }

  engine.gap = { gaps, first, weights };
})();
