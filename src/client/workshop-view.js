/**
 * What the consolidation page shows: who answered, which areas are missing, the joined result, and for each question who
 * said what. Makes elements from texts and keeps nothing.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;
  const { make, button } = form;

  /** How long a note or the name of a document is at most in the table of answers, in characters. */
  const BRIEF = 400;

  /**
   * A table that may be wider than the page.
   * @param {string} caption
   * @param {any[]} head texts or elements
   * @param {any[]} rows
   */
  function table(caption, head, rows) {
    return make("div", { class: "table-scroll", role: "region", tabindex: "0", "aria-label": caption },
      make("table", {},
        make("caption", { class: "vh" }, caption),
        make("thead", {}, make("tr", {}, head.map((text) => make("th", { scope: "col" }, text)))),
        make("tbody", {}, rows)));
  }

  /**
   * Who answered: a row for each file of the place.
   * @param {any} app
   * @param {any[]} entries
   * @param {string[]} conflicts
   */
  function people(app, entries, conflicts) {
    const { words } = app;
    const rows = entries.map((entry) => {
      const { respondent } = entry.file;
      const parts = form.workshop.coverage(entry, app.data);
      const asked = parts.reduce((/** @type {number} */ sum, /** @type {any} */ part) => sum + part.asked, 0);
      const answered = parts.reduce((/** @type {number} */ sum, /** @type {any} */ part) => sum + part.answered, 0);
      const unfit = form.workshop.resultsOf(entry, app.data).unfit;
      const notes = entry.notes.map((/** @type {string} */ note) => words.get("workshop_note_" + note));
      if (conflicts.indexOf(entry.code) >= 0) notes.unshift(words.get("workshop_note_conflict", { code: entry.code }));
      const left = Object.keys(unfit);
      if (left.length > 0) notes.push(words.count("workshop_left_out", left.length) + " " + left.slice(0, 20).join(", "));
      const remove = button(words.get("workshop_remove"), () => app.remove(entry), { class: "form-quiet", "aria-label": words.get("workshop_remove_of", { name: entry.name }) });
      return make("tr", {},
        make("th", { scope: "row" }, entry.code === form.workshop.CONSENSUS ? words.get("workshop_consensus_file") : entry.code),
        make("td", {}, [respondent.name, respondent.institution, respondent.role].filter(Boolean).join(", ")),
        make("td", { class: "nowrap" }, words.get("workshop_of", { done: words.number(String(answered)), all: words.number(String(asked)) })),
        make("td", { class: "ws-wide" }, make("code", {}, entry.name), notes.length > 0 ? make("ul", { class: "ws-notes" }, notes.map((/** @type {string} */ note) => make("li", {}, note))) : null),
        make("td", {}, remove));
    });
    return table(words.get("workshop_people"), ["code", "person", "answered", "file"].map((key) => words.get("workshop_" + key)).concat(words.get("workshop_remove")), rows);
  }

  /**
   * Which areas are answered by whom; what is missing stands in words.
   * @param {any} app
   * @param {any[]} entries without the facilitator's
   */
  function areas(app, entries) {
    const { words, data } = app;
    const parts = entries.map((entry) => form.workshop.coverage(entry, data));
    const missing = /** @type {string[]} */ ([]);
    const rows = data.areas.map((/** @type {string} */ area, /** @type {number} */ place) => {
      const cells = parts.map((part) => part[place]);
      const answered = cells.some((cell) => cell.answered > 0);
      if (!answered) missing.push(app.scoring.name(area));
      return make("tr", { class: answered ? "" : "ws-missing" },
        make("th", { scope: "row" }, app.scoring.name(area)),
        make("td", {}, answered ? words.get("workshop_there") : words.get("workshop_missing")),
        cells.map((cell) => make("td", { class: "nowrap" }, cell.asked > 0 ? words.get("workshop_of", { done: String(cell.answered), all: String(cell.asked) }) : words.get("state_not_asked"))));
    });
    const said = missing.length > 0 ? words.get("workshop_missing_areas", { areas: words.list(missing) }) : words.get("workshop_all_areas");
    const head = [words.get("area"), words.get("workshop_state")].concat(entries.map((entry) => entry.code));
    return [make("p", { class: missing.length > 0 ? "callout callout-warning" : "callout callout-tip" }, said), table(words.get("workshop_areas"), head, rows)];
  }

  /**
   * The joined result: the whole and its areas.
   * @param {any} app
   */
  function results(app) {
    const { words, scoring, data } = app;
    const heads = [scoring.root].concat(data.areas).filter((id) => scoring.node(id).state !== "not_asked");
    const rows = heads.map((id) => {
      const view = scoring.view(id);
      return make("tr", { "data-node": id },
        make("th", { scope: "row" }, scoring.name(id)),
        make("td", {}, view.label),
        make("td", { class: "nowrap" }, view.figure),
        make("td", { class: view.interval ? "ws-wide" : "" }, view.interval),
        make("td", {}, view.completeness));
    });
    const head = [words.get("part"), words.get("workshop_level"), words.get("workshop_per_cent"), words.get("workshop_interval"), words.get("workshop_complete")];
    return table(words.get("workshop_results"), head, rows);
  }

  /**
   * What one respondent said about a question, in words.
   * @param {any} app
   * @param {FormQuestion} question
   * @param {any} written
   * @param {{state: ScoreState, level: number | null}} result what that answer is by itself
   */
  function answer(app, question, written, result) {
    const { words } = app;
    if (result.state === "not_asked" || result.state === "unknown" || result.state === "blank" || result.state === "not_applicable") return words.get("state_" + result.state);
    const long = written !== null && typeof written === "object" && form.has(written, "value");
    const value = long ? written.value : written;
    if (result.level !== null) return app.scoring.level(question, result.level);
    const option = (/** @type {any} */ id) => {
      const found = question.options.find((known) => known.value === String(id));
      return found ? found.text : String(id);
    };
    if (Array.isArray(value)) return value.length > 0 ? value.map(option).join("; ") : words.get("form_none_of_these");
    if (result.state === "no" || (value !== null && typeof value === "object")) return words.get("form_none_of_these");
    if (value === undefined || value === null) return words.get("state_blank");
    if (question.options.length > 0) return option(value);
    const text = String(value);
    if (question.kind === "date") return words.date(text);
    return question.kind === "number" || question.kind === "count" ? words.number(text) : text.slice(0, BRIEF);
  }

  /**
   * What stands beside an answer: its reason, its note, its evidence.
   * @param {any} app
   * @param {any} written
   * @returns {string[]}
   */
  function beside(app, written) {
    if (written === null || typeof written !== "object" || Array.isArray(written)) return [];
    const texts = [written.reason, written.note].filter((text) => typeof text === "string" && text !== "");
    for (const item of Array.isArray(written.evidence) ? written.evidence : []) {
      if (item === null || typeof item !== "object") continue;
      const grade = ["document", "observation", "statement"].indexOf(item.grade) >= 0 ? app.words.get("evidence_" + item.grade) : "";
      const day = typeof item.date === "string" ? app.words.date(item.date) : "";
      texts.push([grade, item.name, day].filter((text) => typeof text === "string" && text !== "").join(", "));
    }
    return texts.map((text) => text.slice(0, BRIEF));
  }

  /**
   * Who said what about a question, and why to talk about it.
   * @param {any} app
   * @param {FormQuestion} question
   * @param {AgreementResult | undefined} row
   */
  function said(app, question, row) {
    const { words } = app;
    const entries = app.people();
    const place = app.data.scoring.byId[question.id];
    /** @type {Map<string, string[]>} */
    const levels = new Map();
    const rows = entries.map((/** @type {any} */ entry) => {
      const written = form.has(entry.file.answers, question.id) ? entry.file.answers[question.id] : null;
      const asked = app.single(entry).nodes[place].state !== "not_asked";
      // A condition hides an answer from one person's result, but it counts when all are joined.
      const result = asked ? scope.RumboScore.look(app.data.scoring, question.id, written) : { state: "not_asked", level: null };
      if (result.level !== null) levels.set(String(result.level), (levels.get(String(result.level)) || []).concat(entry.code));
      const more = beside(app, written);
      return make("tr", {},
        make("th", { scope: "row" }, entry.code),
        make("td", { class: "ws-wide" }, answer(app, question, written, result)),
        make("td", {}, more.map((text) => make("div", {}, text))));
    });
    const caption = words.get("workshop_said");
    const parts = [table(caption, [words.get("workshop_code"), words.get("workshop_answer"), words.get("workshop_beside")], rows)];
    if (row && row.lowest !== null && question.levels > 0) parts.unshift(spread(app, question, levels));
    if (row && row.discuss) {
      const apart = row.lowest !== null && row.highest !== null && question.levels > 0;
      const values = { low: words.figure(row.lowest || "0"), high: words.figure(row.highest || "0") };
      parts.unshift(make("p", { class: "ws-why" }, words.get(row.discuss === "apart" && !apart ? "workshop_why_far" : "workshop_why_" + row.discuss, values)));
    }
    return parts;
  }

  /**
   * Where files say different things about what was agreed: what each one says, to choose from.
   * @param {any} app
   * @param {Map<string, {name: string, entry: FormEntry}[]>} disputes
   * @param {(id: string, side: number | null) => void} choose
   */
  function disputes(app, disputes, choose) {
    const { words, data } = app;
    const items = Array.from(disputes).map(([id, sides]) => {
      const question = data.byId.get(id);
      const rows = sides.map((side, place) => {
        const written = form.writeAnswer(question, side.entry, false);
        const result = scope.RumboScore.look(data.scoring, id, written);
        const more = beside(app, written).map((text) => make("div", { class: "meta" }, text));
        return make("li", {}, make("p", {}, side.name ? make("code", {}, side.name) : words.get("workshop_dispute_here"), ": ", make("strong", {}, answer(app, question, written, result))), more,
          button(words.get("workshop_dispute_take"), () => choose(id, place), { "aria-label": words.get("workshop_dispute_take_of", { number: String(place + 1), title: question.title }) }));
      });
      return make("li", { "data-dispute": id }, make("p", {}, make("strong", {}, question.number + ". " + question.title)), make("ul", {}, rows),
        button(words.get("workshop_dispute_open"), () => choose(id, null), { class: "form-quiet", "aria-label": words.get("workshop_dispute_open") + ": " + question.title }));
    });
    return make("div", { class: "callout callout-warning ws-disputes", role: "group", "aria-labelledby": "_ws-disputes" },
      make("p", { class: "callout-label", id: "_ws-disputes" }, words.count("workshop_disputed", disputes.size)), make("p", {}, words.get("workshop_disputed_how")), make("ul", {}, items));
  }

  /**
   * The levels in a row, each with the codes of those who chose it. The table below says the same.
   * @param {any} app
   * @param {FormQuestion} question
   * @param {Map<string, string[]>} levels
   */
  function spread(app, question, levels) {
    const first = question.kind === "ladder" ? 1 : 0;
    const last = question.kind === "ladder" || question.kind === "gated" ? question.levels : question.options.length - 1;
    const cells = [];
    for (let level = first; level <= last; level++) {
      const codes = levels.get(String(level)) || [];
      const name = question.options.length > 0 && question.kind !== "ladder" ? question.options[level].text : app.words.get("level_n", { level: String(level) });
      cells.push(make("li", { class: codes.length > 0 ? "ws-some" : "" }, make("span", {}, name), make("b", {}, codes.join(" ") || "–")));
    }
    return make("ol", { class: "ws-spread", "aria-hidden": "true" }, cells);
  }

  Object.assign(form.workshop, { view: { people, areas, results, said, disputes } });
})();
