/**
 * The short checksum of an answer file: 12 hexadecimal digits of SHA-256 over a text that depends neither on the medium
 * nor on the order of keys. `src/load/answers/mod.rs` computes the same when the file comes back.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;

  /** The first 32 bits of the fractional parts of the cube roots of the first 64 primes, and of the square roots of 8. */
  const K = constants(64, 1 / 3);
  const H = constants(8, 1 / 2);

  /**
   * @param {number} count
   * @param {number} power
   */
  function constants(count, power) {
    const found = [];
    for (let candidate = 2; found.length < count; candidate++) {
      let prime = true;
      for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) prime = false;
      if (prime) found.push((Math.pow(candidate, power) * 0x100000000) | 0);
    }
    return found;
  }

  /**
   * @param {string} text
   * @returns {number[]} its bytes as UTF-8; half a pair becomes the sign for what cannot be shown
   */
  function bytes(text) {
    const out = [];
    for (const letter of text) {
      let code = letter.codePointAt(0) || 0;
      if (code >= 0xd800 && code < 0xe000) code = 0xfffd;
      if (code < 0x80) out.push(code);
      else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 63));
      else if (code < 0x10000) out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
      else out.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    }
    return out;
  }

  /**
   * SHA-256 (FIPS 180-4).
   * @param {string} text
   * @returns {string} 64 hexadecimal digits
   */
  function sha256(text) {
    const message = bytes(text);
    const length = message.length * 8;
    message.push(0x80);
    while (message.length % 64 !== 56) message.push(0);
    for (let shift = 56; shift >= 0; shift -= 8) message.push(shift >= 32 ? Math.floor(length / 0x100000000) >>> (shift - 32) & 255 : (length >>> shift) & 255);
    const hash = H.slice();
    const w = new Array(64);
    const turn = (/** @type {number} */ x, /** @type {number} */ n) => (x >>> n) | (x << (32 - n));
    for (let start = 0; start < message.length; start += 64) {
      for (let i = 0; i < 16; i++) {
        const at = start + i * 4;
        w[i] = (message[at] << 24) | (message[at + 1] << 16) | (message[at + 2] << 8) | message[at + 3];
      }
      for (let i = 16; i < 64; i++) {
        const low = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
        const high = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
        w[i] = (w[i - 16] + low + w[i - 7] + high) | 0;
      }
      let [a, b, c, d, e, f, g, h] = hash;
      for (let i = 0; i < 64; i++) {
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g;
        g = f;
        f = e;
        e = (d + one) | 0;
        d = c;
        c = b;
        b = a;
        a = (one + two) | 0;
      }
      [a, b, c, d, e, f, g, h].forEach((value, i) => (hash[i] = (hash[i] + value) | 0));
    }
    return hash.map((value) => ("0000000" + (value >>> 0).toString(16)).slice(-8)).join("");
  }

  /** @param {string} text */
  const quote = (text) => '"' + text.replace(/["\\]/g, "\\$&") + '"';

  /**
   * @param {any} value
   * @param {boolean} outermost
   * @returns {string}
   */
  function canonical(value, outermost) {
    if (value === null || value === undefined || value === "") return value === "" ? '""' : "";
    if (Array.isArray(value)) return "[" + value.map((item) => canonical(item, false)).join("") + "]";
    if (typeof value !== "object") return quote(String(value));
    const keys = Object.keys(value).filter((key) => !(outermost && key === "checksum")).sort();
    return "{" + keys.map((key) => quote(key) + canonical(value[key], false)).join("") + "}";
  }

  /**
   * @param {any} file an answer file; its own checksum is left out
   * @returns {string} such as `1a2b-3c4d-5e6f`
   */
  function checksum(file) {
    const digits = sha256(canonical(file, true));
    return digits.slice(0, 4) + "-" + digits.slice(4, 8) + "-" + digits.slice(8, 12);
  }

  Object.assign(form, { sha256, checksum });
})();
