/**
 * Compares a folder that the reader chooses with the sums in this page, on this computer alone: what is whole, changed,
 * missing, or a stranger. Works without a network and from a disk.
 *
 * Enhances each `[data-check]` with `input[type=file]`, `[data-drop]`, `[data-progress]`, `[data-status]`, `[data-result]`
 * and the texts `data-text-…` in it. The sums stand in `[data-sums]`.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const stick = scope.RumboStick;

  /** How many files are named one by one. */
  const NAMED = 200;
  /** What systems put on a stick by themselves. */
  const SYSTEM = /(^|\/)(\.ds_store|\._[^/]*|thumbs\.db|desktop\.ini|autorun\.inf|system volume information|\.spotlight-v100|\.trashes|\.fseventsd|\$recycle\.bin|\.trash-\d+|lost\.dir|android)(\/|$)/i;

  /** @typedef {{path: string, file: File}} Found */

  const data = JSON.parse((document.querySelector("[data-sums]") || { textContent: "" }).textContent || "{}");
  /** @type {Map<string, [string, number, string]>} */
  const known = new Map();
  for (const file of data.files) known.set(file[0].toLowerCase(), file);

  /**
   * What is in the folder of this page, with paths below it. The reader may have chosen that folder or one around it.
   * @param {Found[]} found
   * @returns {Found[] | null} nothing if it is not there
   */
  function below(found) {
    let best = null;
    for (const name of [data.page, "start-here.html"].concat(data.lists)) {
      for (const { path } of found) {
        if (path !== name && !path.endsWith("/" + name)) continue;
        const root = path.slice(0, path.length - name.length);
        if (best === null || root.length < best.length) best = root;
      }
      if (best !== null) break;
    }
    if (best === null) return null;
    const root = best;
    return found.filter(({ path }) => path.startsWith(root)).map(({ path, file }) => ({ path: path.slice(root.length), file }));
  }

  /**
   * Everything below an entry that was dropped.
   * @param {any} entry
   * @param {string} folder
   * @param {Found[]} found
   * @returns {Promise<void>}
   */
  async function walk(entry, folder, found) {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      found.push({ path: folder + entry.name, file });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      // A reader gives its entries in portions, an empty one at the end.
      const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!entries.length) return;
      for (const inner of entries) await walk(inner, folder + entry.name + "/", found);
    }
  }

  class Check {
    /** @param {HTMLElement} place */
    constructor(place) {
      this.place = place;
      this.input = /** @type {HTMLInputElement} */ (place.querySelector("input[type=file]"));
      this.drop = /** @type {HTMLElement} */ (place.querySelector("[data-drop]"));
      this.progress = /** @type {HTMLProgressElement} */ (place.querySelector("[data-progress]"));
      this.status = /** @type {HTMLElement} */ (place.querySelector("[data-status]"));
      this.result = /** @type {HTMLElement} */ (place.querySelector("[data-result]"));
      /** Answers to an earlier choice are dropped. */
      this.turn = 0;
      const canPick = "webkitdirectory" in this.input && !/Android|iPhone|iPad/.test(navigator.userAgent);
      const without = place.querySelector("[data-no-picker]");
      const ways = place.querySelector("[data-ways]");
      if (without instanceof HTMLElement) without.hidden = canPick;
      if (ways instanceof HTMLElement) ways.hidden = !("webkitdirectory" in this.input);
      this.input.addEventListener("change", () => {
        const files = Array.from(this.input.files || []);
        this.compare(files.map((file) => ({ path: /** @type {any} */ (file).webkitRelativePath || file.name, file })));
      });
      this.drop.addEventListener("dragover", (event) => {
        event.preventDefault();
        this.drop.classList.add("is-over");
      });
      this.drop.addEventListener("dragleave", () => this.drop.classList.remove("is-over"));
      this.drop.addEventListener("drop", (event) => {
        event.preventDefault();
        this.drop.classList.remove("is-over");
        this.dropped(/** @type {DataTransfer} */ (event.dataTransfer));
      });
    }

    /** @param {string} name */
    text(name) {
      return this.place.getAttribute("data-text-" + name) || "";
    }

    /** @param {DataTransfer} transfer */
    async dropped(transfer) {
      const turn = ++this.turn;
      this.status.textContent = this.text("reading");
      // The entries are gone once this function waits.
      const entries = Array.from(transfer.items).map((item) => /** @type {any} */ (item).webkitGetAsEntry && item.webkitGetAsEntry());
      /** @type {Found[]} */
      const found = [];
      try {
        for (const entry of entries) if (entry) await walk(entry, "", found);
      } catch (error) {
        this.status.textContent = this.text("unreadable");
        return;
      }
      if (turn === this.turn) this.compare(found);
    }

    /** @param {Found[]} chosen */
    async compare(chosen) {
      const turn = ++this.turn;
      while (this.result.firstChild) this.result.removeChild(this.result.firstChild);
      const found = below(chosen);
      if (!found) {
        this.status.textContent = this.text(chosen.length ? "other" : "empty");
        return;
      }
      /** @type {string[]} */
      const changed = [];
      /** @type {string[]} */
      const strangers = [];
      /** @type {Set<string>} */
      const seen = new Set();
      /** Files of which only the lists know the sum. @type {Found[]} */
      const lists = [];
      this.progress.hidden = false;
      this.progress.max = found.length || 1;
      let done = 0;
      let shown = Date.now();
      for (const { path, file } of found) {
        const entry = known.get(path.toLowerCase());
        if (entry) {
          seen.add(entry[0].toLowerCase());
          let whole = file.size === entry[1];
          if (whole) whole = (await stick.sum(file).catch(() => "")) === entry[2];
          if (turn !== this.turn) return;
          if (!whole) changed.push(path);
        } else if (path === data.page || data.lists.includes(path)) {
          lists.push({ path, file });
        } else if (!SYSTEM.test(path)) {
          strangers.push(path);
        }
        this.progress.value = ++done;
        if (Date.now() - shown > 1000) {
          shown = Date.now();
          this.status.textContent = this.text("working").replace("{done}", String(done)).replace("{all}", String(found.length));
          // The page must be drawn now and then.
          await new Promise((resolve) => setTimeout(resolve, 0));
        }
      }
      const missing = data.files.map((/** @type {any} */ file) => file[0]).filter((/** @type {string} */ path) => !seen.has(path.toLowerCase()));
      for (const name of data.lists.concat(data.page)) {
        const list = lists.find(({ path }) => path === name);
        if (!list) missing.push(name);
        else if (name !== data.page && !(await this.lists(list.file))) changed.push(name);
      }
      if (turn !== this.turn) return;
      this.progress.hidden = true;
      this.show(changed.sort(), missing.sort(), strangers.sort());
    }

    /**
     * Whether a list of sums says what this page says.
     * @param {File} file
     */
    async lists(file) {
      try {
        const text = new TextDecoder().decode(await stick.bytes(file));
        return data.files.every((/** @type {[string, number, string]} */ entry) => text.includes(entry[2]) && text.includes(entry[0]));
      } catch (error) {
        return false;
      }
    }

    /**
     * @param {string[]} changed
     * @param {string[]} missing
     * @param {string[]} strangers
     */
    show(changed, missing, strangers) {
      const spoilt = changed.length + missing.length > 0;
      const verdict = document.createElement("h2");
      verdict.tabIndex = -1;
      verdict.textContent = this.text(spoilt ? "spoilt" : strangers.length ? "added" : "whole");
      this.result.appendChild(verdict);
      this.result.className = "stick-result " + (spoilt ? "is-spoilt" : "is-whole");
      this.paragraph(this.text(spoilt ? "spoilt-advice" : strangers.length ? "added-advice" : "whole-advice"));
      this.list("changed", changed);
      this.list("missing", missing);
      this.list("strangers", strangers);
      this.status.textContent = "";
      verdict.focus();
    }

    /** @param {string} text */
    paragraph(text) {
      const paragraph = document.createElement("p");
      paragraph.textContent = text;
      this.result.appendChild(paragraph);
    }

    /**
     * @param {string} name
     * @param {string[]} paths
     */
    list(name, paths) {
      if (!paths.length) return;
      const heading = document.createElement("h3");
      heading.textContent = this.text(name) + " (" + paths.length + ")";
      this.result.appendChild(heading);
      const list = document.createElement("ul");
      for (const path of paths.slice(0, NAMED)) {
        const item = document.createElement("li");
        const code = document.createElement("code");
        code.textContent = path;
        item.appendChild(code);
        list.appendChild(item);
      }
      this.result.appendChild(list);
      if (paths.length > NAMED) this.paragraph(this.text("more").replace("{n}", String(paths.length - NAMED)));
    }
  }

  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-check]"))) new Check(place);
})();
