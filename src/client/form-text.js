/**
 * Answers as text: the block that can be sent in a chat or a mail, and the table for a spreadsheet. The block is read by
 * `src/load/answers/text.rs`, and here by the same rules.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;

  const BEGIN = "RUMBO ANSWERS ";
  const END = "END RUMBO";
  const VERSION = "1";
  const PARTS = 8;

  /**
   * @param {any} value
   * @param {string} path
   * @param {string} mark
   * @param {string[]} out
   */
  function flatten(value, path, mark, out) {
    if (value === null || value === undefined) return;
    if (typeof value !== "object") {
      out.push(path + mark + String(value).replace(/\\/g, "\\\\").replace(/\r\n?|\n/g, "\\n"));
      return;
    }
    if (Array.isArray(value)) value.forEach((item, place) => flatten(item, path + "/" + (place + 1), mark, out));
    else for (const key of Object.keys(value)) flatten(value[key], (path ? path + "/" : "") + key, mark, out);
  }

  /**
   * The block of an answer file.
   * @param {any} file
   * @returns {string}
   */
  function writeBlock(file) {
    const lines = [BEGIN + VERSION];
    for (const key of Object.keys(file)) {
      if (key === "answers") flatten(file.answers, "", " = ", lines);
      else if (key !== "checksum") flatten(file[key], key, ": ", lines);
    }
    lines.push(END + " " + form.checksum(file));
    return lines.join("\n") + "\n";
  }

  /**
   * The object that a block holds; what is around it is left out, what a mail program cut is joined.
   * @param {string} text
   * @returns {any}
   */
  function parseBlock(text) {
    const begin = text.indexOf(BEGIN);
    const after = text.slice(begin + BEGIN.length);
    const first = after.split(/\r\n?|\n/, 1)[0];
    // At the beginning of a line: the words may also stand in a note.
    const closing = /(^|[\r\n])[> \t]*END RUMBO/.exec(after);
    const end = closing ? closing.index + closing[0].length - END.length : -1;
    if (first.trim() !== VERSION) throw new form.Unreadable("version");
    if (end < 0) throw new form.Unreadable("cut");
    /** @type {{path: string[], value: string}[]} */
    const lines = [];
    for (const raw of after.slice(first.length, end).split(/\r\n?|\n/)) {
      const line = raw.replace(/^[> \t]+/, "").trim();
      if (!line) continue;
      const found = /^([a-z][a-z0-9_/-]*?)(:| =)(?: (.*))?$/.exec(line);
      if (found && !/\/$|\/\//.test(found[1])) {
        const path = found[1].split("/");
        lines.push({ path: found[2] === ":" ? path : ["answers"].concat(path), value: (found[3] || "").trim() });
      } else if (lines.length > 0) lines[lines.length - 1].value += " " + line;
    }
    const root = form.bare();
    for (const line of lines) insert(root, line.path, unescape(line.value));
    const sum = after.slice(end + END.length).split(/\r\n?|\n/, 1)[0].trim();
    if (sum) root.checksum = sum;
    if (typeof root.framework !== "string") throw new form.Unreadable("other");
    if (typeof root.answers !== "object") root.answers = form.bare();
    return lists(root);
  }

  /** @param {string} value */
  const unescape = (value) => value.replace(/\\([n\\])/g, (whole, letter) => (letter === "n" ? "\n" : "\\"));

  /**
   * @param {any} root
   * @param {string[]} path
   * @param {string} value
   */
  function insert(root, path, value) {
    if (path.length > PARTS) throw new form.Unreadable("deep");
    let at = root;
    for (const part of path.slice(0, -1)) {
      if (at[part] === undefined) at[part] = form.bare();
      at = at[part];
      if (typeof at !== "object") throw new form.Unreadable("twice");
    }
    const last = path[path.length - 1];
    if (at[last] !== undefined) throw new form.Unreadable("twice");
    at[last] = value;
  }

  /**
   * Mappings whose keys are all numbers are lists.
   * @param {any} value
   * @returns {any}
   */
  function lists(value) {
    if (typeof value !== "object") return value;
    const keys = Object.keys(value);
    if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key))) return keys.map((key) => lists(value[key]));
    for (const key of keys) value[key] = lists(value[key]);
    return value;
  }

  const COLUMNS = ["framework", "framework_version", "unit", "round", "respondent", "question", "state", "value", "reason", "confidence", "note", "evidence", "target", "target_by"];

  /**
   * A cell; what a spreadsheet would run as a formula has an apostrophe before it.
   * @param {string} text
   */
  function cell(text) {
    const number = /^-[0-9.]+$/.test(text);
    const formula = /^[=+\-@\t\r]/.test(text) && !number;
    const out = (formula ? "'" : "") + text.replace(/"/g, '""');
    return formula || /["\n\r,]/.test(text) ? '"' + out + '"' : out;
  }

  /** @param {any} value */
  function flat(value) {
    if (value === null || value === undefined) return "";
    if (Array.isArray(value)) return value.join(" ");
    if (typeof value === "object") return Object.keys(value).map((key) => key + ":" + value[key]).join(" ");
    return String(value);
  }

  /**
   * The table of an answer file, a row for each question of the form: codes, never labels.
   * @param {FormData} data
   * @param {any} file
   * @returns {string} RFC 4180, with the mark by which spreadsheets know UTF-8
   */
  function writeTable(data, file) {
    const head = [file.framework, file.framework_version, file.unit || "", file.round || "", file.respondent.code || ""];
    const rows = [COLUMNS];
    for (const question of data.questions) {
      if (file.asked && file.asked.indexOf(question.area) < 0) continue;
      const answer = file.answers[question.id];
      const words = ["unknown", "no"];
      const bareState = typeof answer === "string" && words.indexOf(answer) >= 0 && !question.options.some((option) => option.value === answer);
      const long = answer === undefined ? {} : bareState ? { state: answer } : isLong(question, answer) ? answer : { value: answer };
      const state = long.state || (long.value === undefined ? "blank" : "answered");
      const evidence = (long.evidence || []).map((/** @type {any} */ item) => [item.grade, item.name, item.date, item.responsible].filter(Boolean).join(", ")).join("; ");
      const target = long.target || {};
      rows.push(head.concat([question.id, state, flat(long.value), long.reason || "", long.confidence || "", long.note || "", evidence, flat(target.value), target.by || ""]));
    }
    return "\uFEFF" + rows.map((row) => row.map((text) => cell(String(text))).join(",")).join("\r\n") + "\r\n";
  }

  /**
   * @param {FormQuestion} question
   * @param {any} answer
   */
  function isLong(question, answer) {
    if (typeof answer !== "object" || Array.isArray(answer)) return false;
    return question.kind !== "gated" || ["state", "value", "reason", "note", "confidence", "evidence", "target"].some((key) => form.has(answer, key));
  }

  Object.assign(form, { writeBlock, parseBlock, writeTable });
})();
