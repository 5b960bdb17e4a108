/**
 * Handing in: what is still missing, the file, the table, the block for a chat, the printed report with its signatures and
 * checksum, and taking one's answers off this computer.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;
  const { make, clear, button } = form;

  class HandIn {
    /**
     * @param {HTMLElement} place
     * @param {any} app
     */
    constructor(place, app) {
      this.place = place;
      this.app = app;
      /** Whether the reader was asked to confirm that everything is deleted. */
      this.sure = false;
    }

    show() {
      const { app, place } = this;
      const { words } = app;
      clear(place);
      place.appendChild(this.missing());
      const sum = app.checksum();
      place.appendChild(make("div", { class: "form-hand" },
        make("h3", {}, words.get("form_file")),
        make("p", {}, words.get("form_file_note")),
        make("p", {}, button(words.get("form_save_file"), () => app.saveFile(), { class: "button button-strong", "data-save-file": true })),
        make("p", { class: "meta" }, words.get("form_file_name") + " ", make("code", {}, app.fileName("answers.json")), ". ", words.get("form_checksum"), " ", make("code", { "data-checksum": true }, sum)),
        this.filed = make("p", { class: "meta", "data-form-filed": true }, app.filedWords()),
        app.data.workshop ? make("p", {}, make("a", { href: app.data.workshop, "data-coordinate": true }, words.get("form_coordinate"))) : null));
      place.appendChild(this.block());
      place.appendChild(make("div", { class: "form-hand" },
        make("h3", {}, words.get("form_paper")),
        make("p", {}, words.get("form_paper_note")),
        make("p", { class: "form-links" }, button(words.get("form_print_report"), () => app.print("report")), button(words.get("form_print_form"), () => app.print("form")), button(words.get("form_print_sheet"), () => app.print("sheet")))));
      place.appendChild(make("div", { class: "form-hand" },
        make("h3", {}, words.get("form_table_file")),
        make("p", {}, words.get("form_table_note")),
        make("p", {}, button(words.get("form_save_table"), () => app.saveTable(), { "data-save-table": true }))));
      place.appendChild(this.forget());
    }

    /** What is not answered yet, with the way there. */
    missing() {
      const { app } = this;
      const { words } = app;
      const list = make("ul", { class: "form-missing" });
      for (const fault of app.who.faults()) {
        list.appendChild(make("li", {}, button(fault.text, () => app.who.go(fault.key), { class: "form-link" })));
      }
      const reasons = app.open().filter((/** @type {any} */ question) => app.lacksReason(question));
      for (const question of reasons) list.appendChild(make("li", {}, button(words.get("form_reason_missing_at", { number: String(question.number), title: question.title }), () => app.go(question.id), { class: "form-link" })));
      const open = app.open().filter((/** @type {any} */ question) => !app.lacksReason(question));
      if (open.length > 0) {
        const more = make("ul");
        for (const question of open) more.appendChild(make("li", {}, button(question.number + ". " + question.title, () => app.go(question.id), { class: "form-link" })));
        list.appendChild(make("li", {}, make("details", {}, make("summary", {}, words.count("form_open_questions", open.length)), more)));
      }
      const none = list.children.length === 0;
      return make("div", { class: "form-hand" }, make("h3", {}, words.get("form_missing")), none ? make("p", {}, words.get("form_missing_none")) : [make("p", {}, words.get("form_missing_note")), list]);
    }

    /** The block for a chat or a mail. */
    block() {
      const { app } = this;
      const { words } = app;
      const field = make("textarea", { id: "_f-block", rows: 6, readonly: true, class: "form-block" });
      field.value = app.block();
      const state = make("span", { role: "status" });
      const copy = button(words.get("form_copy"), () => {
        const done = form.copy(field);
        state.textContent = words.get(done ? "form_copied" : "form_copy_by_hand");
        if (done) app.noteFiled();
      }, { "data-copy-block": true });
      return make("div", { class: "form-hand" }, make("h3", {}, words.get("form_block")), make("p", {}, words.get("form_block_note")),
        make("p", { class: "fq-text" }, make("label", { for: "_f-block" }, words.get("form_block_label")), field), make("p", { class: "form-links" }, copy, " ", state));
    }

    /** Taking the answers off this computer, in two steps. */
    forget() {
      const { app } = this;
      const { words } = app;
      const place = make("div", { class: "form-hand" }, make("h3", {}, words.get("form_forget")), make("p", {}, words.get("form_forget_note")));
      const ask = button(words.get("form_forget_this"), () => {
        ask.hidden = true;
        sure.hidden = false;
        /** @type {HTMLElement} */ (sure.querySelector("button")).focus();
      });
      const sure = make("div", { class: "callout callout-warning", role: "group", hidden: true },
        make("p", {}, app.draft.filed >= app.draft.changed && app.draft.filed > 0 ? words.get("form_forget_sure") : words.get("form_forget_unsaved")),
        make("p", { class: "form-links" }, button(words.get("form_forget_yes"), () => app.forget(), { class: "button button-strong", "data-forget": true }), button(words.get("form_forget_no"), () => this.show())));
      place.appendChild(make("p", {}, ask));
      place.appendChild(sure);
      return place;
    }
  }

  /**
   * The report on paper: who, results, what comes first, every answer, signatures, checksum.
   * @param {any} app
   * @returns {Element[]}
   */
  function report(app) {
    const { words, scoring, data, draft } = app;
    const heads = scoring.heads(draft);
    const fact = (/** @type {string} */ key, /** @type {string} */ value) => (value ? make("div", {}, make("dt", {}, words.get(key)), make("dd", {}, value)) : null);
    const { meta } = draft;
    const unit = app.who.unitName();
    const rows = heads.concat(...(heads.length > 1 ? heads.slice(1) : heads).map((/** @type {string} */ area) => scoring.topics(area)));
    const gaps = scoring.gaps().slice(0, 5).map((/** @type {any} */ found) => {
      const current = scoring.whole(found.question, found.gap.current);
      const next = current === null ? "" : scoring.level(found.question, current + 1);
      const actions = app.help.of(found).next.map((/** @type {any} */ one) => one.action.title);
      return make("li", {}, make("strong", {}, found.question.title), " ", words.get("now") + ": " + scoring.answer(found.question) + ".", next ? " " + words.get("next_step") + " " + next : "",
        actions.length > 0 ? [make("br"), words.get("form_actions") + " " + actions.join("; ") + "."] : null);
    });
    const answers = data.questions.filter((/** @type {FormQuestion} */ question) => app.asks(question)).map((/** @type {FormQuestion} */ question) => {
      const entry = draft.answers[question.id] || form.blank();
      const said = app.parts.get(question.id).details.said(entry);
      const lines = question.kind === "gated" && entry.state === "answered"
        ? question.statements.map((statement) => statement.text + " " + statementWords(words, entry.value[statement.id]))
        : [];
      return make("div", { class: "form-said" }, make("p", {}, make("b", {}, question.number + " "), question.title), make("p", {}, make("strong", {}, scoring.answer(question)), entry.reason ? " " + words.get("reason") + " " + entry.reason : ""),
        lines.map((line) => make("p", {}, "– " + line)), said.map((/** @type {string} */ line) => make("p", { class: "meta" }, line)));
    });
    const sign = ["form_sign_answered", "form_sign_checked"].map((key) => make("div", { class: "form-sign" }, make("p", {}, words.get(key)), make("p", { class: "form-rule" }, words.get("form_sign_name")), make("p", { class: "form-rule" }, words.get("form_sign_signature")), make("p", { class: "form-rule" }, words.get("form_sign_date"))));
    return [
      make("h2", {}, words.get("form_report")),
      make("dl", { class: "facts facts-wide" }, fact("form_report_form", data.questionnaire_title), fact("form_report_unit", unit), fact("form_report_round", meta.round), fact("form_report_date", meta.date && words.date(meta.date)),
        fact("form_report_who", [meta.name, meta.role, meta.institution].filter(Boolean).join(", ") || meta.code), fact("form_report_code", meta.code), fact("form_report_version", data.title + " " + data.framework.version)),
      make("h3", {}, words.get("results")), form.resultTable(app, rows),
      gaps.length > 0 ? make("h3", {}, words.get("form_first")) : make("p"), make("ol", {}, gaps),
      make("h3", {}, words.get("form_report_answers")), make("div", {}, answers),
      make("div", { class: "form-signs" }, sign),
      make("p", { class: "form-sum" }, words.get("form_report_checksum"), " ", make("strong", {}, app.checksum()), ". ", words.get("form_report_file"), " ", app.fileName("answers.json")),
    ];
  }

  /**
   * @param {any} words
   * @param {string | undefined} tick
   */
  function statementWords(words, tick) {
    return tick === "unknown" ? words.get("state_unknown") : tick ? words.get("presence_" + tick) : words.get("state_blank");
  }

  Object.assign(form, { HandIn, report });
})();
