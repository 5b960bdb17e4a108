/**
 * Answer files: from the form to a file, and back from a file that may come from anywhere. What a file says is looked at
 * piece by piece: size, depth, types, keys; whatever does not fit the questions is kept apart and named, never run, never
 * shown as anything but text.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;

  /** The largest file read, in characters; the deepest nesting; the most values; the longest text. */
  const SIZE = 2000000;
  const DEPTH = 12;
  const VALUES = 60000;
  const LENGTH = 20000;

  /** Keys of an answer in its long form. */
  const LONG = ["state", "value", "reason", "note", "confidence", "evidence", "target"];
  const CONFIDENCES = ["low", "medium", "high"];
  const GRADES = ["document", "observation", "statement"];
  const META = ["unit", "round", "date"];
  const RESPONDENT = ["code", "name", "institution", "role"];

  /** A file that cannot be read at all; `word` says why. */
  class Unreadable extends Error {
    /** @param {string} word */
    constructor(word) {
      super(word);
      this.word = word;
    }
  }

  /** @returns {FormEntry} */
  const blank = () => ({ state: "", value: null, reason: "", note: "", confidence: "", evidence: [], target: null });

  /** @returns {any} an object that has no keys but its own */
  const bare = () => Object.create(null);

  /**
   * A copy of what was parsed, in objects without a prototype, within the limits.
   * @param {any} value
   * @param {number} depth
   * @param {{left: number}} count
   * @returns {any}
   */
  function plain(value, depth, count) {
    if (depth > DEPTH) throw new Unreadable("deep");
    if (--count.left < 0) throw new Unreadable("large");
    if (typeof value === "string") {
      if (value.length > LENGTH) throw new Unreadable("large");
      return value;
    }
    if (value === null || typeof value === "boolean" || typeof value === "number") return value;
    if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1, count));
    const copy = bare();
    for (const key of Object.keys(value)) copy[key] = plain(value[key], depth + 1, count);
    return copy;
  }

  /** @param {any} value */
  const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /**
   * A single value as text; empty if it is none.
   * @param {any} value
   */
  const text = (value) => (typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : "");

  /**
   * The object that a file holds.
   * @param {string} content
   * @returns {any}
   */
  function parse(content) {
    if (content.length > SIZE) throw new Unreadable("large");
    const body = content.replace(/^\uFEFF/, "");
    if (/^[^{]*RUMBO ANSWERS /.test(body)) return plain(form.parseBlock(body), 0, { left: VALUES });
    let value;
    try {
      value = JSON.parse(body);
    } catch (error) {
      throw new Unreadable("json");
    }
    value = plain(value, 0, { left: VALUES });
    if (!isMap(value) || !isMap(value.answers) || typeof value.framework !== "string") throw new Unreadable("other");
    return value;
  }

  /**
   * An answer as the form holds it. It was found to fit its question.
   * @param {FormQuestion} question
   * @param {any} answer
   * @returns {FormEntry}
   */
  function entry(question, answer) {
    const made = blank();
    const long = isMap(answer) && (question.kind !== "gated" || Object.keys(answer).some((key) => LONG.indexOf(key) >= 0));
    if (!long) return value(question, answer, made);
    const state = text(answer.state);
    if (state === "unknown" || state === "not_applicable") made.state = state;
    else if (state === "no") {
      if (question.kind === "presence" || question.kind === "coverage") value(question, question.options[0].value, made);
      else made.state = "no";
    }
    else if (state !== "blank" && answer.value !== undefined) value(question, answer.value, made);
    made.reason = text(answer.reason);
    made.note = text(answer.note);
    const confidence = text(answer.confidence);
    made.confidence = CONFIDENCES.indexOf(confidence) >= 0 ? confidence : "";
    for (const item of Array.isArray(answer.evidence) ? answer.evidence : []) {
      if (!isMap(item)) continue;
      const grade = text(item.grade);
      made.evidence.push({ grade: GRADES.indexOf(grade) >= 0 ? grade : "statement", name: text(item.name), date: day(item.date), responsible: text(item.responsible) });
    }
    if (isMap(answer.target)) made.target = { value: text(answer.target.value), by: day(answer.target.by), reason: text(answer.target.reason) };
    return made;
  }

  /** @param {any} value */
  const day = (value) => (/^\d{4}-\d\d-\d\d$/.test(text(value)) ? text(value) : "");

  /**
   * @param {FormQuestion} question
   * @param {any} given
   * @param {FormEntry} made
   */
  function value(question, given, made) {
    const word = text(given);
    const known = question.options.some((option) => option.value === word);
    if (given === null || given === "" || word === "blank" || word === "skipped") return made;
    if (word === "unknown") made.state = "unknown";
    else if (word === "no" && !known && question.kind !== "text") made.state = "no";
    else {
      made.state = "answered";
      made.value = question.several ? (Array.isArray(given) ? given : [given]).map(text) : isMap(given) ? statements(given) : word;
      if (isMap(given)) settle(question, made);
    }
    return made;
  }

  /** @param {any} given */
  function statements(given) {
    const ticks = bare();
    for (const id of Object.keys(given)) if (text(given[id]) && text(given[id]) !== "blank") ticks[id] = text(given[id]);
    return ticks;
  }

  /**
   * Statements of which nothing is known are an answer "unknown"; of which nothing was said, none.
   * @param {FormQuestion} question
   * @param {FormEntry} made
   */
  function settle(question, made) {
    const ticks = question.statements.map((statement) => made.value[statement.id]).filter((tick) => tick);
    if (ticks.length === 0) {
      made.state = "";
      made.value = null;
    }
    return made;
  }

  /**
   * Reads a file for this form.
   * @param {string} content
   * @param {FormData & {scoring: any}} data
   * @returns {{draft: any, unfit: FormUnfit[], notes: string[]}} `notes` are words for what else is different
   */
  function readFile(content, data) {
    return adopt(parse(content), data);
  }

  /**
   * @param {any} file an answer file as [`parse`] gives it
   * @param {FormData & {scoring: any}} data
   */
  function adopt(file, data) {
    if (file.framework !== data.framework.framework) throw new Unreadable("framework");
    const draft = { meta: bare(), asked: /** @type {string[] | null} */ (null), answers: bare(), unfit: bare(), rest: bare() };
    for (const key of META) draft.meta[key] = key === "date" ? day(file[key]) : text(file[key]).slice(0, 100);
    const respondent = isMap(file.respondent) ? file.respondent : bare();
    for (const key of RESPONDENT) draft.meta[key] = text(respondent[key]).slice(0, 300);
    // What a coordinator added by hand goes back as it came.
    draft.rest = bare();
    for (const key of ["weight", "owns"]) if (respondent[key] !== undefined) draft.rest[key] = respondent[key];
    if (file.publish !== undefined) draft.rest.publish = file.publish;
    if (Array.isArray(file.asked)) {
      const asked = data.areas.filter((area) => file.asked.indexOf(area) >= 0);
      if (asked.length > 0 && asked.length < data.areas.length) draft.asked = asked;
    }
    /** @type {string[]} */
    const notes = [];
    const version = text(file.framework_version) !== data.framework.version || (file.framework_hash !== undefined && file.framework_hash !== data.hash);
    if (version) notes.push("version");
    if (text(file.questionnaire) !== data.questionnaire) notes.push("questionnaire");
    if (file.checksum !== undefined && !sameSum(text(file.checksum), form.checksum(file))) notes.push("checksum");
    /** @type {FormUnfit[]} */
    const unfit = [];
    const leave = (/** @type {string} */ id, /** @type {string} */ why, /** @type {any} */ answer) => {
      const question = data.byId.get(id);
      unfit.push({ id, title: question ? question.title : id, why, answer });
      draft.unfit[id] = answer;
    };
    const kept = isMap(file.unfit) ? file.unfit : bare();
    // What did not fit before may fit again; an answer stands before it.
    const all = Object.assign(bare(), kept, file.answers);
    for (const id of Object.keys(all)) place(id, all[id], data, draft, leave);
    return { draft, unfit, notes };
  }

  /**
   * @param {string} id
   * @param {any} answer
   * @param {FormData & {scoring: any}} data
   * @param {any} draft
   * @param {(id: string, why: string, answer: any) => void} leave
   */
  function place(id, answer, data, draft, leave) {
    const question = data.byId.get(id);
    if (!question) {
      const known = data.scoring.byId[id] !== undefined;
      leave(id, known ? "other_form" : "question", answer);
      return;
    }
    const why = scope.RumboScore.unfit(data.scoring, id, answer);
    if (why === "target" && isMap(answer)) {
      const rest = Object.assign(bare(), answer);
      delete rest.target;
      leave(id, "target", answer);
      draft.answers[id] = entry(question, rest);
    } else if (why === null || why === "reason") draft.answers[id] = entry(question, answer);
    else leave(id, why, answer);
  }

  /**
   * @param {string} one
   * @param {string} other
   */
  const sameSum = (one, other) => one.replace(/[^0-9a-f]/gi, "").toLowerCase() === other.replace(/-/g, "");

  /**
   * A level goes into the file as a number, all else as text.
   * @param {FormQuestion} question
   * @param {any} value
   */
  const written = (question, value) => (question.kind === "ladder" || question.kind === "gated") && typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;

  /**
   * What an answer file holds for an entry; `undefined` for nothing.
   * @param {FormQuestion} question
   * @param {FormEntry} entry
   * @param {boolean} hidden whether a condition hides the question: its answer is kept, and named as skipped
   * @returns {any}
   */
  function writeAnswer(question, entry, hidden) {
    const out = /** @type {any} */ ({});
    if (entry.state === "answered") {
      if (hidden) out.state = "skipped";
      out.value = written(question, entry.value);
    } else if (entry.state) out.state = entry.state;
    if (entry.reason && entry.state === "not_applicable") out.reason = entry.reason;
    if (entry.note) out.note = entry.note;
    if (entry.confidence) out.confidence = entry.confidence;
    if (entry.evidence.length > 0) {
      out.evidence = entry.evidence.map((item) => {
        const piece = /** @type {any} */ ({ grade: item.grade });
        for (const key of /** @type {("name" | "date" | "responsible")[]} */ (["name", "date", "responsible"])) if (item[key]) piece[key] = item[key];
        return piece;
      });
    }
    if (entry.target && entry.target.value) {
      out.target = { value: written(question, entry.target.value) };
      if (entry.target.by) out.target.by = entry.target.by;
      if (entry.target.reason) out.target.reason = entry.target.reason;
    }
    const keys = Object.keys(out);
    if (keys.length === 0) return undefined;
    if (keys.length === 1 && keys[0] === "value") return out.value;
    if (keys.length === 1 && (out.state === "unknown" || out.state === "no")) return out.state;
    return out;
  }

  /**
   * The answer file of a draft.
   * @param {FormData} data
   * @param {FormDraft} draft
   * @param {{[question: string]: boolean}} shown
   * @returns {any} without a checksum
   */
  function writeFile(data, draft, shown) {
    const file = /** @type {any} */ ({
      framework: data.framework.framework,
      framework_version: data.framework.version,
      framework_hash: data.hash,
      questionnaire: data.questionnaire,
    });
    for (const key of META) if (draft.meta[key]) file[key] = draft.meta[key];
    file.respondent = {};
    for (const key of RESPONDENT) if (draft.meta[key]) file.respondent[key] = draft.meta[key];
    for (const key of ["weight", "owns"]) if (draft.rest[key] !== undefined) file.respondent[key] = draft.rest[key];
    file.visibility = "internal";
    if (draft.rest.publish !== undefined) file.publish = draft.rest.publish;
    if (draft.asked) file.asked = draft.asked.slice();
    file.answers = {};
    for (const question of data.questions) {
      if (draft.asked && draft.asked.indexOf(question.area) < 0) continue;
      const entry = draft.answers[question.id];
      const answer = entry && writeAnswer(question, entry, shown[question.id] === false);
      if (answer !== undefined) file.answers[question.id] = answer;
    }
    if (Object.keys(draft.unfit).length > 0) file.unfit = Object.assign({}, draft.unfit);
    return file;
  }

  /**
   * What is scored: the answers of the file, of the areas that are answered here.
   * @param {FormData} data
   * @param {FormDraft} draft
   */
  function sheet(data, draft) {
    const answers = bare();
    /** @type {string[]} */
    const asked = [];
    for (const question of data.questions) {
      if (draft.asked && draft.asked.indexOf(question.area) < 0) continue;
      asked.push(question.id);
      const entry = draft.answers[question.id];
      const answer = entry && writeAnswer(question, entry, false);
      if (answer !== undefined) answers[question.id] = answer;
    }
    return { answers, asked };
  }

  /**
   * The text of a file that was chosen or dropped; old browsers lack `File.text`.
   * @param {Blob} file
   * @returns {Promise<string>}
   */
  function contents(file) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result));
      reader.onerror = () => reject(new Unreadable("disk"));
      reader.readAsText(file);
    });
  }

  /**
   * The text of an answer file. A form that was filled in as a PDF is known by how it begins, whatever its name and size.
   * @param {File} file
   * @param {number} most how large it may be, in bytes
   * @returns {Promise<string>}
   * @throws `Unreadable`
   */
  async function textOf(file, most) {
    if ((await contents(file.slice(0, 5))) === "%PDF-") throw new Unreadable("pdf");
    if (file.size > most) throw new Unreadable("large");
    return contents(file);
  }

  Object.assign(form, { Unreadable, textOf, blank, bare, parseFile: parse, readFile, adopt, writeAnswer, writeFile, sheet, FILE_SIZE: SIZE });
})();
