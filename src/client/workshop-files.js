/**
 * The answer files that were dropped on the consolidation page: read, checked, grouped by place and assessment, joined into
 * one. Nothing here touches the page.
 *
 * A file may come from anywhere. What it says about itself is taken as text and cut; what does not fit is named, never run.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;

  /** The most files at once. */
  const MOST = 200;
  const CONSENSUS = "consensus";
  const NAME = /^[a-z0-9-]{1,20}$/;

  /**
   * One file that was read.
   * @typedef {object} WorkshopFile
   * @property {string} name of the file
   * @property {AnswerFile} file
   * @property {string} code of the respondent
   * @property {string} group place and assessment
   * @property {string[]} notes words for what is odd about it
   * @property {string} key tells it apart from files that say something else
   * @property {string} text as it was read
   */

  /** @param {any} value */
  const text = (value) => (typeof value === "string" || typeof value === "number" ? String(value).slice(0, 300) : "");

  /** @param {any} value */
  const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /** @param {any} value @returns {string[]} */
  const texts = (value) => (Array.isArray(value) ? value.slice(0, 1000).filter((item) => typeof item === "string") : []);

  /**
   * Whether two checksums are the same, however they are written.
   * @param {string} one
   * @param {string} other
   */
  const sameSum = (one, other) => one.replace(/[^0-9a-f]/gi, "").toLowerCase() === other.replace(/-/g, "");

  /**
   * Reads the text of a file.
   * @param {string} name
   * @param {string} content
   * @param {FormData} data
   * @returns {WorkshopFile}
   * @throws `Unreadable`, whose `word` says why
   */
  function read(name, content, data) {
    const raw = form.parseFile(content);
    if (raw.framework !== data.framework.framework) throw new form.Unreadable("framework");
    const respondent = isMap(raw.respondent) ? raw.respondent : form.bare();
    const [unit, round, code] = [text(raw.unit), text(raw.round), text(respondent.code)];
    if (!unit || !NAME.test(round) || !NAME.test(code)) throw new form.Unreadable("who");
    /** @type {any} */
    const file = { framework: raw.framework, framework_version: text(raw.framework_version), unit, round, answers: raw.answers };
    file.questionnaire = text(raw.questionnaire) || null;
    file.date = text(raw.date) || null;
    file.visibility = text(raw.visibility) || null;
    file.publish = texts(raw.publish);
    file.asked = Array.isArray(raw.asked) ? texts(raw.asked) : null;
    file.respondent = { code, name: text(respondent.name), institution: text(respondent.institution), role: text(respondent.role), owns: texts(respondent.owns) };
    if (respondent.weight !== undefined) file.respondent.weight = text(respondent.weight);
    /** @type {string[]} */
    const notes = [];
    if (file.framework_version !== data.framework.version || (raw.framework_hash !== undefined && raw.framework_hash !== data.hash)) notes.push("version");
    if (raw.checksum !== undefined && !sameSum(text(raw.checksum), form.checksum(raw))) notes.push("checksum");
    if (isMap(raw.unfit) && Object.keys(raw.unfit).length > 0) notes.push("unfit");
    return { name: name.slice(0, 120), file, code, group: unit + " " + round, notes, key: form.checksum(file), text: content };
  }

  /**
   * What each file was asked and has answered, by area.
   * @param {WorkshopFile} entry
   * @param {any} data
   * @returns {{area: string, asked: number, answered: number}[]}
   */
  function coverage(entry, data) {
    const { nodes } = resultsOf(entry, data);
    return data.areas.map((/** @type {string} */ area) => {
      const { counts } = nodes[data.scoring.byId[area]];
      const answered = counts.answered + counts.no + counts.unknown + counts.not_applicable;
      return { area, asked: answered + counts.blank, answered };
    });
  }

  /**
   * The results of one file alone, with what of it does not fit.
   * @param {WorkshopFile} entry
   * @param {any} data
   * @returns {CombinedResults}
   */
  const resultsOf = (entry, data) => scope.RumboScore.combine(data.scoring, [entry.file], data.questionnaires);

  /**
   * The questionnaire that all files name, if it is the same.
   * @param {WorkshopFile[]} entries
   * @returns {string | null}
   */
  function commonQuestionnaire(entries) {
    const first = entries.length > 0 ? entries[0].file.questionnaire : null;
    return first && entries.every((entry) => entry.file.questionnaire === first) ? first : null;
  }

  /**
   * All answers in one file, if one file can say what they say together: the same result, node for node.
   * @param {WorkshopFile[]} entries of one place and assessment
   * @param {CombinedResults} combined
   * @param {any} data
   * @param {any} head what stands before the answers
   * @returns {any} `null` where they cannot be said in one file
   */
  function joined(entries, combined, data, head) {
    const questionnaire = commonQuestionnaire(entries);
    const areas = data.areas.filter((/** @type {string} */ area) => combined.nodes[data.scoring.byId[area]].state !== "not_asked");
    const file = Object.assign({}, head);
    if (questionnaire) file.questionnaire = questionnaire;
    if (areas.length < data.areas.length) file.asked = areas;
    file.answers = {};
    for (const id of data.scoring.questions) {
      const answer = joinedAnswer(id, entries, combined);
      if (answer !== undefined) file.answers[id] = answer;
    }
    const alone = scope.RumboScore.combine(data.scoring, [file], data.questionnaires);
    const same = JSON.stringify([alone.nodes, alone.gaps]) === JSON.stringify([combined.nodes, combined.gaps]);
    return same ? file : null;
  }

  /**
   * An answer with what all of them said beside it: the documents once each, the notes with the code of who wrote them.
   * @param {string} id
   * @param {WorkshopFile[]} entries
   * @param {CombinedResults} combined
   * @returns {WrittenAnswer | undefined}
   */
  function joinedAnswer(id, entries, combined) {
    const answer = form.has(combined.answers, id) ? combined.answers[id] : undefined;
    const long = entries.map((entry) => ({ code: entry.code, written: form.has(entry.file.answers, id) ? entry.file.answers[id] : null })).filter(({ written }) => isLong(written));
    /** @type {string[]} */
    const notes = [];
    /** @type {any[]} */
    const evidence = [];
    const known = new Set();
    for (const { code, written } of long) {
      const { note, evidence: documents } = /** @type {LongAnswer} */ (written);
      if (typeof note === "string" && note) notes.push(code === CONSENSUS ? note : code + ": " + note);
      for (const item of Array.isArray(documents) ? documents : []) {
        const name = JSON.stringify(item);
        if (!known.has(name)) evidence.push(item);
        known.add(name);
      }
    }
    if (notes.length === 0 && evidence.length === 0) return answer;
    /** @type {any} */
    const out = answer === undefined ? {} : isLong(answer) ? Object.assign({}, answer) : { value: answer };
    if (notes.length > 0) out.note = notes.join("\n");
    if (evidence.length > 0) out.evidence = evidence;
    return out;
  }

  /**
   * Whether an answer is in its long form; statements by id are not.
   * @param {any} written
   */
  const isLong = (written) =>
    isMap(written) && ["state", "value", "reason", "note", "confidence", "evidence", "target"].some((key) => form.has(written, key));

  Object.assign(form, { workshop: { read, coverage, resultsOf, joined, CONSENSUS, MOST } });
})();
