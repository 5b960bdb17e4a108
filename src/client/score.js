/**
 * The scoring engine of pages: `RumboScore`. The contract is in `score-types.d.ts`.
 *
 * It reads the compiled framework that the Rust engine reads, and gives its results, key for key and text for text;
 * `tests/suite/client_score.rs` holds both to that. No page, no storage, no network and no clock in here.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const engine = scope.RumboScoreParts;
  const { exact, answer, tree, leaf: questions } = engine;

  /**
   * What was asked, by question.
   * @param {ScoreFramework} framework
   * @param {string[] | null | undefined} asked ids of areas, topics or questions
   * @returns {boolean[]}
   */
  function askedOf(framework, asked) {
    if (!asked) return framework.questions.map(() => true);
    return under(framework, asked);
  }

  /**
   * Which questions are under some nodes.
   * @param {ScoreFramework} framework
   * @param {string[]} ids of areas, topics or questions; others are passed over
   * @returns {boolean[]}
   */
  function under(framework, ids) {
    const { nodes, places } = framework.inside;
    const found = places.map(() => false);
    const open = ids.map((id) => framework.byId[id]).filter((place) => place !== undefined);
    while (open.length > 0) {
      const node = nodes[/** @type {number} */ (open.pop())];
      if (node.children) open.push(...node.children);
      else found[node.question] = true;
    }
    return found;
  }

  /**
   * Answers as written → what was said, by question.
   * @param {ScoreFramework} framework
   * @param {WrittenAnswers} answers
   * @param {boolean[]} asked
   */
  function readSheet(framework, answers, asked) {
    const { nodes, places } = framework.inside;
    /** @type {{[question: string]: Unfit}} */
    const unfit = Object.create(null);
    const given = places.map(() => answer.BLANK);
    const targets = places.map(() => null);
    const reasons = places.map(() => null);
    const evidenced = places.map(() => false);
    for (const id of Object.keys(answers)) {
      const node = id in framework.byId ? nodes[framework.byId[id]] : null;
      if (!node || node.children) {
        unfit[id] = "question";
        continue;
      }
      const read = answer.read(node, answers[id]);
      if (read.unfit) unfit[id] = read.unfit;
      if (!read.given) continue;
      if (!asked[node.question] && read.given.kind !== "blank") {
        unfit[id] = "not_asked";
        continue;
      }
      given[node.question] = read.given;
      targets[node.question] = read.target;
      reasons[node.question] = read.reason;
      evidenced[node.question] = read.evidenced;
    }
    return { given, asked, targets, reasons, evidenced, unfit };
  }

  /**
   * @param {ScoreFramework} framework
   * @param {any} sheet what was said, by question
   * @returns {ScoreResults}
   */
  function resultsOf(framework, sheet) {
    const { inside } = framework;
    const figures = tree.figures(inside, sheet);
    return {
      nodes: inside.nodes.map((/** @type {any} */ node, /** @type {number} */ place) => tree.result(inside, node, figures[place])),
      gaps: engine.gap.gaps(inside, figures, sheet),
      byId: framework.byId,
      unfit: sheet.unfit,
    };
  }

  /** @param {ScoreFramework} framework @param {ScoreSheet} sheet */
  const sheetOf = (framework, sheet) => sheet.inside || readSheet(framework, sheet.answers, askedOf(framework, sheet.asked));

  engine.sheet = { askedOf, under, readSheet, resultsOf };

  /** @type {RumboScoreApi} */
  const api = {
    read: engine.framework.read,

    results: (framework, sheet) => resultsOf(framework, sheetOf(framework, sheet)),

    trace(framework, sheet, id) {
      if (!(id in framework.byId)) return null;
      return engine.trace(framework.inside, tree.figures(framework.inside, sheetOf(framework, sheet)), framework.byId[id]);
    },

    traces(framework, sheet) {
      const figures = tree.figures(framework.inside, sheetOf(framework, sheet));
      return figures.map((/** @type {any} */ _, /** @type {number} */ place) => engine.trace(framework.inside, figures, place));
    },

    shown(framework, sheet) {
      const figures = tree.figures(framework.inside, sheetOf(framework, sheet));
      const shown = Object.create(null);
      framework.questions.forEach((id) => {
        const { state } = figures[framework.byId[id]];
        shown[id] = state !== "not_asked" && state !== "skipped";
      });
      return shown;
    },

    unfit(framework, question, written) {
      const node = question in framework.byId ? framework.inside.nodes[framework.byId[question]] : null;
      return node && !node.children ? answer.read(node, written).unfit : "question";
    },

    look(framework, question, written) {
      const node = question in framework.byId ? framework.inside.nodes[framework.byId[question]] : null;
      const given = (node && !node.children && answer.read(node, written).given) || answer.BLANK;
      return node ? questions.look(node, given) : { state: "blank", level: null };
    },

    first: engine.gap.first,
    combine: (framework, files, questionnaires) => engine.combine(framework, files, questionnaires || Object.create(null)),
    fixed: (number, places) => exact.fixed(exact.parse(number), places),
    compare: (a, b) => exact.compare(exact.parse(a), exact.parse(b)),
    approximate: (number) => exact.approximate(exact.parse(number)),
  };
  scope.RumboScore = api;
})();
