/**
 * The way through the form: one area at a time or all on one page, how far one is, what is next, and the bar that always
 * says the result, the progress and whether everything is kept.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;
  const { make, clear, button } = form;

  class Steps {
    /** @param {any} app */
    constructor(app) {
      this.app = app;
      const { page, words, data } = app;
      this.nav = page.querySelector("[data-form-nav]");
      this.turn = page.querySelector("[data-form-turn]");
      this.bar = page.querySelector("[data-form-bar]");
      /** @type {{id: string, section: HTMLElement, title: string}[]} */
      this.steps = [];
      for (const section of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-step], [data-area]"))) {
        const heading = /** @type {Element} */ (section.querySelector("h2"));
        this.steps.push({ id: section.dataset.step || section.dataset.area || "", section, title: heading.textContent || "" });
      }
      this.all = false;
      this.areas = data.areas;
      this.nav.hidden = false;
      this.turn.hidden = false;
      this.bar.hidden = false;
      /** @type {Map<string, {button: HTMLButtonElement, count: HTMLElement}>} */
      this.buttons = new Map();
      const list = make("ol");
      for (const step of this.steps) {
        const count = make("span", { class: "form-count" });
        const made = button("", () => this.to(step.id, true), { class: "form-step" });
        made.appendChild(make("span", {}, step.title));
        made.appendChild(count);
        this.buttons.set(step.id, { button: made, count });
        list.appendChild(make("li", {}, made));
      }
      this.toggle = button("", () => this.spread(!this.all), { "data-form-all": true });
      this.nav.appendChild(list);
      this.how = button(words.get("form_how"), () => this.begin(), { class: "form-quiet", "data-form-how": true });
      this.nav.appendChild(make("p", { class: "form-links" }, this.toggle, this.how));
      /** Why the numbers have holes and the total changes. */
      this.hidden = make("p", { class: "form-hint", "data-form-hidden": true });
      this.nav.appendChild(this.hidden);
      this.result = make("p", { class: "form-bar-result" });
      this.progress = make("progress", { max: 1, value: 0, "aria-label": words.get("form_progress") });
      this.count = make("span");
      this.state = make("p", { class: "form-bar-state", "data-save-state": true });
      this.next = button(words.get("form_next_open"), () => this.nextOpen(), { "data-next-open": true });
      this.undo = button(words.get("form_undo"), () => app.undo(), { "data-undo": true });
      this.bar.appendChild(make("div", { class: "form-bar-row" }, this.result, make("p", { class: "form-bar-progress" }, this.progress, " ", this.count), this.state, make("p", { class: "form-bar-buttons" }, this.undo, this.next)));
      this.current = "start";
      window.addEventListener("scroll", () => this.scrolled(), { passive: true });
      this.waiting = 0;
    }

    /** Areas that are not answered here have no step. */
    open() {
      const { draft } = this.app;
      return this.steps.filter((step) => !draft.asked || this.areas.indexOf(step.id) < 0 || draft.asked.indexOf(step.id) >= 0);
    }

    /**
     * @param {boolean} all whether all areas stand on one page
     */
    spread(all) {
      this.all = all;
      this.to(this.current, false);
    }

    /**
     * Goes to a step.
     * @param {string} id
     * @param {boolean} lead whether the reader is led to its heading
     */
    to(id, lead) {
      const { app } = this;
      const open = this.open();
      const known = open.find((step) => step.id === id) || open[0];
      const before = this.current;
      this.current = known.id;
      const isArea = (/** @type {string} */ step) => this.areas.indexOf(step) >= 0;
      for (const step of this.steps) {
        const hidden = open.indexOf(step) < 0 || (step.id !== known.id && !(this.all && (isArea(step.id) || step.id === "start") && (isArea(known.id) || known.id === "start")));
        step.section.hidden = hidden;
      }
      if (known.id === "results") app.results.show();
      if (known.id === "hand-in") app.handIn.show();
      if (known.id === "start") app.drafts.show();
      this.toggle.textContent = app.words.get(this.all ? "form_one_area" : "form_all_areas");
      this.toggle.hidden = this.areas.length < 2;
      this.how.hidden = known.id === "start";
      this.marks();
      this.turns();
      app.draft.where.step = known.id;
      document.body.dataset.at = known.id;
      if (before !== known.id) app.keeper.left(before);
      this.show();
      // Last: whatever stands above must already be as tall as it will be.
      if (lead) {
        const heading = /** @type {HTMLElement} */ (known.section.querySelector("h2"));
        form.lead(known.section);
        heading.focus({ preventScroll: true });
      }
    }

    /** Leads to the top of the page, where it says how to answer. */
    begin() {
      this.to("start", false);
      const title = /** @type {HTMLElement} */ (document.querySelector("h1"));
      title.tabIndex = -1;
      title.focus({ preventScroll: true });
      form.lead(title);
    }

    marks() {
      for (const [id, { button: made }] of this.buttons) {
        if (id === this.current) made.setAttribute("aria-current", "step");
        else made.removeAttribute("aria-current");
        const gone = this.open().every((step) => step.id !== id);
        /** @type {HTMLElement} */ (made.parentNode).hidden = gone;
      }
    }

    /** The buttons at the foot: back and on. */
    turns() {
      clear(this.turn);
      const open = this.open();
      const place = open.findIndex((step) => step.id === this.current);
      const { words } = this.app;
      if (place > 0) this.turn.appendChild(button(words.get("form_back", { title: open[place - 1].title }), () => this.to(open[place - 1].id, true), { "data-back": true }));
      if (place + 1 < open.length) this.turn.appendChild(button(words.get("form_on", { title: open[place + 1].title }), () => this.to(open[place + 1].id, true), { class: "button button-strong", "data-on": true }));
    }

    /** Says how far one is, and the result. */
    show() {
      const { app } = this;
      const { words, scoring, draft } = app;
      for (const area of this.areas) {
        const made = this.buttons.get(area);
        const { done, all } = app.counted(area);
        if (made) made.count.textContent = words.get("form_of", { done: String(done), all: String(all) });
      }
      const { done: answered, all } = app.counted();
      const hidden = app.data.questions.filter((/** @type {FormQuestion} */ question) => scoring.shown[question.id] === false && scoring.node(question.id).state === "skipped").length;
      this.hidden.textContent = hidden > 0 ? words.count("form_hidden", hidden) : "";
      this.hidden.hidden = hidden === 0;
      this.progress.max = Math.max(1, all);
      this.progress.value = answered;
      this.count.textContent = words.get("form_progress_of", { done: String(answered), all: String(all) });
      const head = this.areas.indexOf(this.current) >= 0 ? this.current : scoring.heads(draft)[0];
      const view = scoring.view(head);
      clear(this.result);
      this.result.appendChild(make("span", { class: "form-bar-name" }, scoring.name(head) + ": "));
      this.result.appendChild(make("strong", { "data-live-score": true }, answered === 0 ? words.get("form_nothing_yet") : [view.label, view.figure].filter(Boolean).join(", ")));
      if (answered > 0 && view.interval) this.result.appendChild(make("span", { class: "form-bar-interval" }, " " + view.interval));
      this.undo.disabled = app.past.steps.length === 0;
      this.next.disabled = answered === all;
      return this.result.textContent + " " + this.count.textContent;
    }

    /** Leads to the next question without an answer, from where the reader is, round to the beginning. */
    nextOpen() {
      const { app } = this;
      const open = app.open();
      if (open.length === 0) return;
      const here = app.data.byId.get(app.draft.where.question);
      const after = here ? open.find((/** @type {FormQuestion} */ question) => question.number > here.number) : null;
      app.go((after || open[0]).id);
    }

    /** Remembers the question that is being read. */
    scrolled() {
      if (this.waiting) return;
      this.waiting = setTimeout(() => {
        this.waiting = 0;
        const step = this.steps.find((known) => known.id === this.current);
        if (!this.all || !step) return;
        // On one page the area that is being read is the current one.
        for (const known of this.open()) {
          const { top, bottom } = known.section.getBoundingClientRect();
          if (!known.section.hidden && top < 200 && bottom > 200 && known.id !== this.current) {
            this.current = known.id;
            this.marks();
            this.turns();
            this.show();
          }
        }
      }, 200);
    }
  }

  Object.assign(form, { Steps });
})();
