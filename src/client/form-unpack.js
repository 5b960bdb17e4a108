/**
 * The single file carries its script and its data packed, so that it stays small enough to be sent by phone. This writes
 * them out: base 85, then DEFLATE (RFC 1951). The page's policy names the script by the hash of its plain text, so that
 * nothing else can be run in its place.
 */
(function () {
  "use strict";

  const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?_~()[]{}@%$#;";
  /** Base and number of extra bits of each length, and of each distance. */
  const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
  const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
  const DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

  /**
   * Five digits are four bytes; the rest at the end has one digit more than bytes.
   * @param {string} text
   */
  function bytes(text) {
    const out = new Uint8Array(text.length);
    let at = 0;
    for (let start = 0; start < text.length; start += 5) {
      const group = text.slice(start, start + 5);
      let word = 0;
      for (let place = 0; place < 5; place++) word = word * 85 + (place < group.length ? DIGITS.indexOf(group[place]) : 84);
      for (let place = 3; place >= 5 - group.length; place--) out[at++] = Math.floor(word / Math.pow(256, place)) & 255;
    }
    return out.subarray(0, at);
  }

  /**
   * The codes of a table of lengths: how many there are of each length, and the symbols in their order.
   * @param {number[]} lengths
   */
  function table(lengths) {
    const counts = new Array(16).fill(0);
    for (const length of lengths) counts[length] += 1;
    counts[0] = 0;
    const starts = [0];
    for (let length = 0; length < 15; length++) starts.push(starts[length] + counts[length]);
    /** @type {number[]} */
    const symbols = [];
    lengths.forEach((length, symbol) => {
      if (length > 0) symbols[starts[length]++] = symbol;
    });
    return { counts, symbols };
  }

  /**
   * @param {Uint8Array} input
   * @returns {Uint8Array}
   */
  function inflate(input) {
    /** @type {number[]} */
    const out = [];
    let at = 0;
    let hold = 0;
    let held = 0;
    const bits = (/** @type {number} */ count) => {
      while (held < count) {
        hold |= input[at++] << held;
        held += 8;
      }
      const value = hold & ((1 << count) - 1);
      hold >>>= count;
      held -= count;
      return value;
    };
    const symbol = (/** @type {{counts: number[], symbols: number[]}} */ codes) => {
      let code = 0;
      let first = 0;
      let index = 0;
      for (let length = 1; length < 16; length++) {
        code |= bits(1);
        const count = codes.counts[length];
        if (code - count < first) return codes.symbols[index + code - first];
        index += count;
        first = (first + count) << 1;
        code <<= 1;
      }
      throw new Error("damaged");
    };
    let last = 0;
    while (!last) {
      last = bits(1);
      const kind = bits(2);
      if (kind === 0) {
        hold = held = 0;
        const length = input[at] | (input[at + 1] << 8);
        at += 4;
        for (let place = 0; place < length; place++) out.push(input[at++]);
        continue;
      }
      let literals;
      let distances;
      if (kind === 1) {
        const fixed = new Array(288).fill(8);
        fixed.fill(9, 144, 256).fill(7, 256, 280);
        literals = table(fixed);
        distances = table(new Array(30).fill(5));
      } else {
        const [many, far, few] = [bits(5) + 257, bits(5) + 1, bits(4) + 4];
        const short = new Array(19).fill(0);
        for (let place = 0; place < few; place++) short[ORDER[place]] = bits(3);
        const codes = table(short);
        /** @type {number[]} */
        const lengths = [];
        while (lengths.length < many + far) {
          const word = symbol(codes);
          if (word < 16) lengths.push(word);
          else {
            const value = word === 16 ? lengths[lengths.length - 1] : 0;
            for (let times = word === 16 ? 3 + bits(2) : word === 17 ? 3 + bits(3) : 11 + bits(7); times > 0; times--) lengths.push(value);
          }
        }
        literals = table(lengths.slice(0, many));
        distances = table(lengths.slice(many));
      }
      for (;;) {
        const word = symbol(literals);
        if (word === 256) break;
        if (word < 256) out.push(word);
        else {
          const length = LENGTHS[word - 257] + bits(LENGTH_BITS[word - 257]);
          const far = symbol(distances);
          const distance = DISTANCES[far] + bits(far < 4 ? 0 : (far >> 1) - 1);
          for (let place = 0; place < length; place++) out.push(out[out.length - distance]);
        }
      }
    }
    return Uint8Array.from(out);
  }

  for (const packed of /** @type {NodeListOf<HTMLScriptElement>} */ (document.querySelectorAll("[data-packed]"))) {
    const plain = document.createElement("script");
    const isData = packed.dataset.packed === "data";
    if (isData) {
      plain.type = "application/json";
      plain.setAttribute("data-form-data", "");
    }
    plain.textContent = new TextDecoder().decode(inflate(bytes((packed.textContent || "").trim())));
    /** @type {Node} */ (packed.parentNode).replaceChild(plain, packed);
  }
})();
