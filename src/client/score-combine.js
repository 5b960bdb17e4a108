/**
 * Several respondents, one result: the answer files of one place and assessment become one sheet, which is scored like any
 * other. The twin of `src/score/combine.rs`.
 *
 * For each question, states combine first: answers enter the question's way of combining; unknown only if nobody answered;
 * not applicable only if all say so. A respondent with the code `consensus` is the facilitator: what is written there was
 * agreed. It is no opinion of its own and counts in no range.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const engine = scope.RumboScoreParts;
  const { exact, answer, leaf: questions } = engine;
  const { ZERO, ONE, HUNDRED } = exact;

  /** @typedef {any} Exact */
  /** @typedef {any} Given */
  /** What one respondent said. @typedef {{code: string, weight: Exact, owned: boolean[], sheet: any, content: string}} Set */
  /** One respondent and one question. @typedef {{set: Set, given: Given}} Heard */
  /** An answer that can be ordered. @typedef {{rank: Exact, set: Set, given: Given}} Ranked */

  /** The respondent code of a facilitator's entry. */
  const CONSENSUS = "consensus";
  /** The largest weight of a respondent. */
  const MOST = exact.whole(1000);

  /**
   * @param {ScoreFramework} framework
   * @param {AnswerFile[]} files of one place and assessment
   * @param {{[id: string]: string[]}} questionnaires
   * @returns {CombinedResults}
   */
  function combine(framework, files, questionnaires) {
    const { sets, conflicts } = distinct(files.map((file) => read(framework, file, questionnaires)));
    /** @type {AgreementResult[]} */
    const agreement = [];
    const inside = sets.length === 1 ? sets[0].sheet : together(framework, sets, agreement);
    const answers = Object.create(null);
    framework.questions.forEach((id, question) => {
      const written = write(leafOf(framework, question), question, inside, sets);
      if (written !== undefined) answers[id] = written;
    });
    const asked = inside.asked.every(Boolean) ? null : framework.questions.filter((_, question) => inside.asked[question]);
    return Object.assign(engine.sheet.resultsOf(framework, inside), {
      answers,
      asked,
      sheet: { answers, asked, inside },
      agreement,
      agenda: agreement.filter((row) => row.discuss !== null).map((row) => agendaItem(framework, row, sets)),
      respondents: sets.map((set) => set.code),
      conflicts,
    });
  }

  /** @param {ScoreFramework} framework @param {number} question @returns {any} */
  const leafOf = (framework, question) => framework.inside.nodes[framework.inside.places[question]];

  /**
   * The answers of several respondents as one sheet.
   * @param {ScoreFramework} framework
   * @param {Set[]} sets
   * @param {AgreementResult[]} agreement is added to
   */
  function together(framework, sets, agreement) {
    const sheet = { given: /** @type {Given[]} */ ([]), asked: /** @type {boolean[]} */ ([]), evidenced: /** @type {boolean[]} */ ([]), targets: /** @type {any[]} */ ([]) };
    framework.questions.forEach((_, question) => {
      const leaf = leafOf(framework, question);
      const all = sets.filter((set) => set.sheet.asked[question]).map((set) => ({ set, given: set.sheet.given[question] }));
      const heard = all.filter(({ set }) => set.code !== CONSENSUS);
      const agreed = all.find(({ set, given }) => set.code === CONSENSUS && given.kind !== "blank") || null;
      const row = agree(leaf, question, heard, agreed !== null);
      if (row) agreement.push(row);
      sheet.asked.push(heard.length > 0 || agreed !== null);
      sheet.evidenced.push((agreed ? heard.concat(agreed) : heard).some(({ set }) => set.sheet.evidenced[question]));
      sheet.given.push(agreed && (leaf.combine === "consensus" || heard.length === 0) ? agreed.given : one(leaf, question, heard));
      sheet.targets.push(targetOf(leaf, question, heard, agreed));
    });
    return Object.assign(sheet, { unfit: unfitOf(sets) });
  }

  /**
   * @param {ScoreFramework} framework
   * @param {AnswerFile} file
   * @param {{[id: string]: string[]}} questionnaires
   * @returns {Set}
   */
  function read(framework, file, questionnaires) {
    const asked = engine.sheet.askedOf(framework, file.asked);
    const questionnaire = file.questionnaire ? answer.own(questionnaires, file.questionnaire) : undefined;
    const within = questionnaire ? engine.sheet.askedOf(framework, questionnaire) : null;
    const both = within ? asked.map((/** @type {boolean} */ is, /** @type {number} */ question) => is && within[question]) : asked;
    const sheet = engine.sheet.readSheet(framework, file.answers, both);
    const { code, name, institution, role, weight, owns } = file.respondent;
    const stated = answer.plain(weight);
    const counts = stated && exact.compare(stated, ZERO) > 0 && exact.compare(stated, MOST) <= 0 ? stated : ONE;
    const owned = engine.sheet.under(framework, owns || []);
    const head = [file.framework_version, file.questionnaire, file.date, code, name, institution, role, file.visibility, (file.publish || []).slice().sort()];
    const { given, targets } = sheet;
    const content = canonical([head, counts, owned, both, given, targets, beside(framework, file.answers)]);
    return { code: String(code), weight: counts, owned, sheet, content };
  }

  /**
   * Notes, reasons, confidence and evidence by question, in the framework's order.
   * @param {ScoreFramework} framework
   * @param {WrittenAnswers} answers
   */
  const beside = (framework, answers) =>
    framework.questions.map((id) => {
      const written = answer.own(answers, id);
      if (!answer.isMapping(written)) return null;
      return ["reason", "note", "confidence", "evidence"].map((key) => answer.own(written, key));
    });

  /**
   * A value as text: the same text for the same value. Nothing, an empty list and a missing key are one.
   * @param {any} value
   * @returns {string}
   */
  function canonical(value) {
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return "null";
    if (typeof value === "bigint") return value.toString();
    if (Array.isArray(value)) return value.every((item) => canonical(item) === "null") ? "null" : "[" + value.map(canonical).join(",") + "]";
    if (typeof value !== "object") return JSON.stringify(String(value));
    const keys = Object.keys(value).filter((key) => canonical(value[key]) !== "null").sort();
    return "{" + keys.map((key) => JSON.stringify(key) + ":" + canonical(value[key])).join(",") + "}";
  }

  /**
   * Each respondent once, sorted by code. A file that is given twice is one; two that say different things under one code
   * are both left out, so that no order of files decides between them.
   * @param {Set[]} all
   * @returns {{sets: Set[], conflicts: string[]}}
   */
  function distinct(all) {
    /** @type {Map<string, Set>} */
    const first = new Map();
    /** @type {string[]} */
    const conflicts = [];
    for (const set of all) {
      const known = first.get(set.code);
      if (!known) first.set(set.code, set);
      else if (known.content !== set.content && conflicts.indexOf(set.code) < 0) conflicts.push(set.code);
    }
    const sets = Array.from(first.values()).filter((set) => conflicts.indexOf(set.code) < 0);
    return { sets: sets.sort((a, b) => (a.code < b.code ? -1 : 1)), conflicts: conflicts.sort() };
  }

  /** @param {Set[]} sets */
  function unfitOf(sets) {
    const unfit = Object.create(null);
    for (const set of sets) Object.assign(unfit, set.sheet.unfit);
    return unfit;
  }

  /**
   * A list in order; equals stay as they are, which old engines do not promise.
   * @template T
   * @param {T[]} list
   * @param {(a: T, b: T) => number} order
   * @returns {T[]}
   */
  const sorted = (list, order) =>
    list.map((item, at) => ({ item, at })).sort((a, b) => order(a.item, b.item) || a.at - b.at).map(({ item }) => item);

  /**
   * The lower of the middle two of a list in order.
   * @template T
   * @param {T[]} list
   * @returns {T | null}
   */
  const lowerMiddle = (list) => (list.length > 0 ? list[Math.floor((list.length - 1) / 2)] : null);

  /**
   * The answers, the lowest first.
   * @param {any} leaf
   * @param {Heard[]} heard by code
   * @returns {Ranked[]}
   */
  function ranked(leaf, heard) {
    const all = heard.map(({ set, given }) => ({ rank: rank(leaf, given), set, given })).filter((ranked) => ranked.rank !== null);
    return sorted(all, (a, b) => exact.compare(a.rank, b.rank));
  }

  /**
   * The combined answer to one question.
   * @param {any} leaf
   * @param {number} question
   * @param {Heard[]} heard
   * @returns {Given}
   */
  function one(leaf, question, heard) {
    if (leaf.combine === "owner") {
      const owner = lowerMiddle(ranked(leaf, heard.filter(({ set }) => set.owned[question])));
      if (owner) return owner.given;
    }
    const answers = ranked(leaf, heard);
    const middle = lowerMiddle(answers);
    if (!middle) return withoutAnswer(heard.map(({ given }) => given));
    if (leaf.combine === "min") return answers[0].given;
    if (leaf.combine === "mean") return mean(leaf, answers, middle.given, () => ONE);
    if (leaf.combine === "weighted") return mean(leaf, answers, middle.given, ({ set }) => set.weight);
    return middle.given;
  }

  /**
   * What there is where nobody answered.
   * @param {Given[]} all
   * @returns {Given}
   */
  function withoutAnswer(all) {
    if (all.length > 0 && all.every((given) => given.kind === "not_applicable")) return answer.NOT_APPLICABLE;
    if (all.some((given) => given.kind === "unknown")) return answer.UNKNOWN;
    return all.find((given) => given.kind === "text") || answer.BLANK;
  }

  /**
   * The mean of the answers by weight: of figures the mean figure, of levels the mean of their scores and of their levels.
   * @param {any} leaf
   * @param {Ranked[]} answers
   * @param {Given} middle
   * @param {(answer: Ranked) => Exact} weight
   * @returns {Given}
   */
  function mean(leaf, answers, middle, weight) {
    const same = canonical(middle);
    if (answers.every(({ given }) => canonical(given) === same)) return middle;
    const weights = exact.sum(answers.map(weight));
    const of = (/** @type {(given: Given) => Exact} */ value) =>
      exact.divided(exact.sum(answers.map((answer) => exact.times(weight(answer), value(answer.given)))), weights) || ZERO;
    if (leaf.scale === "goalposts" || leaf.scale === "fact") {
      return { kind: "number", number: of((given) => (given.kind === "number" ? given.number : ZERO)) };
    }
    const level = questions.levels(leaf) ? of((given) => questions.position(leaf, given) || ZERO) : null;
    return { kind: "mean", score: of((given) => questions.scores(leaf, given)[0]), level, near: middle };
  }

  /**
   * What orders answers: the level, or the per cent; `null` for what is no answer or cannot be ordered.
   * @param {any} leaf
   * @param {Given} given
   * @returns {Exact | null}
   */
  function rank(leaf, given) {
    const level = questions.position(leaf, given);
    if (level !== null) return level;
    if (given.kind === "no" || given.kind === "choices") return questions.scores(leaf, given)[0];
    if (given.kind !== "number") return null;
    return leaf.scored ? questions.figureScore(leaf, given.number) : given.number;
  }

  /**
   * @param {any} leaf
   * @param {number} question
   * @param {Heard[]} heard
   * @param {boolean} agreed
   * @returns {AgreementResult | null}
   */
  function agree(leaf, question, heard, agreed) {
    if (!leaf.scored || heard.length < 2) return null;
    const ranks = heard.map(({ given }) => rank(leaf, given)).filter((rank) => rank !== null);
    const excused = heard.filter(({ given }) => given.kind === "not_applicable").length;
    const applies = excused > 0 && excused < heard.length;
    if (ranks.length < 2 && !applies) return null;
    const ends = ranks.length > 0 ? [ranks.reduce(exact.lower), ranks.reduce(exact.higher)] : null;
    const range = ends ? exact.minus(ends[1], ends[0]) : ZERO;
    const levels = questions.levels(leaf);
    // Without levels, half of the scale is as much as two levels of five.
    const [span, two] = levels ? [exact.whole(levels[1] - levels[0]), exact.whole(2)] : [HUNDRED, exact.whole(50)];
    const owned = heard.some(({ set, given }) => set.owned[question] && rank(leaf, given) !== null);
    const apart = exact.compare(range, two) >= 0;
    return {
      question,
      lowest: ends && exact.text(ends[0]),
      highest: ends && exact.text(ends[1]),
      agreement: ends && exact.text(exact.minus(ONE, exact.divided(range, span) || ZERO)),
      discuss: applies ? "applies" : apart ? "apart" : leaf.combine === "owner" && !owned ? "no_owner" : null,
      agreed,
    };
  }

  /**
   * The facilitator's target, else the lower median of the targets, with the earliest date of those that set it.
   * @param {any} leaf
   * @param {number} question
   * @param {Heard[]} heard
   * @param {Heard | null} agreed
   */
  function targetOf(leaf, question, heard, agreed) {
    if (agreed && agreed.set.sheet.targets[question]) return agreed.set.sheet.targets[question];
    const targets = heard.map(({ set }) => set.sheet.targets[question]).filter(Boolean);
    const rank = (/** @type {any} */ { value }) =>
      value.kind === "step" ? exact.whole(value.step) : value.kind === "number" ? questions.figureScore(leaf, value.number) : ZERO;
    const day = (/** @type {any} */ target) => target.by || "";
    return lowerMiddle(sorted(targets, (a, b) => exact.compare(rank(a), rank(b)) || (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0)));
  }

  /**
   * The combined answer and target, as a file holds them.
   * @param {any} leaf
   * @param {number} question
   * @param {any} sheet
   * @param {Set[]} sets
   * @returns {WrittenAnswer | undefined}
   */
  function write(leaf, question, sheet, sets) {
    const [given, target] = [sheet.given[question], sheet.targets[question]];
    const reasons = sets.filter((set) => set.sheet.given[question].kind === "not_applicable").map((set) => set.sheet.reasons[question]);
    const written = answer.write(leaf, given, reasons.find(Boolean) || null);
    if (!target) return written;
    const aim = { value: answer.writeTarget(leaf, target.value), by: target.by, reason: target.reason };
    const state = written === undefined ? {} : given.kind === "not_applicable" || given.kind === "no" ? written : { value: written };
    return /** @type {WrittenAnswer} */ (Object.assign({}, state, { target: aim }));
  }

  /**
   * @param {ScoreFramework} framework
   * @param {AgreementResult} row
   * @param {Set[]} sets
   * @returns {AgendaItem}
   */
  function agendaItem(framework, row, sets) {
    const leaf = leafOf(framework, row.question);
    const said = sets
      .filter((set) => set.code !== CONSENSUS && set.sheet.asked[row.question])
      .map((set) => {
        const given = set.sheet.given[row.question];
        const written = answer.write(leaf, given, set.sheet.reasons[row.question]);
        return Object.assign({ code: set.code, answer: written }, questions.look(leaf, given));
      });
    return Object.assign({ id: leaf.id, said }, row);
  }

  engine.combine = combine;
})();
