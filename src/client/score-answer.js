/**
 * Answers as a file holds them → what was said, by the question's kind; and back.
 *
 * The twin of `src/model/answers/read.rs` and `value.rs`. A file is untrusted: whatever does not fit its question is left
 * out, with the reason why. Only own keys of objects are looked at.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const engine = scope.RumboScoreParts;
  const exact = engine.exact;

  /** @typedef {any} Exact */
  /** @typedef {"yes" | "partial" | "no" | "unknown" | "blank"} Tick */
  /**
   * What was said about one question. `step` counts from 0; `ticks` are by level and statement; `choices` are places, rising.
   * @typedef {{kind: "blank"} | {kind: "unknown"} | {kind: "no"} | {kind: "not_applicable"} | {kind: "step", step: number}
   *   | {kind: "ticks", ticks: Tick[][]} | {kind: "choices", choices: number[]} | {kind: "number", number: Exact}
   *   | {kind: "mean", score: Exact, level: Exact | null, near: any}
   *   | {kind: "text", text: string}} Given
   */
  /** @typedef {{value: Given, by: string | null, reason: string | null}} Target */
  /** @typedef {{given: Given | null, target: Target | null, unfit: Unfit | null, reason: string | null, evidenced: boolean}} Read */

  const ANSWER_KEYS = ["state", "value", "reason", "note", "confidence", "evidence", "target"];
  const STATES = ["answered", "no", "unknown", "not_applicable", "skipped", "blank"];
  const TICKS = ["yes", "partial", "no", "unknown", "blank"];
  const CONFIDENCE = ["low", "medium", "high"];
  const GRADES = ["document", "observation", "statement"];
  const MAX_NUMBER = 40;

  /** @type {Given} */
  const BLANK = { kind: "blank" };
  /** @type {Given} */
  const UNKNOWN = { kind: "unknown" };
  /** @type {Given} */
  const NO = { kind: "no" };
  /** @type {Given} */
  const NOT_APPLICABLE = { kind: "not_applicable" };

  /** Thrown, and caught in this file, for what does not fit. */
  class Misfit {
    /** @param {Unfit} why */
    constructor(why) {
      this.why = why;
    }
  }

  /**
   * @param {Unfit} why
   * @returns {never}
   */
  function misfit(why) {
    throw new Misfit(why);
  }

  /** @param {any} value @returns {value is {[key: string]: any}} */
  const isMapping = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  /** @param {any} value @returns {boolean} */
  const isScalar = (value) => typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  /** @param {any} value @returns {boolean} */
  const isNothing = (value) => value === null || value === undefined;

  /**
   * An own value of an object; never one that it inherits.
   * @param {any} object
   * @param {string} key
   */
  const own = (object, key) => (Object.prototype.hasOwnProperty.call(object, key) ? object[key] : undefined);

  /**
   * The text of a single value.
   * @param {any} value
   * @returns {string}
   */
  const scalar = (value) => (isScalar(value) ? String(value) : misfit("shape"));

  /** @param {any} value @returns {string | null} */
  const optional = (value) => (isNothing(value) ? null : scalar(value));

  /**
   * Whether a text is a day of the calendar, `year-month-day`.
   * @param {string} text
   */
  function isDate(text) {
    if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
    const [year, month, day] = text.split("-").map(Number);
    const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
  }

  /** @param {any} value @returns {string} */
  function date(value) {
    const text = scalar(value);
    return isDate(text) ? text : misfit("value");
  }

  /**
   * Reads an answer in its short or long form.
   * @param {any} leaf the question
   * @param {any} written
   * @returns {Read} `given` is `null` where nothing can be taken from it
   */
  function read(leaf, written) {
    try {
      const long =
        isMapping(written) && (leaf.kind !== "gated" || Object.keys(written).length === 0 || ANSWER_KEYS.some((key) => own(written, key) !== undefined));
      if (!long) return nothing(short(leaf, written), null);
      return readLong(leaf, written);
    } catch (error) {
      if (error instanceof Misfit) return nothing(null, error.why);
      throw error;
    }
  }

  /**
   * An answer with nothing beside it.
   * @param {Given | null} given
   * @param {Unfit | null} unfit
   * @returns {Read}
   */
  const nothing = (given, unfit) => ({ given, target: null, unfit, reason: null, evidenced: false });

  /**
   * @param {any} leaf
   * @param {any} written
   * @returns {Read}
   */
  function readLong(leaf, written) {
    const { state, reason, evidenced, aim } = details(written);
    /** @type {Read} */
    const read = { given: null, target: null, unfit: null, reason, evidenced };
    if (aim) {
      try {
        read.target = { value: target(leaf, own(aim, "value")), by: optional(own(aim, "by")), reason: optional(own(aim, "reason")) };
      } catch (error) {
        if (!(error instanceof Misfit)) throw error;
        read.unfit = "target";
      }
    }
    try {
      read.given = stated(leaf, state, own(written, "value"));
      if (read.given.kind === "not_applicable" && (reason === null || reason.trim() === "")) read.unfit = "reason";
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      read.unfit = error.why;
      read.target = null;
    }
    return read;
  }

  /**
   * What stands beside the value, if its shape is right.
   * @param {any} written
   */
  function details(written) {
    const state = optional(own(written, "state"));
    if (state !== null && STATES.indexOf(state) < 0) misfit("state");
    const reason = optional(own(written, "reason"));
    optional(own(written, "note"));
    const confidence = optional(own(written, "confidence"));
    if (confidence !== null && CONFIDENCE.indexOf(confidence) < 0) misfit("shape");
    const evidence = own(written, "evidence");
    if (!isNothing(evidence)) {
      if (!Array.isArray(evidence)) misfit("shape");
      for (const item of evidence) {
        if (!isMapping(item) || GRADES.indexOf(scalar(own(item, "grade"))) < 0) misfit("shape");
        optional(own(item, "name"));
        if (!isNothing(own(item, "date"))) date(own(item, "date"));
      }
    }
    const aim = own(written, "target");
    if (!isNothing(aim)) {
      if (!isMapping(aim) || own(aim, "value") === undefined) misfit("target");
      optional(own(aim, "reason"));
      if (!isNothing(own(aim, "by"))) date(own(aim, "by"));
    }
    return { state, reason, evidenced: Array.isArray(evidence) && evidence.length > 0, aim: isNothing(aim) ? null : aim };
  }

  /**
   * @param {any} leaf
   * @param {string | null} state
   * @param {any} value
   * @returns {Given}
   */
  function stated(leaf, state, value) {
    const nothing = isNothing(value);
    if (state !== null && !nothing && state !== "answered" && state !== "skipped") misfit("state");
    if (!nothing) return short(leaf, value);
    switch (state) {
      case "unknown":
        return UNKNOWN;
      case "no":
        return none(leaf);
      case "not_applicable":
        return NOT_APPLICABLE;
      case "answered":
        return misfit("state");
      default:
        return BLANK;
    }
  }

  /**
   * A bare value, or the word for a state.
   * @param {any} leaf
   * @param {any} written
   * @returns {Given}
   */
  function short(leaf, written) {
    if (isNothing(written)) return BLANK;
    const word = isScalar(written) ? String(written) : null;
    if (word === "unknown") return UNKNOWN;
    if (word === "blank" || word === "skipped") return BLANK;
    if (word === "not_applicable") return misfit("reason");
    // `no` may be a choice's own name.
    if (word === "no" && leaf.words.indexOf("no") < 0 && leaf.kind !== "text") return none(leaf);
    return value(leaf, written);
  }

  /**
   * "There is none", where that is an answer.
   * @param {any} leaf
   * @returns {Given}
   */
  function none(leaf) {
    if (leaf.scale === "gates" || leaf.scale === "choices") return NO;
    return leaf.scale === "steps" && leaf.kind !== "ladder" ? { kind: "step", step: 0 } : misfit("state");
  }

  /**
   * @param {any} leaf
   * @param {any} written
   * @returns {Given}
   */
  function value(leaf, written) {
    if (leaf.scale === "gates") return ticks(leaf, written);
    if (leaf.scale === "choices") return choices(leaf, written);
    const text = scalar(written);
    if (leaf.kind === "ladder") {
      const level = /^[1-9][0-9]{0,3}$/.test(text) ? Number(text) : 0;
      return level >= 1 && level <= leaf.words.length ? { kind: "step", step: level - 1 } : misfit("value");
    }
    if (leaf.scale === "steps") {
      const step = leaf.words.indexOf(text);
      return step >= 0 ? { kind: "step", step } : misfit("value");
    }
    if (leaf.kind === "number" || leaf.kind === "count") {
      const figure = number(text);
      if (leaf.kind === "count" && (exact.isNegative(figure) || !exact.isWhole(figure))) misfit("value");
      return { kind: "number", number: figure };
    }
    return { kind: "text", text: leaf.kind === "date" ? date(text) : text };
  }

  /** @param {any} written @returns {Exact | null} */
  const plain = (written) => (isScalar(written) && String(written).length <= MAX_NUMBER ? exact.decimal(String(written)) : null);

  /** @param {any} written @returns {Exact} */
  const number = (written) => plain(scalar(written)) || misfit("value");

  /**
   * @param {any} leaf
   * @param {any} written
   * @returns {Given}
   */
  function choices(leaf, written) {
    /** @type {number[]} */
    const chosen = [];
    for (const item of Array.isArray(written) && leaf.several ? written : [written]) {
      const place = leaf.words.indexOf(scalar(item));
      if (place < 0) misfit("value");
      if (chosen.indexOf(place) >= 0) misfit("twice");
      chosen.push(place);
    }
    return { kind: "choices", choices: chosen.sort((a, b) => a - b) };
  }

  /**
   * @param {any} leaf
   * @param {any} written
   * @returns {Given}
   */
  function ticks(leaf, written) {
    if (!isMapping(written)) misfit("shape");
    /** @type {Tick[][]} */
    const found = leaf.gates.map((/** @type {string[]} */ level) => level.map(() => "blank"));
    let said = false;
    let known = false;
    for (const id of Object.keys(written)) {
      const level = leaf.gates.findIndex((/** @type {string[]} */ ids) => ids.indexOf(id) >= 0);
      if (level < 0) misfit("statement");
      const tick = scalar(written[id]);
      if (TICKS.indexOf(tick) < 0) misfit("statement");
      found[level][leaf.gates[level].indexOf(id)] = /** @type {Tick} */ (tick);
      said = said || tick !== "blank";
      known = known || (tick !== "blank" && tick !== "unknown");
    }
    return known ? { kind: "ticks", ticks: found } : said ? UNKNOWN : BLANK;
  }

  /**
   * A target: a step or level; for points and figures, the figure to be reached.
   * @param {any} leaf
   * @param {any} written
   * @returns {Given}
   */
  function target(leaf, written) {
    if (leaf.scale === "steps") return value(leaf, written);
    if (leaf.scale === "gates") {
      const text = scalar(written);
      const level = /^\+?[0-9]{1,9}$/.test(text) ? Number(text) : Infinity;
      return level <= leaf.gates.length ? { kind: "step", step: level } : misfit("value");
    }
    return leaf.scale === "fact" ? misfit("target") : { kind: "number", number: number(written) };
  }

  /**
   * What was said, as a file holds it.
   * @param {any} leaf
   * @param {Given} given
   * @param {string | null} reason why it does not apply
   * @returns {WrittenAnswer | undefined} nothing for a blank
   */
  function write(leaf, given, reason) {
    switch (given.kind) {
      case "step":
        return leaf.kind === "ladder" ? given.step + 1 : leaf.words[given.step];
      case "ticks": {
        const written = Object.create(null);
        given.ticks.forEach((level, at) => level.forEach((tick, index) => tick !== "blank" && (written[leaf.gates[at][index]] = tick)));
        return written;
      }
      case "choices": {
        const ids = given.choices.map((place) => leaf.words[place]);
        return leaf.several ? ids : ids[0];
      }
      case "number":
        return exact.text(given.number);
      case "text":
        return given.text;
      case "no":
        return { state: "no" };
      case "mean":
        return write(leaf, given.near, reason);
      case "unknown":
        return "unknown";
      case "not_applicable":
        return { state: "not_applicable", reason };
      default:
        return undefined;
    }
  }

  /**
   * A target, as a file holds it.
   * @param {any} leaf
   * @param {Given} value
   * @returns {AnswerValue}
   */
  function writeTarget(leaf, value) {
    if (value.kind === "step" && leaf.scale === "gates") return value.step;
    return /** @type {AnswerValue} */ (write(leaf, value, null));
  }

  engine.answer = { read, plain, write, writeTarget, own, isMapping, isDate, BLANK, UNKNOWN, NO, NOT_APPLICABLE };
})();
