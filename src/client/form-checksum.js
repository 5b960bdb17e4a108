/**
 * The short checksum of an answer file: 12 hexadecimal digits of SHA-256 over a text that depends neither on the medium
 * nor on the order of keys. `src/load/answers/mod.rs` computes the same when the file comes back.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;

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
   * @param {string} text
   * @returns {string} 64 hexadecimal digits
   */
  function sha256(text) {
    const hash = new scope.RumboSha256();
    hash.add(Uint8Array.from(bytes(text)));
    return hash.end();
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
