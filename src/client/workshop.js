/**
 * The consolidation page: joins the parts. Answer files come in by picker or drop; what each one said stands beside each
 * question; what the group agrees is entered as in the form, and saved as the file of the respondent `consensus`.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;
  const { make, clear, button } = form;
  const { workshop } = form;

  /** So long after a change all is joined anew, in milliseconds. */
  const PAUSE = 150;
  /** What the list of questions can show. */
  const FILTERS = ["discuss", "answered", "all"];
  /** What is said about who writes down what is agreed, and when. */
  const META = ["name", "institution", "date"];

  class Workshop {
    /** @param {HTMLElement} page */
    constructor(page) {
      this.page = page;
      this.data = form.read(page);
      this.data.scoring = scope.RumboScore.read(this.data.framework);
      this.words = new form.Words(this.data.words, this.data.lang);
      this.scoring = new form.Scoring(this.data, this.words);
      this.FILTERS = FILTERS;
      /** What was agreed. */
      this.agreed = new workshop.Agreed(this.data);
      /** @type {any[]} */
      this.files = [];
      this.timer = 0;
      this.group = "";
      this.filter = "discuss";
      /** Whether something agreed is in no file yet. */
      this.dirty = false;
      /** Which questions are shown; settled when files or filter change, so that nothing goes away while one types. @type {Set<string>} */
      this.listed = new Set();
      /** @type {Map<any, CombinedResults>} */
      this.alone = new Map();
      this.place = (/** @type {string} */ name) => /** @type {HTMLElement} */ (page.querySelector("[data-workshop-" + name + "]"));
      this.after = /** @type {HTMLElement[]} */ (Array.from(page.querySelectorAll("[data-workshop-after]")));
      /** @type {CombinedResults} */
      this.combined = scope.RumboScore.combine(this.data.scoring, [], this.data.questionnaires);
      /** @type {Map<string, any>} */
      this.parts = new Map();
      /** @type {Map<string, HTMLElement>} */
      this.said = new Map();
      for (const question of this.data.questions) this.prepare(question);
      this.filters();
      this.listen();
      this.keep = new workshop.Keep(this);
      if (!this.keep.restore("form_resumed")) this.refresh();
    }

    /** What was agreed for the place that is looked at, as a draft of the form. @returns {FormDraft} */
    get draft() {
      return this.agreed.of(this.group);
    }

    /** @param {FormQuestion} question */
    prepare(question) {
      const said = make("div", { class: "ws-said" });
      const agreed = make("p", { class: "fq-gate" }, this.words.get("workshop_agreed"));
      const legend = /** @type {HTMLElement} */ (question.element.querySelector("legend"));
      legend.insertAdjacentElement("afterend", said);
      const options = Array.from(question.element.children).find((child) => child.matches("label, .fq-gate, .fq-text"));
      question.element.insertBefore(agreed, options || null);
      this.said.set(question.id, said);
      this.parts.set(question.id, new form.Question(question, this));
    }

    listen() {
      const picker = /** @type {HTMLInputElement} */ (this.page.querySelector("#_ws-pick"));
      picker.addEventListener("change", () => {
        this.take(Array.from(picker.files || []));
        picker.value = "";
      });
      const area = document.documentElement;
      area.addEventListener("dragover", (event) => {
        event.preventDefault();
        this.page.classList.add("form-dropping");
      });
      area.addEventListener("dragleave", (event) => {
        if (!event.relatedTarget) this.page.classList.remove("form-dropping");
      });
      area.addEventListener("drop", (event) => {
        event.preventDefault();
        this.page.classList.remove("form-dropping");
        if (event.dataTransfer) this.take(Array.from(event.dataTransfer.files));
      });
      for (const name of META) {
        const field = /** @type {HTMLInputElement} */ (this.page.querySelector("#_ws-" + name));
        field.addEventListener("input", () => {
          this.draft.meta[name] = field.value.trim();
          this.keep.soon();
        });
      }
      /** @type {HTMLElement} */ (this.page.querySelector("[data-save-agreed]")).addEventListener("click", () => this.saveAgreed());
      /** @type {HTMLElement} */ (this.page.querySelector("[data-save-joined]")).addEventListener("click", () => this.saveJoined());
    }

    // Files.

    /**
     * Reads files that were picked or dropped, one after the other.
     * @param {File[]} files
     */
    async take(files) {
      /** @type {HTMLElement[]} */
      const refused = [];
      let read = 0;
      for (const file of files) {
        try {
          if (this.files.length >= workshop.MOST) throw new form.Unreadable("large");
          const entry = workshop.read(file.name, await form.textOf(file, form.FILE_SIZE * 4), this.data);
          read += 1;
          if (this.files.some((known) => known.key === entry.key)) continue;
          if (entry.code === workshop.CONSENSUS) this.agreed.take(entry);
          this.files.push(entry);
        } catch (error) {
          const word = error instanceof form.Unreadable ? /** @type {any} */ (error).word : "json";
          refused.push(make("li", {}, this.words.get("workshop_refused", { name: file.name.slice(0, 120) }) + " " + this.words.get("workshop_refused_" + word)));
        }
      }
      this.settle();
      for (const name of ["resumed", "forgotten"]) this.notice(name, "", []);
      this.notice("refused", "warning", refused.length > 0 ? [make("ul", {}, refused)] : []);
      this.refresh();
      this.keep.soon();
      form.say(this.words.count("workshop_read", read));
    }

    /** Looks at a place that there are files of. */
    settle() {
      if (!this.files.some((entry) => entry.group === this.group)) this.group = this.files.length > 0 ? this.files[0].group : "";
    }

    /**
     * Shows, changes or takes away one of the notices at the top.
     * @param {string} id
     * @param {string} kind
     * @param {any[]} children none takes it away
     */
    notice(id, kind, children) {
      const place = this.place("notice");
      const known = place.querySelector('[data-notice="' + id + '"]');
      if (known) place.removeChild(known);
      if (children.length > 0) place.appendChild(make("div", { "data-notice": id, class: "callout callout-" + kind, role: kind === "warning" ? "alert" : "status" }, children));
    }

    /** @param {any} entry */
    remove(entry) {
      this.files = this.files.filter((known) => known !== entry);
      if (entry.code === workshop.CONSENSUS) this.agreed.remove(entry);
      this.settle();
      this.refresh();
      this.keep.soon();
      /** @type {HTMLElement} */ (this.page.querySelector("#_ws-pick")).focus();
    }

    /** The files of the place and assessment that is looked at. */
    current() {
      return this.files.filter((entry) => entry.group === this.group);
    }

    /** Those of them that hold answers of their own: the facilitator's is no opinion. */
    people() {
      return this.current().filter((entry) => entry.code !== workshop.CONSENSUS).sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
    }

    /**
     * The results of one file alone, kept.
     * @param {any} entry
     * @returns {CombinedResults}
     */
    single(entry) {
      let results = this.alone.get(entry);
      if (!results) this.alone.set(entry, (results = workshop.resultsOf(entry, this.data)));
      return /** @type {CombinedResults} */ (results);
    }

    // What was agreed.

    /**
     * Changes what was agreed on a question; the form's questions call it.
     * @param {string} id
     * @param {FormEntry} entry
     */
    set(id, entry) {
      this.agreed.set(this.group, id, entry);
      this.dirty = true;
      this.parts.get(id).show(true);
      this.keep.soon();
      // Ten files are joined anew: not with every letter of a note.
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        this.join();
        this.tell();
      }, PAUSE);
    }

    /** The file of what was agreed, without a checksum. */
    agreedFile() {
      const [unit, round] = this.group.split(" ");
      const meta = Object.assign(form.bare(), this.draft.meta, { unit, round, role: "" });
      const shown = form.bare();
      const file = form.writeFile(this.data, Object.assign({}, this.draft, { meta }), shown);
      delete file.questionnaire;
      return this.people().length === 0 ? this.within(file) : file;
    }

    /**
     * What a file that says it all was asked, which its answers alone do not tell.
     * @param {any} file
     */
    within(file) {
      const entry = this.current().find((known) => known.code === workshop.CONSENSUS);
      if (!entry) return file;
      const { asked, questionnaire } = entry.file;
      const answered = this.data.questions.filter((/** @type {FormQuestion} */ question) => form.has(file.answers, question.id));
      const included = questionnaire && form.has(this.data.questionnaires, questionnaire) ? this.data.questionnaires[questionnaire] : null;
      if (included && answered.every((/** @type {FormQuestion} */ question) => included.indexOf(question.id) >= 0)) file.questionnaire = questionnaire;
      if (asked) file.asked = this.data.areas.filter((/** @type {string} */ area) => asked.indexOf(area) >= 0 || answered.some((/** @type {FormQuestion} */ question) => question.area === area));
      return file;
    }

    /** Joins the answers of the place with what was agreed. */
    join() {
      const files = this.people().map((entry) => entry.file);
      const agreed = this.agreedFile();
      if (this.group && Object.keys(agreed.answers).length > 0) files.push(agreed);
      this.combined = scope.RumboScore.combine(this.data.scoring, files, this.data.questionnaires);
      this.scoring.results = this.combined;
      this.scoring.sheet = this.combined.sheet;
    }

    // The page.

    /** Everything anew: other files, another place. */
    refresh() {
      this.alone.clear();
      this.join();
      const entries = this.current();
      for (const part of this.after) part.hidden = entries.length === 0;
      const people = clear(this.place("files"));
      if (this.files.length > 0) {
        people.appendChild(this.chooser());
        people.appendChild(workshop.view.people(this, entries, this.combined.conflicts));
        people.appendChild(this.keep.forget());
      }
      for (const name of META) /** @type {HTMLInputElement} */ (this.page.querySelector("#_ws-" + name)).value = this.draft.meta[name] || "";
      for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (this.page.querySelectorAll('[name="_ws-filter"]'))) input.checked = input.value === this.filter;
      const areas = clear(this.place("areas"));
      if (entries.length > 0) for (const part of workshop.view.areas(this, this.people())) areas.appendChild(part);
      for (const question of this.data.questions) {
        const said = /** @type {HTMLElement} */ (this.said.get(question.id));
        clear(said);
      }
      this.list();
      this.tell();
    }

    /** Which place and assessment is looked at, where the files are of several. */
    chooser() {
      const groups = Array.from(new Set(this.files.map((entry) => entry.group))).sort();
      const name = (/** @type {string} */ group) => {
        const [unit, round] = group.split(" ");
        const known = this.data.units.find((/** @type {[string, string]} */ pair) => pair[0] === unit);
        return this.words.get("workshop_group", { place: known ? known[1] : unit, round });
      };
      if (groups.length < 2) return make("p", { class: "ws-group" }, make("strong", {}, name(this.group)));
      const select = make("select", { id: "_ws-group" }, groups.map((group) => make("option", { value: group, selected: group === this.group }, name(group))));
      select.addEventListener("change", () => {
        this.group = select.value;
        this.refresh();
        this.keep.soon();
        /** @type {HTMLElement} */ (this.page.querySelector("#_ws-group")).focus();
      });
      return make("p", { class: "form-field" }, make("label", { for: "_ws-group" }, this.words.get("workshop_groups")), select);
    }

    filters() {
      const place = this.place("filter");
      const choices = FILTERS.map((filter) => {
        const input = make("input", { type: "radio", name: "_ws-filter", value: filter, checked: filter === this.filter });
        input.addEventListener("change", () => {
          this.filter = filter;
          this.list();
          this.tell();
          this.keep.soon();
        });
        return make("label", {}, input, make("span", {}, this.words.get("workshop_filter_" + filter)));
      });
      place.appendChild(make("fieldset", { class: "ws-filter" }, make("legend", {}, this.words.get("workshop_filter")), choices));
    }

    /** Shows the questions of the filter, with what each one said. */
    list() {
      const rows = new Map(this.combined.agreement.map((row) => [row.question, row]));
      const { scoring } = this.data;
      this.listed.clear();
      for (const question of this.data.questions) {
        const number = scoring.questions.indexOf(question.id);
        const row = rows.get(number);
        const { state } = this.combined.nodes[scoring.byId[question.id]];
        const answered = state !== "blank" && state !== "not_asked";
        const listed = this.filter === "all" ? state !== "not_asked" : this.filter === "answered" ? answered : Boolean(row && row.discuss);
        if (listed) this.listed.add(question.id);
        const said = /** @type {HTMLElement} */ (this.said.get(question.id));
        if (listed && !said.firstChild) for (const part of workshop.view.said(this, question, row)) said.appendChild(part);
        this.parts.get(question.id).show(listed);
      }
      for (const section of /** @type {HTMLElement[]} */ (Array.from(this.page.querySelectorAll("[data-area]")))) {
        section.hidden = !section.querySelector(".fq:not([hidden])");
      }
    }

    /** The result, and how much is left to discuss. */
    tell() {
      const results = clear(this.place("results"));
      const entries = this.current();
      this.dispute();
      if (entries.length === 0) return;
      results.appendChild(workshop.view.results(this));
      const { agenda } = this.combined;
      const open = agenda.filter((item) => !item.agreed).length;
      const words = agenda.length === 0 ? this.words.get("workshop_nothing") : this.words.count("workshop_agenda", agenda.length) + " " + this.words.count("workshop_open", open);
      const blank = this.data.questions.filter((/** @type {FormQuestion} */ question) => this.scoring.node(question.id).state === "blank").length;
      const unanswered = blank > 0 ? " " + this.words.count("workshop_unanswered", blank).replace("{all}", this.words.get("workshop_filter_all")) : "";
      this.place("agenda").textContent = words + unanswered;
      const joined = this.joinedFile();
      const save = /** @type {HTMLButtonElement} */ (this.page.querySelector("[data-save-joined]"));
      save.disabled = joined === null;
      this.place("joined").textContent = this.words.get(joined === null ? "workshop_not_joined" : "workshop_joined");
      const agreed = Object.keys(this.agreedFile().answers).length;
      /** @type {HTMLButtonElement} */ (this.page.querySelector("[data-save-agreed]")).disabled = agreed === 0;
      const disputed = this.agreed.disputes(this.group).size;
      const waiting = disputed > 0 ? " " + this.words.count("workshop_disputed", disputed) : "";
      this.place("agreed").textContent = this.words.count("workshop_agreed_count", agreed) + waiting;
    }

    /** Where files say different things about what was agreed, the reader chooses; until then neither counts. */
    dispute() {
      const place = clear(this.place("disputes"));
      const disputes = this.agreed.disputes(this.group);
      if (disputes.size === 0) return;
      const choose = (/** @type {string} */ id, /** @type {number | null} */ number) => {
        this.agreed.choose(this.group, id, number);
        this.dirty = true;
        this.refresh();
        this.keep.soon();
        const next = /** @type {HTMLElement | null} */ (this.place("disputes").querySelector("button") || this.page.querySelector("#_ws-pick"));
        if (next) next.focus();
      };
      place.appendChild(workshop.view.disputes(this, disputes, choose));
    }

    // Saving.

    joinedFile() {
      const agreed = this.agreedFile();
      const entries = this.people();
      if (Object.keys(agreed.answers).length > 0) entries.push({ code: workshop.CONSENSUS, file: agreed });
      return entries.length === 0 ? null : workshop.joined(entries, this.combined, this.data, agreed);
    }

    saveAgreed() {
      this.join();
      this.save(this.agreedFile(), "consensus");
      this.dirty = false;
    }

    saveJoined() {
      this.join();
      const file = this.joinedFile();
      if (!file) return;
      this.save(file, "joined");
      this.dirty = false;
    }

    /**
     * @param {any} file
     * @param {string} name
     */
    save(file, name) {
      file.checksum = form.checksum(file);
      const [unit, round] = this.group.split(" ");
      form.save(unit + "-" + round + "-" + name + ".answers.json", "application/json", JSON.stringify(file, null, 1) + "\n");
      form.say(this.words.get("workshop_saved"));
    }
  }

  const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-workshop]"));
  if (page) scope.RumboForm.app = new Workshop(page);
})();
