/**
 * SHA-256 (FIPS 180-4), piece by piece. Browsers have it too, but not for pages that were opened from a disk.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;

  const K = new Uint32Array(64);
  const START = new Uint32Array(8);
  // The first 32 bits of the fractions of the roots of the first primes.
  (function () {
    const cut = (/** @type {number} */ root) => Math.floor((root - Math.floor(root)) * 4294967296);
    let found = 0;
    for (let number = 2; found < 64; number++) {
      let prime = true;
      for (let part = 2; part * part <= number; part++) if (number % part === 0) prime = false;
      if (!prime) continue;
      if (found < 8) START[found] = cut(Math.sqrt(number));
      K[found++] = cut(Math.cbrt(number));
    }
  })();

  class Sha256 {
    constructor() {
      this.state = Uint32Array.from(START);
      this.words = new Uint32Array(64);
      this.block = new Uint8Array(64);
      this.held = 0;
      this.length = 0;
    }

    /** @param {Uint8Array} bytes */
    add(bytes) {
      this.length += bytes.length;
      let at = 0;
      while (at < bytes.length) {
        if (this.held === 0 && at + 64 <= bytes.length) {
          this.mix(bytes, at);
          at += 64;
          continue;
        }
        const part = Math.min(64 - this.held, bytes.length - at);
        this.block.set(bytes.subarray(at, at + part), this.held);
        this.held += part;
        at += part;
        if (this.held === 64) {
          this.mix(this.block, 0);
          this.held = 0;
        }
      }
    }

    /**
     * @param {Uint8Array} bytes
     * @param {number} from
     */
    mix(bytes, from) {
      const w = this.words;
      for (let t = 0; t < 16; t++, from += 4) w[t] = (bytes[from] << 24) | (bytes[from + 1] << 16) | (bytes[from + 2] << 8) | bytes[from + 3];
      for (let t = 16; t < 64; t++) {
        const x = w[t - 15];
        const y = w[t - 2];
        const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        w[t] = w[t - 16] + s0 + w[t - 7] + s1;
      }
      let [a, b, c, d, e, f, g, h] = this.state;
      for (let t = 0; t < 64; t++) {
        const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const one = (h + s1 + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
        const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g;
        g = f;
        f = e;
        e = (d + one) | 0;
        d = c;
        c = b;
        b = a;
        a = (one + two) | 0;
      }
      const s = this.state;
      s[0] += a;
      s[1] += b;
      s[2] += c;
      s[3] += d;
      s[4] += e;
      s[5] += f;
      s[6] += g;
      s[7] += h;
    }

    /** @returns {string} 64 small hex digits */
    end() {
      const bits = this.length * 8;
      const tail = new Uint8Array(((this.held < 56 ? 56 : 120) - this.held) + 8);
      tail[0] = 128;
      const view = new DataView(tail.buffer);
      view.setUint32(tail.length - 8, Math.floor(bits / 4294967296));
      view.setUint32(tail.length - 4, bits >>> 0);
      this.add(tail);
      return Array.from(this.state, (word) => ("0000000" + word.toString(16)).slice(-8)).join("");
    }
  }

  scope.RumboSha256 = Sha256;
})();
