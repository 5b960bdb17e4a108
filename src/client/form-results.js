/**
 * The results of the form: where one stands in words and figures, drawings with their table, what to do first with the
 * next level and the procedure's steps, and a sheet of one page to take along.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;
  const { make, clear, button } = form;

  /** So many gaps are shown at length. */
  const FIRST = 5;

  /**
   * The words of a result, then its figure, then how sure it is.
   * @param {any} app
   * @param {string} id
   * @param {boolean} [large]
   */
  function score(app, id, large) {
    const view = app.scoring.view(id);
    const chip = view.scored && view.letter
      ? make("span", { class: "chip band-" + view.band }, make("b", {}, view.letter), " ", make("span", {}, view.label))
      : make("span", { class: "chip chip-none" }, view.label || view.figure);
    const notes = [view.completeness, view.interval, view.lowest].filter(Boolean).map((note) => make("li", {}, note));
    return make("div", { class: "score" + (large ? " score-large" : "") },
      make("p", { class: "score-line" }, chip, " ", make("span", { class: "score-text" }, view.label ? view.figure : "")),
      make("ul", { class: "score-notes" }, notes));
  }

  /** @param {string} text */
  const short = (text) => (text.length > 34 ? text.slice(0, 33).replace(/\s+\S*$/, "") + "…" : text);

  /**
   * @param {any} app
   * @param {string[]} ids
   */
  function parts(app, ids) {
    return ids.map((id) => {
      const view = app.scoring.view(id);
      const name = app.scoring.name(id);
      const open = view.scored ? view : { low: null, high: null };
      return { name, short: short(name), figure: view.figure || view.label, value: view.value, low: open.low, high: open.high };
    });
  }

  /**
   * The table that says what the drawings show.
   * @param {any} app
   * @param {string[]} ids
   */
  function table(app, ids) {
    const { words, scoring } = app;
    const rows = ids.map((id) => {
      const view = scoring.view(id);
      return make("tr", {}, make("th", { scope: "row" }, scoring.name(id)), make("td", {}, view.label), make("td", { class: "num" }, view.figure || "–"), make("td", {}, view.interval || "–"), make("td", {}, view.completeness));
    });
    const head = ["part", "form_stands", "form_per_cent", "form_could_be", "form_answered"].map((key, column) => make("th", { scope: "col", class: column === 2 ? "num" : "" }, words.get(key)));
    return make("div", { class: "table-scroll", role: "region", tabindex: 0, "aria-label": words.get("form_table") },
      make("table", {}, make("thead", {}, make("tr", {}, head)), make("tbody", {}, rows)));
  }

  /**
   * What to do about a gap.
   * @param {any} app
   * @param {{gap: any, question: FormQuestion}} found
   */
  function priority(app, found) {
    const { words, scoring, help } = app;
    const { gap, question } = found;
    const current = scoring.whole(question, gap.current);
    const next = current === null ? "" : scoring.level(question, current + 1);
    const todo = help.of(found);
    return make("li", { class: "form-priority" },
      make("h4", {}, button(question.title, () => app.go(question.id), { class: "form-link" })),
      make("p", { class: "meta" }, scoring.name(question.area) + " · " + words.get("urgency") + ": ", make("span", { class: "urgency urgency-" + gap.urgency }, make("span", { class: "urgency-bars", "aria-hidden": true }), words.get("urgency_" + gap.urgency)), gap.danger ? [" · ", words.get("critical")] : null),
      make("p", {}, make("strong", {}, words.get("now") + ": "), scoring.answer(question)),
      next ? make("p", {}, make("strong", {}, words.get("next_step") + " "), next) : null,
      todo.next.length > 0 ? [make("p", { class: "form-todo" }, make("strong", {}, words.get("form_actions"))), help.list(todo.next)] : null,
      todo.later.length > 0 ? make("details", {}, make("summary", {}, words.count("form_actions_later", todo.later.length)), help.list(todo.later)) : null,
      todo.sops.map((/** @type {string} */ id) => help.procedure(id)),
      help.examples(todo.practices));
  }

  /**
   * One page to take along: what comes first, by whom, by when.
   * @param {any} app
   */
  function sheet(app) {
    const { words, scoring, data, draft, help } = app;
    const rows = scoring.gaps().slice(0, FIRST).map((/** @type {any} */ found) => {
      const { gap, question } = found;
      const current = scoring.whole(question, gap.current);
      const next = current === null ? "" : scoring.level(question, current + 1);
      const todo = help.of(found);
      const first = todo.next.length > 0 ? todo.next[0].action : null;
      const sop = (first && first.sops ? first.sops : []).concat(todo.sops).find((/** @type {string} */ id) => form.has(data.sops, id));
      const steps = sop ? data.sops[sop] : null;
      const entry = draft.answers[question.id];
      const by = entry && entry.target && entry.target.by ? words.date(entry.target.by) : "";
      return make("tr", {},
        make("th", { scope: "row" }, question.title),
        make("td", {}, next || scoring.answer(question)),
        make("td", {}, first ? make("p", {}, make("strong", {}, first.title)) : null, steps ? [make("span", {}, steps.title), make("ol", {}, steps.steps.slice(0, 3).map((/** @type {string} */ step) => make("li", {}, step)))] : first ? null : "–"),
        make("td", { class: "form-write" }, first ? make("span", { class: "meta" }, first.lead) : ""),
        make("td", { class: "form-write" }, by));
    });
    const head = ["form_sheet_what", "form_sheet_next", "form_sheet_start", "form_sheet_who", "form_sheet_when"].map((key) => make("th", { scope: "col" }, words.get(key)));
    return make("section", { class: "form-sheet", "aria-labelledby": "_f-sheet" },
      make("h3", { id: "_f-sheet" }, words.get("form_sheet")),
      make("p", {}, app.who.heading()),
      rows.length > 0
        ? make("div", { class: "table-scroll", role: "region", tabindex: 0, "aria-labelledby": "_f-sheet" }, make("table", {}, make("thead", {}, make("tr", {}, head)), make("tbody", {}, rows)))
        : make("p", {}, words.get("form_no_gaps")),
      make("p", { class: "no-print" }, button(words.get("form_print_sheet"), () => app.print("sheet"))));
  }

  class Results {
    /**
     * @param {HTMLElement} place
     * @param {any} app
     */
    constructor(place, app) {
      this.place = place;
      this.app = app;
    }

    /** Writes everything anew. */
    show() {
      const { app, place } = this;
      const { words, scoring, data, draft } = app;
      const opened = Array.from(place.querySelectorAll("details[open] > summary")).map((summary) => summary.textContent);
      clear(place);
      const heads = scoring.heads(draft);
      const areas = heads.length > 1 ? heads.slice(1) : heads;
      const topics = /** @type {string[]} */ ([]).concat(...areas.map((/** @type {string} */ area) => scoring.topics(area)));
      place.appendChild(make("p", { class: "form-about" }, words.get("form_results_note")));
      place.appendChild(make("section", { class: "panel overall", "aria-label": scoring.name(heads[0]) }, make("h3", {}, scoring.name(heads[0])), score(app, heads[0], true), this.legend(), form.trace(app, heads[0])));
      this.priorities();
      this.standing(heads, areas, topics);
      place.appendChild(make("h3", {}, words.get("form_traces")));
      for (const area of areas.filter((/** @type {string} */ id) => scoring.begun(id))) {
        const list = scoring.topics(area).filter((/** @type {string} */ id) => scoring.begun(id));
        place.appendChild(make("section", { class: "form-part" }, make("h4", {}, scoring.name(area)), score(app, area), areas.length > 1 ? form.trace(app, area) : null,
          list.map((/** @type {string} */ topic) => make("div", { class: "form-part" }, make("h5", {}, scoring.name(topic)), score(app, topic), form.trace(app, topic)))));
      }
      if (scoring.results.nodes.some((/** @type {any} */ node) => node.score !== null && node.low !== node.high)) place.appendChild(make("p", { class: "table-note" }, words.get("star_note")));
      place.appendChild(sheet(app));
      for (const details of /** @type {NodeListOf<HTMLDetailsElement>} */ (place.querySelectorAll("details"))) {
        const summary = details.querySelector("summary");
        if (summary && opened.indexOf(summary.textContent) >= 0) details.open = true;
      }
      void data;
    }

    /**
     * Where one stands: drawings and their table, of the areas and topics that have an answer; the others are folded.
     * @param {string[]} heads
     * @param {string[]} areas
     * @param {string[]} topics
     */
    standing(heads, areas, topics) {
      const { app, place } = this;
      const { words, scoring } = app;
      const begun = (/** @type {string} */ id) => scoring.begun(id);
      const rest = areas.concat(topics).filter((id) => !begun(id));
      const charts = make("div", { class: "form-charts" });
      const around = areas.length >= 3 ? areas : topics.length >= 3 ? topics : [];
      const shown = topics.filter(begun);
      place.appendChild(make("h3", {}, words.get("form_standing")));
      place.appendChild(make("p", { class: "form-about" }, words.get("form_standing_note", { share: words.perCent(app.data.framework.threshold) })));
      if (shown.length > 0) {
        if (around.length > 0) charts.appendChild(make("figure", {}, make("figcaption", {}, words.get("form_radar")), form.radar(words.get("form_radar"), parts(app, around))));
        charts.appendChild(make("figure", {}, make("figcaption", {}, words.get("form_bars")), form.bars(words.get("form_bars"), parts(app, shown))));
        place.appendChild(make("p", { class: "meta" }, words.get("form_charts_note")));
        place.appendChild(charts);
        place.appendChild(table(app, heads.concat(topics).filter((id) => rest.indexOf(id) < 0)));
      }
      if (rest.length > 0) {
        place.appendChild(make("details", { "data-not-begun": true }, make("summary", {}, words.count("form_not_begun", rest.length)), make("ul", {}, rest.map((id) => make("li", {}, scoring.name(id))))));
      }
    }

    legend() {
      const { data, words } = this.app;
      if (data.bands.length === 0) return null;
      const band = (/** @type {any} */ known, /** @type {number} */ place) =>
        make("li", {}, make("span", { class: "chip band-" + place }, make("b", {}, known.letter || ""), " ", make("span", {}, known.label)), " ", make("span", { class: "meta" }, words.get("from") + " " + words.perCent(data.framework.bands[place].from)));
      return make("details", { class: "legend" }, make("summary", {}, words.get("legend")), make("ul", {}, data.bands.map(band)));
    }

    priorities() {
      const { app, place } = this;
      const { words, scoring } = app;
      const gaps = scoring.gaps();
      place.appendChild(make("h3", {}, words.get("form_first")));
      if (gaps.length === 0) place.appendChild(make("p", {}, words.get("form_no_gaps")));
      else place.appendChild(make("p", { class: "form-about" }, words.get("form_first_note")));
      if (gaps.length > 0) place.appendChild(make("ol", { class: "form-priorities" }, gaps.slice(0, FIRST).map((/** @type {any} */ found) => priority(app, found))));
      const rest = gaps.slice(FIRST);
      if (rest.length > 0) {
        place.appendChild(make("details", {}, make("summary", {}, words.count("form_more_gaps", rest.length)), make("ol", { class: "form-priorities", start: FIRST + 1 }, rest.map((/** @type {any} */ found) => priority(app, found)))));
      }
      // What is not known is to be found out: it is no gap yet, though it counts as the lowest.
      for (const [state, word] of [["blank", "still_to_answer"], ["unknown", "to_find_out"]]) {
        const open = scoring.inState(state);
        if (open.length === 0) continue;
        place.appendChild(make("details", { "data-open": state }, make("summary", {}, words.count(word, open.length)),
          make("ul", { class: "form-missing" }, open.map((/** @type {FormQuestion} */ question) => make("li", {}, button(question.title, () => app.go(question.id), { class: "form-link" }))))));
      }
    }
  }

  Object.assign(form, { Results, scoreOf: score, resultTable: table });
})();
