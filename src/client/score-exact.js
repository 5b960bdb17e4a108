/**
 * Exact rational numbers: what every score, weight and condition is computed with.
 *
 * The twin of `src/model/exact.rs`: the same sums, roundings, roots and texts. Numbers are pairs of safe whole numbers
 * while they fit, which is nearly always, and pairs of whole numbers of any size else; a product that is too long to be
 * exact is longer than the longest safe number, so it is noticed. There is no way in from a binary float.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  /** @type {any} */
  const engine = (scope.RumboScoreParts = scope.RumboScoreParts || {});

  /** The longest number that is read from text, in characters. */
  const MAX_TEXT = 1000;
  /** How many decimal places a root keeps; the rest is cut. */
  const ROOT_PLACES = 30;
  const SAFE = Number.MAX_SAFE_INTEGER;
  const PLAIN = /^-?[0-9]+(?:\.[0-9]+)?$/;
  const NONE = BigInt(0);
  const ONCE = BigInt(1);
  const TWICE = BigInt(2);
  const TEN = BigInt(10);
  /** Powers of ten that are safe; `Math.pow` was not exact everywhere. */
  const POWERS = [1];
  for (let places = 1; places < 16; places++) POWERS.push(POWERS[places - 1] * 10);

  /**
   * A rational number in lowest terms, its denominator above 0. `big` has both parts where one of them is not safe.
   * @typedef {{n: number, d: number, big: {n: bigint, d: bigint} | null}} Exact
   */
  /** @typedef {"half_up" | "half_even" | "floor"} Mode */

  /**
   * @param {number} n safe
   * @param {number} d safe, above 0, without a factor in common with `n`
   * @returns {Exact}
   */
  const small = (n, d) => ({ n: n + 0, d, big: null });

  /** @param {number} value @returns {boolean} */
  const safe = (value) => value <= SAFE && value >= -SAFE;

  /** @param {bigint} value @returns {boolean} */
  const fits = (value) => value <= BigInt(SAFE) && value >= -BigInt(SAFE);

  /**
   * The greatest common divisor.
   * @param {number} a
   * @param {number} b
   */
  function common(a, b) {
    a = Math.abs(a);
    while (b !== 0) {
      const rest = a % b;
      a = b;
      b = rest;
    }
    return a;
  }

  /**
   * @param {bigint} n
   * @param {bigint} d not 0
   * @returns {Exact}
   */
  function ofBig(n, d) {
    if (d < NONE) {
      n = -n;
      d = -d;
    }
    let a = n < NONE ? -n : n;
    let b = d;
    while (b !== NONE) {
      const rest = a % b;
      a = b;
      b = rest;
    }
    if (a !== ONCE) {
      n /= a;
      d /= a;
    }
    if (fits(n) && fits(d)) return small(Number(n), Number(d));
    return { n: NaN, d: NaN, big: { n, d } };
  }

  /** @param {Exact} number @returns {{n: bigint, d: bigint}} */
  const big = (number) => number.big || { n: BigInt(number.n), d: BigInt(number.d) };

  /**
   * @param {number} n safe
   * @param {number} d safe, above 0
   */
  function reduced(n, d) {
    if (d === 1) return small(n, 1);
    const shared = common(n, d);
    return shared === 1 ? small(n, d) : small(n / shared, d / shared);
  }

  const ZERO = small(0, 1);
  const ONE = small(1, 1);
  const HUNDRED = small(100, 1);

  /** @param {number} number whole and safe @returns {Exact} */
  const whole = (number) => small(number, 1);

  /**
   * Reads a plain decimal such as `12`, `-3` or `0.25`; `null` for anything else.
   * @param {string} text
   * @returns {Exact | null}
   */
  function decimal(text) {
    if (text.length > MAX_TEXT || !PLAIN.test(text)) return null;
    const point = text.indexOf(".");
    if (point < 0 && text.length < 16) return small(Number(text), 1);
    const places = point < 0 ? 0 : text.length - point - 1;
    const digits = point < 0 ? text : text.slice(0, point) + text.slice(point + 1);
    if (digits.length < 16 && places < 16) return reduced(Number(digits), POWERS[places]);
    // A minus before zeros alone is lost on purpose.
    return ofBig(BigInt(digits), TEN ** BigInt(places));
  }

  /**
   * Reads the canonical text: a plain decimal, or `n/d`.
   * @param {string} text
   * @returns {Exact}
   */
  function parse(text) {
    const slash = text.indexOf("/");
    const n = decimal(slash < 0 ? text : text.slice(0, slash));
    const d = slash < 0 ? ONE : decimal(text.slice(slash + 1));
    const number = n && d && divided(n, d);
    if (!number || (slash >= 0 && text.indexOf(".") >= 0)) throw new Error("not a number: " + text);
    return number;
  }

  /**
   * @param {Exact} a
   * @param {Exact} b
   * @returns {Exact}
   */
  function plus(a, b) {
    if (!a.big && !b.big) {
      if (a.d === b.d) {
        const sum = a.n + b.n;
        if (safe(sum)) return reduced(sum, a.d);
      } else {
        const shared = common(a.d, b.d);
        const left = a.n * (b.d / shared);
        const right = b.n * (a.d / shared);
        const under = (a.d / shared) * b.d;
        if (safe(left) && safe(right) && safe(under) && safe(left + right)) return reduced(left + right, under);
      }
    }
    const [left, right] = [big(a), big(b)];
    return ofBig(left.n * right.d + right.n * left.d, left.d * right.d);
  }

  /** @param {Exact} a @returns {Exact} */
  const negative = (a) => (a.big ? { n: NaN, d: NaN, big: { n: -a.big.n, d: a.big.d } } : small(-a.n, a.d));

  /** @param {Exact} a @param {Exact} b @returns {Exact} */
  const minus = (a, b) => plus(a, negative(b));

  /**
   * @param {Exact} a
   * @param {Exact} b
   * @returns {Exact}
   */
  function times(a, b) {
    if (!a.big && !b.big) {
      const first = b.d === 1 ? 1 : common(a.n, b.d);
      const second = a.d === 1 ? 1 : common(b.n, a.d);
      const n = (a.n / first) * (b.n / second);
      const d = (a.d / second) * (b.d / first);
      if (safe(n) && safe(d)) return small(n, d);
    }
    const [left, right] = [big(a), big(b)];
    return ofBig(left.n * right.n, left.d * right.d);
  }

  /** @param {Exact} a */
  const isZero = (a) => a.n === 0;

  /** @param {Exact} a */
  const isNegative = (a) => (a.big ? a.big.n < NONE : a.n < 0);

  /** @param {Exact} a */
  const isWhole = (a) => (a.big ? a.big.d === ONCE : a.d === 1);

  /**
   * The quotient; `null` when dividing by 0.
   * @param {Exact} a
   * @param {Exact} b
   * @returns {Exact | null}
   */
  function divided(a, b) {
    if (isZero(b)) return null;
    if (b.big) return times(a, ofBig(b.big.d, b.big.n));
    return times(a, b.n < 0 ? small(-b.d, -b.n) : small(b.d, b.n));
  }

  /**
   * The remainder of a division that cuts towards zero; `null` when dividing by 0.
   * @param {Exact} a
   * @param {Exact} b
   * @returns {Exact | null}
   */
  function remainder(a, b) {
    const quotient = divided(a, b);
    if (!quotient) return null;
    const cut = isNegative(quotient) ? negative(nearest(negative(quotient), "floor")) : nearest(quotient, "floor");
    return minus(a, times(cut, b));
  }

  /**
   * Below 0, 0 or above 0.
   * @param {Exact} a
   * @param {Exact} b
   * @returns {number}
   */
  function compare(a, b) {
    if (!a.big && !b.big) {
      if (a.d === b.d) return a.n - b.n;
      const left = a.n * b.d;
      const right = b.n * a.d;
      if (safe(left) && safe(right)) return left - right;
    }
    const [x, y] = [big(a), big(b)];
    const [left, right] = [x.n * y.d, y.n * x.d];
    return left < right ? -1 : left > right ? 1 : 0;
  }

  /** @param {Exact} a @param {Exact} b */
  const equal = (a, b) => compare(a, b) === 0;
  /** @param {Exact} a @param {Exact} b @returns {Exact} */
  const lower = (a, b) => (compare(b, a) < 0 ? b : a);
  /** @param {Exact} a @param {Exact} b @returns {Exact} */
  const higher = (a, b) => (compare(b, a) > 0 ? b : a);
  /** From 0 to 100. @param {Exact} a @returns {Exact} */
  const clamped = (a) => lower(higher(a, ZERO), HUNDRED);

  /**
   * The sum of a list.
   * @param {Exact[]} numbers
   * @returns {Exact}
   */
  const sum = (numbers) => numbers.reduce(plus, ZERO);

  /**
   * Whether a fraction goes up; `half` compares it with one half.
   * @param {number} half
   * @param {boolean} positive
   * @param {boolean} even
   * @param {Mode} mode
   */
  function rises(half, positive, even, mode) {
    if (mode === "floor" || half < 0) return false;
    if (half > 0) return true;
    return mode === "half_up" ? positive : !even;
  }

  /**
   * The nearest whole number.
   * @param {Exact} a
   * @param {Mode} mode
   * @returns {Exact}
   */
  function nearest(a, mode) {
    if (isWhole(a)) return a;
    if (!a.big) {
      let rest = a.n % a.d;
      if (rest < 0) rest += a.d;
      const quotient = (a.n - rest) / a.d;
      return small(quotient + (rises(rest - (a.d - rest), a.n > 0, quotient % 2 === 0, mode) ? 1 : 0), 1);
    }
    const { n, d } = a.big;
    let rest = n % d;
    if (rest < NONE) rest += d;
    const quotient = (n - rest) / d;
    const half = rest * TWICE < d ? -1 : rest * TWICE > d ? 1 : 0;
    return ofBig(rises(half, n > NONE, quotient % TWICE === NONE, mode) ? quotient + ONCE : quotient, ONCE);
  }

  /**
   * Rounded to so many decimal places.
   * @param {Exact} a
   * @param {number} places
   * @param {Mode} mode
   * @returns {Exact}
   */
  function rounded(a, places, mode) {
    if (places === 0 || isWhole(a)) return nearest(a, mode);
    const scale = places < 16 ? small(POWERS[places], 1) : ofBig(TEN ** BigInt(places), ONCE);
    return divided(nearest(times(a, scale), mode), scale) || ZERO;
  }

  /** The whole number below. @param {Exact} a @returns {Exact} */
  const floor = (a) => nearest(a, "floor");

  /**
   * The `degree`-th root of a number that is not negative: `⌊(a·10^(30·degree))^(1/degree)⌋ / 10^30`.
   * @param {Exact} a
   * @param {number} degree above 0
   * @returns {Exact}
   */
  function root(a, degree) {
    const { n, d } = big(a);
    const scaled = (n * TEN ** BigInt(ROOT_PLACES * degree)) / d;
    return ofBig(wholeRoot(scaled, BigInt(degree)), TEN ** BigInt(ROOT_PLACES));
  }

  /**
   * `⌊number^(1/degree)⌋` by Newton's way, from above.
   * @param {bigint} number
   * @param {bigint} degree
   */
  function wholeRoot(number, degree) {
    if (number < TWICE || degree === ONCE) return number;
    const bits = BigInt(number.toString(16).length * 4);
    let guess = ONCE << ((bits + degree - ONCE) / degree);
    for (;;) {
      const next = ((degree - ONCE) * guess + number / guess ** (degree - ONCE)) / degree;
      if (next >= guess) return guess;
      guess = next;
    }
  }

  /**
   * The canonical text: a plain decimal if it ends, else `n/d` in lowest terms.
   * @param {Exact} a
   * @returns {string}
   */
  function text(a) {
    if (!a.big && a.d === 1) return String(a.n);
    if (a.big && a.big.d === ONCE) return a.big.n.toString();
    const { n, d } = big(a);
    let rest = d;
    let places = 0;
    for (const factor of [TWICE, BigInt(5)]) {
      let count = 0;
      for (; rest % factor === NONE; count++) rest /= factor;
      places = Math.max(places, count);
    }
    if (rest !== ONCE) return n + "/" + d;
    const digits = (((n < NONE ? -n : n) * TEN ** BigInt(places)) / d).toString().padStart(places + 1, "0");
    const point = digits.length - places;
    return (n < NONE ? "-" : "") + digits.slice(0, point) + "." + digits.slice(point);
  }

  /**
   * Rounded half up, with exactly so many decimals and a point.
   * @param {Exact} a
   * @param {number} places
   */
  function fixed(a, places) {
    const written = text(rounded(a, places, "half_up"));
    if (places === 0) return written;
    const parts = written.split(".");
    return parts[0] + "." + (parts[1] || "").padEnd(places, "0");
  }

  /** @param {Exact} a @returns {number} the nearest binary float or one beside it */
  const approximate = (a) => (a.big ? Number(fixed(a, 6)) : a.n / a.d);

  engine.exact = {
    ZERO, ONE, HUNDRED, whole, decimal, parse, plus, minus, times, divided, remainder, negative, compare, equal, lower, higher, clamped, sum,
    isZero, isNegative, isWhole, floor, rounded, root, text, fixed, approximate,
  };
})();
