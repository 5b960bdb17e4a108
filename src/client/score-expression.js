/**
 * Conditions: their value, by the words of `src/model/expression/`.
 *
 * Values are null, true or false, an exact number, a text, and a list of texts. A question without an answer is null. Null
 * goes through arithmetic and comparison; `=` and `!=` are never null. A condition holds if its value is true.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const engine = scope.RumboScoreParts;
  const exact = engine.exact;

  /** The most decimal places that `round` can be asked for. */
  const MAX_PLACES = 30;

  /** @typedef {any} Exact */
  /** @typedef {null | boolean | Exact | string | string[]} Value */
  /**
   * @typedef {object} Expression
   * @property {string} call the operation; `value` and `question` for what has no operands
   * @property {Expression[]} of
   * @property {Value} value
   * @property {number} question
   */

  /**
   * Makes a condition ready.
   * @param {any} json the tree that `Expression::to_json` writes
   * @param {(id: string) => number} number the number of a question
   * @returns {Expression}
   */
  function read(json, number) {
    const leaf = { call: "value", of: [], value: null, question: -1 };
    if ("question" in json) return Object.assign(leaf, { call: "question", question: number(json.question) });
    if ("number" in json) return Object.assign(leaf, { value: exact.parse(json.number) });
    if ("text" in json) return Object.assign(leaf, { value: String(json.text) });
    if ("bool" in json) return Object.assign(leaf, { value: json.bool === true });
    return { call: String(json.call), of: json.of.map((/** @type {any} */ operand) => read(operand, number)), value: null, question: -1 };
  }

  /**
   * Whether a condition holds.
   * @param {Expression} expression
   * @param {(question: number) => Value} question
   */
  const holds = (expression, question) => evaluate(expression, question) === true;

  /**
   * @param {Expression} expression
   * @param {(question: number) => Value} question
   * @returns {Value}
   */
  function evaluate(expression, question) {
    if (expression.call === "value") return expression.value;
    if (expression.call === "question") return question(expression.question);
    return call(expression.call, expression.of.map((operand) => evaluate(operand, question)));
  }

  /** @param {Value} value @returns {value is Exact} */
  const isNumber = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

  /** @param {Value} a @param {Value} b */
  function same(a, b) {
    if (isNumber(a) && isNumber(b)) return exact.equal(a, b);
    if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => item === b[at]);
    return a === b;
  }

  /**
   * @param {string} operation
   * @param {Value[]} values as many as the operation takes
   * @returns {Value}
   */
  function call(operation, values) {
    const [first, second] = values;
    switch (operation) {
      case "and":
        return junction(values, false);
      case "or":
        return junction(values, true);
      case "=":
        return same(first, second);
      case "!=":
        return !same(first, second);
      case "if":
        return first === true ? second : values[2];
      case "coalesce": {
        const found = values.find((value) => value !== null);
        return found === undefined ? null : found;
      }
      case "answered":
        return first !== null;
      case "count":
        return exact.whole(values.filter((value) => value !== null).length);
      case "min":
      case "max":
      case "sum":
      case "mean":
        return series(operation, values.filter(isNumber));
      case "not":
        return typeof first === "boolean" ? !first : null;
      case "selected":
        if (typeof second !== "string") return null;
        return Array.isArray(first) ? first.indexOf(second) >= 0 : typeof first === "string" ? first === second : null;
      case "count-selected":
        return Array.isArray(first) ? exact.whole(first.length) : null;
      default:
        return arithmetic(operation, values);
    }
  }

  /**
   * `and`, which false decides, and `or`, which true decides.
   * @param {Value[]} values
   * @param {boolean} decides
   */
  function junction(values, decides) {
    if (values.indexOf(decides) >= 0) return decides;
    return values.every((value) => typeof value === "boolean") ? !decides : null;
  }

  /**
   * @param {string} operation
   * @param {Exact[]} numbers
   * @returns {Value}
   */
  function series(operation, numbers) {
    if (numbers.length === 0) return null;
    if (operation === "min") return numbers.reduce(exact.lower);
    if (operation === "max") return numbers.reduce(exact.higher);
    return operation === "sum" ? exact.sum(numbers) : exact.divided(exact.sum(numbers), exact.whole(numbers.length));
  }

  /**
   * Operators on numbers.
   * @param {string} operation
   * @param {Value[]} values
   * @returns {Value}
   */
  function arithmetic(operation, values) {
    const [left, right] = values;
    if (!values.every(isNumber)) return null;
    if (values.length === 1) {
      return operation === "negate" ? exact.negative(left) : operation === "round" ? exact.rounded(left, 0, "half_up") : null;
    }
    switch (operation) {
      case "<":
        return exact.compare(left, right) < 0;
      case "<=":
        return exact.compare(left, right) <= 0;
      case ">":
        return exact.compare(left, right) > 0;
      case ">=":
        return exact.compare(left, right) >= 0;
      case "+":
        return exact.plus(left, right);
      case "-":
        return exact.minus(left, right);
      case "*":
        return exact.times(left, right);
      case "div":
        return exact.divided(left, right);
      case "mod":
        return exact.remainder(left, right);
      case "round": {
        const places = exact.isWhole(right) && !right.big ? right.n : -1;
        return places >= 0 && places <= MAX_PLACES ? exact.rounded(left, places, "half_up") : null;
      }
      default:
        return null;
    }
  }

  engine.expression = { read, holds };
})();
