/**
 * The rules by which children become one figure. The twin of `src/score/aggregate.rs`; all figures are per cent.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const engine = scope.RumboScoreParts;
  const exact = engine.exact;
  const { ZERO, ONE, HUNDRED } = exact;

  /** @typedef {any} Exact */
  /** @typedef {{score: Exact, weight: Exact, stage: number}} Input */

  /**
   * The figure of a rule over at least one child.
   * @param {any} group
   * @param {Input[]} inputs
   * @param {() => string[]} words the answers of all children in order, for `lookup`
   * @returns {Exact}
   */
  function aggregate(group, inputs, words) {
    const scores = inputs.map((input) => input.score);
    switch (group.rule) {
      case "mean":
        return mean(scores);
      case "min":
      case "min_plus":
        return scores.reduce(exact.lower);
      case "max":
        return scores.reduce(exact.higher);
      case "median":
        return median(scores);
      case "geomean":
        return geomean(scores);
      case "scaled_geomean":
        return scaledGeomean(scores);
      case "top_half_mean":
        return mean(scores.sort((a, b) => exact.compare(b, a)).slice(0, Math.max(Math.floor(scores.length / 2), 1)));
      case "staged":
        return staged(inputs, group.met);
      case "share_met":
        return share(scores.filter((score) => exact.compare(score, group.met) >= 0).length, scores.length);
      case "lookup":
        return lookup(group, words());
      default:
        return weightedMean(inputs);
    }
  }

  /** @param {number} part @param {number} all @returns {Exact} in per cent */
  const share = (part, all) => exact.divided(exact.times(HUNDRED, exact.whole(part)), exact.whole(all)) || ZERO;

  /** `Σ wx / Σ w`. @param {Input[]} inputs @returns {Exact} */
  function weightedMean(inputs) {
    const sum = exact.sum(inputs.map((input) => exact.times(input.score, input.weight)));
    return exact.divided(sum, exact.sum(inputs.map((input) => input.weight))) || ZERO;
  }

  /** `Σ x / n`. @param {Exact[]} scores @returns {Exact} */
  const mean = (scores) => exact.divided(exact.sum(scores), exact.whole(scores.length)) || ZERO;

  /** The middle figure; of an even number, the mean of the middle two. @param {Exact[]} scores @returns {Exact} */
  function median(scores) {
    scores.sort(exact.compare);
    const middle = Math.floor(scores.length / 2);
    return scores.length % 2 === 1 ? scores[middle] : mean(scores.slice(middle - 1, middle + 1));
  }

  /** `(x₁ · … · xₙ)^(1/n)`, the root cut after 30 places. @param {Exact[]} scores @returns {Exact} */
  const geomean = (scores) => exact.root(scores.reduce(exact.times, ONE), scores.length);

  /**
   * `(10 − geomean((10 − x) / 10 · 9 + 1)) / 9 · 10` on a scale of 0 to 10 on which high is worse (INFORM).
   * @param {Exact[]} scores
   * @returns {Exact}
   */
  function scaledGeomean(scores) {
    const [nine, ten] = [exact.whole(9), exact.whole(10)];
    const tenth = (/** @type {Exact} */ number) => exact.divided(number, ten);
    const turned = scores.map((score) => exact.plus(exact.times(tenth(exact.minus(ten, tenth(score))), nine), ONE));
    return exact.clamped(exact.times(exact.divided(exact.minus(ten, geomean(turned)), nine), HUNDRED));
  }

  /**
   * Stage n is reached if every child of stages 1 to n is met; the result is the stage reached of the stages there are.
   * @param {Input[]} inputs
   * @param {Exact} met
   * @returns {Exact}
   */
  function staged(inputs, met) {
    const highest = Math.max(...inputs.map((input) => input.stage));
    const failed = inputs.filter((input) => exact.compare(input.score, met) < 0).map((input) => input.stage);
    return share(failed.length === 0 ? highest : Math.max(Math.min(...failed) - 1, 0), highest);
  }

  /**
   * The result of the row with these answers, else the default.
   * @param {any} group
   * @param {string[]} words
   * @returns {Exact}
   */
  function lookup(group, words) {
    const row = group.rows.find((/** @type {any} */ row) => row.answers.length === words.length && row.answers.every((/** @type {string} */ word, /** @type {number} */ at) => word === words[at]));
    return row ? row.score : group.byDefault;
  }

  engine.aggregate = aggregate;
})();
