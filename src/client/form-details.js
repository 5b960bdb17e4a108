/**
 * What is said besides an answer: evidence, how sure one is, a note, a target; and the procedures that help. The panel is
 * made when it is first opened, so that a long form is light.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;
  const { make, button, clear } = form;

  let numbers = 0;

  /**
   * A field with its label.
   * @param {string} label
   * @param {any} input
   */
  function field(label, input) {
    const id = "_d" + ++numbers;
    input.id = id;
    return make("p", { class: "fq-text" }, make("label", { for: id }, label), input);
  }

  /**
   * @param {[string, string][]} options
   * @param {string} chosen
   */
  function select(options, chosen) {
    const list = make("select");
    for (const [value, text] of options) list.appendChild(make("option", { value, selected: value === chosen }, text));
    list.value = chosen;
    return list;
  }

  class Details {
    /**
     * @param {any} owner the question
     * @param {any} app
     */
    constructor(owner, app) {
      this.owner = owner;
      this.app = app;
      const id = "_p-" + owner.question.id;
      this.panel = make("div", { class: "fq-panel", id, hidden: true });
      this.label = make("span", {}, app.words.get("form_details"));
      this.summary = button("", () => this.toggle(), { class: "form-quiet", "aria-expanded": "false", "aria-controls": id });
      this.summary.appendChild(this.label);
      this.summary.appendChild(make("span", { class: "vh" }, app.words.get("form_of_question", { number: String(owner.question.number) })));
      this.built = false;
    }

    toggle() {
      this.panel.hidden = !this.panel.hidden;
      this.summary.setAttribute("aria-expanded", String(!this.panel.hidden));
      if (!this.panel.hidden && !this.built) this.build();
      this.show(this.owner.entry());
    }

    build() {
      this.built = true;
      const { words } = this.app;
      const entry = this.owner.entry();
      this.evidence = make("div", { class: "fq-evidence" });
      this.add = button(words.get("form_evidence_add"), () => {
        this.owner.edit("evidence", this.owner.entry().evidence.concat([{ grade: "document", name: "", date: "", responsible: "" }]));
        const fields = this.evidence.querySelectorAll("select");
        /** @type {HTMLElement} */ (fields[fields.length - 1]).focus();
      });
      this.panel.appendChild(this.evidence);
      this.panel.appendChild(this.add);
      this.confidence = select([["", words.get("form_confidence_none")], ["low", words.get("form_confidence_low")], ["medium", words.get("form_confidence_medium")], ["high", words.get("form_confidence_high")]], entry.confidence);
      this.confidence.addEventListener("change", () => this.owner.edit("confidence", this.confidence.value));
      this.panel.appendChild(field(words.get("form_confidence"), this.confidence));
      this.note = make("textarea", { rows: 3 });
      this.note.value = entry.note;
      this.note.addEventListener("input", () => this.owner.edit("note", this.note.value.trim()));
      this.panel.appendChild(field(words.get("form_note"), this.note));
      if (["text", "date", "count"].indexOf(this.owner.question.kind) < 0) this.buildTarget(entry);
      this.buildHelp();
      this.count = -1;
    }

    /** @param {FormEntry} entry */
    buildTarget(entry) {
      const { words } = this.app;
      const target = entry.target || { value: "", by: "", reason: "" };
      /** @type {[string, string][]} */
      const options = this.app.scoring.targets(this.owner.question);
      /** @type {[string, string]} */
      const next = ["", words.get("form_target_next")];
      this.target = options.length > 0 ? select([next].concat(options), target.value) : make("input", { type: "text", inputmode: "decimal", autocomplete: "off" });
      this.target.value = target.value;
      this.by = make("input", { type: "date" });
      this.by.value = target.by;
      this.why = make("input", { type: "text", autocomplete: "off" });
      this.why.value = target.reason;
      const changed = () => {
        const value = this.target.value.trim();
        const good = !value || scope.RumboScore.unfit(this.app.data.scoring, this.owner.question.id, { target: { value } }) === null;
        this.target.setAttribute("aria-invalid", String(!good));
        if (good) this.owner.edit("target", value ? { value, by: this.by.value, reason: this.why.value.trim() } : null);
      };
      this.target.addEventListener("change", changed);
      this.by.addEventListener("change", changed);
      this.why.addEventListener("input", changed);
      this.panel.appendChild(field(words.get("form_target"), this.target));
      this.targetMore = make("div", { class: "fq-pair" }, field(words.get("form_target_by"), this.by), field(words.get("form_target_reason"), this.why));
      this.panel.appendChild(this.targetMore);
    }

    buildHelp() {
      const { help, data } = this.app;
      if (!help || !form.has(data.help, this.owner.question.id)) return;
      const own = data.help[this.owner.question.id];
      for (const id of own.sops) if (form.has(data.sops, id)) this.panel.appendChild(help.procedure(id));
      const examples = help.examples(own.practices.filter((/** @type {string} */ id) => form.has(data.practices, id)));
      if (examples) this.panel.appendChild(examples);
    }

    /** @param {FormEntry} entry */
    show(entry) {
      const said = this.said(entry).length;
      this.label.textContent = said > 0 ? this.app.words.count("form_details_count", said) : this.app.words.get("form_details");
      if (!this.built) return;
      if (this.count !== entry.evidence.length) this.showEvidence(entry);
      if (document.activeElement !== this.note) this.note.value = entry.note;
      this.confidence.value = entry.confidence;
      if (this.target) {
        const target = entry.target || { value: "", by: "", reason: "" };
        this.target.value = target.value;
        this.by.value = target.by;
        if (document.activeElement !== this.why) this.why.value = target.reason;
        this.targetMore.hidden = !target.value;
      }
    }

    /** @param {FormEntry} entry */
    showEvidence(entry) {
      const { words } = this.app;
      this.count = entry.evidence.length;
      clear(this.evidence);
      entry.evidence.forEach((item, place) => {
        const change = (/** @type {string} */ key, /** @type {string} */ value) => {
          const list = form.copyEntry(this.owner.entry()).evidence;
          if (list[place]) list[place][key] = value;
          this.owner.edit("evidence", list);
        };
        const grade = select([["document", words.get("evidence_document")], ["observation", words.get("evidence_observation")], ["statement", words.get("evidence_statement")]], item.grade);
        grade.addEventListener("change", () => change("grade", grade.value));
        const input = (/** @type {"name" | "date" | "responsible"} */ key, /** @type {string} */ type) => {
          const made = make("input", { type, autocomplete: "off" });
          made.value = item[key];
          made.addEventListener("input", () => change(key, made.value.trim()));
          return field(words.get("form_evidence_" + key), made);
        };
        const remove = button(words.get("form_evidence_remove"), () => {
          this.owner.edit("evidence", this.owner.entry().evidence.filter((/** @type {any} */ other, /** @type {number} */ index) => index !== place));
          this.add.focus();
        }, { class: "form-quiet" });
        this.evidence.appendChild(
          make("fieldset", {}, make("legend", {}, words.get("form_evidence_n", { n: String(place + 1) })), field(words.get("form_evidence_grade"), grade), input("name", "text"),
            make("div", { class: "fq-pair" }, input("date", "date"), input("responsible", "text")), remove));
      });
    }

    /**
     * What was said besides the answer, in words.
     * @param {FormEntry} entry
     * @returns {string[]}
     */
    said(entry) {
      const { words } = this.app;
      const said = entry.evidence.map((item) => [words.get("evidence_" + item.grade), item.name, item.date && words.date(item.date), item.responsible].filter(Boolean).join(", "));
      if (entry.confidence) said.push(words.get("form_confidence_" + entry.confidence));
      if (entry.note) said.push(entry.note);
      if (entry.target) {
        const target = this.app.scoring.targetWords(this.owner.question, entry.target.value);
        said.push([words.get("target") + ": " + target, entry.target.by && words.date(entry.target.by), entry.target.reason].filter(Boolean).join(", "));
      }
      return said;
    }
  }

  Object.assign(form, { Details });
})();
