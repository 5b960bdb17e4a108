/**
 * The sum of a file, which is read piece by piece.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;

  /** How much of a file is read at a time, in bytes. */
  const PIECE = 1 << 20;

  /**
   * @param {Blob} blob
   * @returns {Promise<Uint8Array>}
   */
  function bytes(blob) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(new Uint8Array(/** @type {ArrayBuffer} */ (reader.result)));
      reader.onerror = () => reject(reader.error);
      reader.readAsArrayBuffer(blob);
    });
  }

  /**
   * The sum of a file.
   * @param {Blob} file
   * @returns {Promise<string>}
   */
  async function sum(file) {
    const hash = new scope.RumboSha256();
    for (let at = 0; at < file.size; at += PIECE) hash.add(await bytes(file.slice(at, at + PIECE)));
    return hash.end();
  }

  scope.RumboStick = { sum, bytes };
})();
