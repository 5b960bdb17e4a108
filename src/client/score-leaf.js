/**
 * Questions: the state and the figures of each. The twin of `src/score/leaf.rs`.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const engine = scope.RumboScoreParts;
  const exact = engine.exact;
  const { ZERO, ONE, HUNDRED } = exact;

  /** @typedef {any} Exact */
  /** @typedef {any} Given */

  /**
   * A figure as it is, with everything unknown at its lowest, and at its highest.
   * @template T
   * @typedef {{exact: T | null, low: T | null, high: T | null}} Three
   */
  /**
   * What is known of a node while the tree is scored.
   * @typedef {object} Figure
   * @property {ScoreState} state
   * @property {boolean} applies whether it takes part: it or something below it was asked, shown, scored and applies
   * @property {Three<Exact>} scores per cent
   * @property {Exact} points those that 100 per cent stands for, under a parent that sums
   * @property {Exact} answered the share of the applicable weight that was answered, 0 to 1
   * @property {StateCounts} counts
   * @property {boolean} uncertain whether something unknown or blank is in it
   * @property {boolean} asterisk
   * @property {boolean} plus
   * @property {"capped" | "raised" | "zeroed" | null} adjustment
   * @property {number | null} level
   * @property {Three<number>} step the step of a question with steps, for `lookup`
   * @property {{node: number, score: Exact} | null} minimum
   */

  /** @type {{[state: string]: keyof StateCounts}} */
  const COUNTED = {
    answered: "answered", no: "no", unknown: "unknown", blank: "blank", not_applicable: "not_applicable", skipped: "skipped", not_asked: "not_asked",
  };

  /** @returns {StateCounts} */
  const noCounts = () => ({ answered: 0, no: 0, unknown: 0, blank: 0, not_applicable: 0, skipped: 0, not_asked: 0, evidenced: 0 });

  /**
   * @param {ScoreState} state
   * @returns {Figure}
   */
  const empty = (state) => ({
    state,
    applies: false,
    scores: { exact: null, low: null, high: null },
    points: ONE,
    answered: ZERO,
    counts: noCounts(),
    uncertain: false,
    asterisk: false,
    plus: false,
    adjustment: null,
    level: null,
    step: { exact: null, low: null, high: null },
    minimum: null,
  });

  /**
   * The state of a question.
   * @param {any} leaf
   * @param {Given} given
   * @param {boolean} asked
   * @param {(question: number) => any} earlier the values of the questions before it
   * @returns {ScoreState}
   */
  function state(leaf, given, asked, earlier) {
    if (!asked) return "not_asked";
    if (leaf.when && !engine.expression.holds(leaf.when, earlier)) return "skipped";
    switch (given.kind) {
      case "blank":
      case "unknown":
      case "no":
      case "not_applicable":
        return given.kind;
      default:
        return given.kind === "step" && given.step === 0 && (leaf.kind === "presence" || leaf.kind === "coverage") ? "no" : "answered";
    }
  }

  /**
   * The state and level of an answer by itself, whatever its condition says.
   * @param {any} leaf
   * @param {Given} given
   * @returns {{state: ScoreState, level: number | null}}
   */
  const look = (leaf, given) => ({ state: state(Object.assign({}, leaf, { when: null }), given, true, () => null), level: level(leaf, given) });

  /**
   * The value of an answered question in conditions.
   * @param {any} leaf
   * @param {Given} given
   * @returns {any}
   */
  function value(leaf, given) {
    switch (given.kind) {
      case "step":
        return leaf.kind === "ladder" ? exact.whole(given.step + 1) : leaf.scale === "steps" ? leaf.words[given.step] : null;
      case "ticks":
        return exact.whole(reached(given.ticks, false));
      case "choices": {
        const ids = given.choices.map((/** @type {number} */ place) => leaf.words[place]);
        return leaf.several ? ids : ids.length > 0 ? ids[0] : null;
      }
      case "no":
        return leaf.scale === "choices" ? (leaf.several ? [] : "no") : leaf.scale === "gates" ? ZERO : null;
      case "number":
        return given.number;
      case "mean":
        return given.level && (leaf.kind === "ladder" || leaf.kind === "gated") ? given.level : value(leaf, given.near);
      case "text":
        return given.text;
      default:
        return null;
    }
  }

  /**
   * The highest level of which all statements up to it are true; `hopeful` takes unknown and blank as true.
   * @param {string[][]} ticks
   * @param {boolean} hopeful
   * @returns {number}
   */
  function reached(ticks, hopeful) {
    const holds = (/** @type {string} */ tick) => tick === "yes" || (hopeful && (tick === "unknown" || tick === "blank"));
    const stop = ticks.findIndex((level) => !level.every(holds));
    return stop < 0 ? ticks.length : stop;
  }

  /** @param {Exact} part @param {Exact} all @returns {Exact} in per cent */
  const share = (part, all) => exact.divided(exact.times(HUNDRED, part), all) || ZERO;

  /** The lowest and highest per cent that a question can have. @param {any} leaf @returns {[Exact, Exact]} */
  const ends = (leaf) => (leaf.scale === "steps" ? [leaf.figures[0] || ZERO, leaf.figures[leaf.figures.length - 1] || ZERO] : [ZERO, HUNDRED]);

  /**
   * The per cent of an answer, and of the same answer with unknown statements taken as true.
   * @param {any} leaf
   * @param {Given} given
   * @returns {[Exact, Exact]}
   */
  function scores(leaf, given) {
    const one = (/** @type {Exact} */ score) => /** @type {[Exact, Exact]} */ ([score, score]);
    if (leaf.scale === "steps" && given.kind === "step") return one(leaf.figures[given.step] || ZERO);
    if (given.kind === "ticks") {
      return [share(exact.whole(reached(given.ticks, false)), leaf.points), share(exact.whole(reached(given.ticks, true)), leaf.points)];
    }
    if (given.kind === "choices") {
      const sum = exact.sum(given.choices.map((/** @type {number} */ place) => leaf.figures[place]));
      return one(exact.lower(share(sum, leaf.points), HUNDRED));
    }
    if (given.kind === "mean") return one(given.score);
    return one(given.kind === "number" ? figureScore(leaf, given.number) : ends(leaf)[0]);
  }

  /**
   * The per cent of a figure: points of the points there are, or linear between goalposts and clamped.
   * @param {any} leaf
   * @param {Exact} number
   * @returns {Exact}
   */
  function figureScore(leaf, number) {
    if (leaf.scale !== "goalposts") return exact.clamped(share(number, leaf.points));
    return exact.clamped(share(exact.minus(number, leaf.worst), exact.minus(leaf.best, leaf.worst)));
  }

  /**
   * The level of an answer, as the question counts: ladder from 1, others from 0.
   * @param {any} leaf
   * @param {Given} given
   * @returns {number | null}
   */
  function level(leaf, given) {
    if (given.kind === "mean") return given.level && exact.floor(given.level).n;
    if (leaf.scale === "steps" && given.kind === "step") return given.step + leaf.first;
    if (leaf.scale !== "gates") return null;
    return given.kind === "ticks" ? reached(given.ticks, false) : given.kind === "no" ? 0 : null;
  }

  /**
   * Where an answer stands, in levels: as `level`, but a mean of several answers keeps its fraction.
   * @param {any} leaf
   * @param {Given} given
   * @returns {Exact | null}
   */
  function position(leaf, given) {
    if (given.kind === "mean") return given.level;
    const whole = level(leaf, given);
    return whole === null ? null : exact.whole(whole);
  }

  /**
   * The lowest and highest level that a question can have, if it has levels.
   * @param {any} leaf
   * @returns {[number, number] | null}
   */
  function levels(leaf) {
    if (leaf.scale === "steps") return [leaf.first, Math.max(leaf.words.length + leaf.first - 1, 0)];
    return leaf.scale === "gates" ? [0, leaf.gates.length] : null;
  }

  /**
   * The figures of a question in a state.
   * @param {any} leaf
   * @param {Given} given
   * @param {ScoreState} state
   * @param {string} blank how blank questions count
   * @returns {Figure}
   */
  function figure(leaf, given, state, blank) {
    const figure = empty(state);
    if (!leaf.scored || leaf.scale === "fact") return figure;
    figure.counts[COUNTED[state]] = 1;
    if (state !== "answered" && state !== "no" && state !== "unknown" && state !== "blank") return figure;
    figure.applies = true;
    figure.points = leaf.points;
    if (state === "answered" || state === "no") {
      const [score, hopeful] = scores(leaf, given);
      figure.uncertain = !exact.equal(hopeful, score);
      figure.asterisk = figure.uncertain && given.ticks.some((/** @type {string[]} */ level) => level.indexOf("unknown") >= 0);
      figure.answered = ONE;
      figure.level = level(leaf, given);
      const step = given.kind === "step" ? given.step : given.kind === "mean" && figure.level !== null ? Math.max(figure.level - leaf.first, 0) : null;
      figure.step = { exact: step, low: step, high: step };
      figure.scores = { exact: score, low: score, high: hopeful };
      return figure;
    }
    const [lowest, highest] = ends(leaf);
    figure.uncertain = true;
    figure.asterisk = state === "unknown";
    figure.answered = state === "unknown" ? ONE : ZERO;
    const policy = state === "unknown" ? "lowest" : blank;
    const counted = policy === "lowest" ? lowest : policy === "exclude" ? null : ZERO;
    const top = leaf.scale === "steps" ? leaf.words.length - 1 : 0;
    figure.step = { exact: counted && 0, low: 0, high: Math.max(top, 0) };
    figure.scores = { exact: counted, low: counted || lowest, high: highest };
    return figure;
  }

  engine.leaf = { empty, noCounts, state, look, value, scores, figureScore, level, position, levels, figure };
})();
