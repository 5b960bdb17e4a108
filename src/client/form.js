/**
 * The self-assessment form of one page: joins the parts. A change goes into the draft, is scored at once, and is kept a
 * moment later.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;
  const { make, clear, button } = form;

  class App {
    /** @param {HTMLElement} page */
    constructor(page) {
      this.page = page;
      this.data = form.read(page);
      this.data.scoring = scope.RumboScore.read(this.data.framework);
      this.words = new form.Words(this.data.words, this.data.lang);
      this.scoring = new form.Scoring(this.data, this.words);
      this.scoring.counted = (/** @type {string} */ id) => this.counted(id === this.scoring.root ? "" : id);
      this.help = new form.Help(this.data, this.words);
      this.store = new form.Store(this.data);
      this.past = new form.Past();
      /** @type {FormDraft} */
      this.draft = form.freshDraft();
      this.notices = /** @type {HTMLElement} */ (page.querySelector("[data-form-notices]"));
      this.report = /** @type {HTMLElement} */ (page.querySelector("[data-form-report]"));
      /** @type {HTMLDetailsElement[]} */
      this.folded = [];
      this.scoring.compute(this.draft);
      /** @type {Map<string, any>} */
      this.parts = new Map();
      for (const question of this.data.questions) this.parts.set(question.id, new form.Question(question, this));
      this.results = new form.Results(page.querySelector("[data-form-results]"), this);
      this.handIn = new form.HandIn(page.querySelector("[data-form-hand-in]"), this);
      this.drafts = new form.Drafts(page.querySelector("[data-form-drafts]"), this);
      this.who = new form.Who(this);
      this.steps = new form.Steps(this);
      this.keeper = new form.Keeper(this);
      this.listen();
      this.start();
    }

    // The draft.

    /** Goes on with the newest draft, or begins; an address that names a question leads there. */
    start() {
      const { drafts } = this.store.list();
      if (!drafts[0] || !this.resume(drafts[0].id)) this.begin(form.freshDraft());
      const wanted = location.hash.slice(1);
      if (this.data.byId.has(wanted)) this.go(wanted);
    }

    /**
     * Puts a draft on the page.
     * @param {FormDraft} draft
     */
    begin(draft) {
      this.keeper.flush();
      this.draft = draft;
      this.past = new form.Past();
      for (const id of ["opened", "fit", "resumed", "conflict", "new"]) this.notice(id, "", []);
      this.who.fill();
      this.refresh();
      this.steps.to(draft.where.step, false);
      this.keeper.show(this.store.works ? "clean" : "none");
      if (draft.changed > 0) this.keeper.soon();
    }

    /**
     * Goes on with a draft of this computer, where one was.
     * @param {string} id
     * @returns {boolean}
     */
    resume(id) {
      const found = this.store.open(id);
      if (!found) return false;
      const { draft } = found;
      const { step, question } = draft.where;
      this.begin(draft);
      clearTimeout(this.keeper.timer);
      this.keeper.show("saved");
      this.notice("resumed", "note", [
        make("p", {}, this.words.get("form_resumed", { when: this.words.moment(draft.changed) }), " ", button(this.words.get("form_new"), () => this.anew(), { class: "form-link" })),
      ]);
      this.drafts.tell(found.unfit, found.notes);
      this.steps.to(step, step !== "start");
      if (this.data.byId.has(question) && this.data.areas.indexOf(step) >= 0) {
        this.draft.where.question = question;
        form.lead(this.parts.get(question).element);
      }
      return true;
    }

    /** Begins another draft, once the reader knows what becomes of this one: it stays, and where to find it. */
    anew() {
      const { draft, words } = this;
      if (draft.changed === 0) return;
      const name = [draft.meta.unit || words.get("form_no_name"), draft.meta.round].filter(Boolean).join(", ");
      const values = { name, answers: words.count("form_answers", Object.keys(draft.answers).filter((id) => draft.answers[id].state !== "").length) };
      const away = () => this.notice("new", "", []);
      const begin = () => {
        this.begin(form.freshDraft());
        this.steps.to("start", true);
        this.notice("new", "note", [make("p", {}, words.get("form_new_begun", values), " ", button(words.get("form_new_back"), () => this.resume(draft.id), { class: "form-link", "data-new-back": true }))]);
      };
      const sure = button(words.get("form_new_sure"), begin, { "data-new-sure": true });
      this.notice("new", "note", [make("p", {}, words.get(this.store.works ? "form_new_ask" : "form_new_ask_unkept", values)), make("p", { class: "form-links" }, button(words.get("form_new_stay"), away, { class: "button button-strong" }), sure)]);
      /** @type {HTMLElement} */ (this.notices.querySelector('[data-notice="new"] button')).focus();
    }

    /**
     * Changes an answer.
     * @param {string} id
     * @param {FormEntry} entry
     * @param {string} field what was changed; typing on in it is one change
     */
    set(id, entry, field) {
      this.past.push(id, form.copyEntry(this.draft.answers[id]), field);
      this.draft.answers[id] = entry;
      this.draft.where.question = id;
      this.changed(id);
    }

    /** Takes the last change back. */
    undo() {
      const step = this.past.pop();
      if (!step) return;
      this.draft.answers[step.id] = step.before;
      // A field that has the focus keeps what is typed in it; here it must not.
      const active = /** @type {HTMLElement | null} */ (document.activeElement);
      if (active && this.parts.get(step.id).element.contains(active) && active.matches("textarea, input")) active.blur();
      this.changed(step.id);
      const question = this.data.byId.get(step.id);
      form.say(this.words.get("form_undone", { number: String(question.number) }));
      if (this.data.areas.indexOf(this.steps.current) >= 0) this.go(step.id);
    }

    /** @param {string} id */
    changed(id) {
      this.draft.changed = Date.now();
      const before = this.scoring.shown;
      this.scoring.compute(this.draft);
      this.parts.get(id).show(this.scoring.shown[id] !== false);
      let appeared = 0;
      for (const question of this.data.questions) {
        const shown = this.scoring.shown[question.id];
        if (shown !== before[question.id]) {
          this.parts.get(question.id).show(shown !== false);
          if (shown) appeared += 1;
        }
      }
      const said = this.steps.show();
      form.say(appeared > 0 ? this.words.count("form_appeared", appeared) + " " + said : said);
      this.keeper.soon();
    }

    /** Everything anew: another draft, or other areas. */
    refresh() {
      this.scoring.compute(this.draft);
      for (const question of this.data.questions) this.parts.get(question.id).show(this.scoring.shown[question.id] !== false);
      this.steps.show();
    }

    /**
     * How many questions of a part are asked now, and how many of them are answered. The page counts in this way everywhere.
     * @param {string} [id] an area or topic; the whole, if not said
     */
    counted(id) {
      const asked = this.data.questions.filter((/** @type {FormQuestion} */ question) => (!id || question.area === id || question.topic === id) && this.asks(question));
      return { done: asked.filter((/** @type {FormQuestion} */ question) => !this.isOpen(question)).length, all: asked.length };
    }

    /**
     * Whether a question is asked here and not hidden.
     * @param {FormQuestion} question
     */
    asks(question) {
      return this.scoring.shown[question.id] !== false && (!this.draft.asked || this.draft.asked.indexOf(question.area) >= 0);
    }

    /** @param {FormQuestion} question */
    isOpen(question) {
      const entry = this.draft.answers[question.id];
      return !entry || entry.state === "" || this.lacksReason(question);
    }

    /** @param {FormQuestion} question */
    lacksReason(question) {
      const entry = this.draft.answers[question.id];
      return Boolean(entry && entry.state === "not_applicable" && !entry.reason);
    }

    /** The questions that have no answer yet. */
    open() {
      return this.data.questions.filter((/** @type {FormQuestion} */ question) => this.asks(question) && this.isOpen(question));
    }

    /**
     * Leads to a question.
     * @param {string} id
     */
    go(id) {
      const question = this.data.byId.get(id);
      if (!question) return;
      if (this.steps.current !== question.area) this.steps.to(question.area, false);
      this.draft.where.question = id;
      this.parts.get(id).go();
    }

    // Files.

    /** The answer file, with its checksum. */
    file() {
      const file = form.writeFile(this.data, Object.assign({}, this.draft, { meta: this.who.codes() }), this.scoring.shown);
      file.checksum = form.checksum(file);
      return file;
    }

    checksum() {
      return this.file().checksum;
    }

    block() {
      return form.writeBlock(this.file());
    }

    /** @param {string} ending */
    fileName(ending) {
      const { unit, round, code } = this.who.codes();
      return [unit || "answers", round, code].filter(Boolean).join("-") + "." + ending;
    }

    saveFile() {
      form.save(this.fileName("answers.json"), "application/json", JSON.stringify(this.file(), null, 1) + "\n");
      this.noteFiled();
      form.say(this.words.get("form_file_saved"));
    }

    saveTable() {
      form.save(this.fileName("csv"), "text/csv", form.writeTable(this.data, this.file()));
    }

    /** Remembers that the answers are outside of this browser as well. */
    noteFiled() {
      this.draft.filed = Date.now();
      this.notice("unkept", "", []);
      if (this.handIn.filed) this.handIn.filed.textContent = this.filedWords();
      if (this.store.works) this.keeper.soon();
    }

    filedWords() {
      const { filed, changed } = this.draft;
      if (filed === 0) return this.words.get("form_filed_never");
      return this.words.get(filed >= changed ? "form_filed" : "form_filed_old", { when: this.words.moment(filed) });
    }

    forget() {
      clearTimeout(this.keeper.timer);
      this.keeper.state = "clean";
      this.store.remove(this.draft.id);
      this.begin(form.freshDraft());
      this.steps.to("start", true);
      this.notice("opened", "note", [make("p", {}, this.words.get("form_forgotten"))]);
    }

    // The page.

    /**
     * Shows, changes or takes away one of the notices at the top.
     * @param {string} id
     * @param {string} kind
     * @param {any[]} children none takes it away
     */
    notice(id, kind, children) {
      const name = id.replace(/[^a-z0-9-]/gi, "");
      /** @type {HTMLElement | null} */
      let box = this.notices.querySelector('[data-notice="' + name + '"]');
      if (children.length === 0) {
        if (box) this.notices.removeChild(box);
        return;
      }
      if (!box) box = /** @type {HTMLElement} */ (this.notices.appendChild(make("div", { "data-notice": name, role: kind === "warning" ? "alert" : "status" })));
      box.className = "callout callout-" + kind;
      clear(box);
      for (const child of children) box.appendChild(child);
    }

    /**
     * Prints the form, the report or the sheet.
     * @param {"form" | "report" | "sheet"} what
     */
    print(what) {
      document.body.dataset.print = what;
      window.print();
    }

    beforePrint() {
      const what = document.body.dataset.print || (this.steps.current === "results" ? "report" : "form");
      document.body.dataset.print = what;
      document.body.classList.toggle("form-blank", this.draft.changed === 0);
      clear(this.report);
      if (what === "report") for (const part of form.report(this)) this.report.appendChild(part);
      if (what === "sheet") this.results.show();
      this.folded = what === "form" ? Array.from(this.page.querySelectorAll("details:not([open]):not(.trace)")) : [];
      for (const details of this.folded) {
        details.open = true;
        // What is filled in when it is opened must be there before the page is printed.
        details.dispatchEvent(new Event("toggle"));
      }
    }

    afterPrint() {
      for (const details of this.folded) details.open = false;
      this.folded = [];
      delete document.body.dataset.print;
      clear(this.report);
    }

    listen() {
      window.addEventListener("beforeprint", () => this.beforePrint());
      window.addEventListener("afterprint", () => this.afterPrint());
      document.addEventListener("keydown", (event) => {
        const typing = /** @type {Element} */ (event.target).matches("textarea, input:not([type=radio]):not([type=checkbox])");
        if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "z" && !typing) {
          event.preventDefault();
          this.undo();
        }
      });
    }
  }

  const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-form]"));
  if (page) scope.RumboForm.app = new App(page);
})();
