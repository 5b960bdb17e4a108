/**
 * Keeping: a moment after each change the draft goes into the browser's storage, and the page says whether it did. Where
 * it cannot, the file is offered; where another tab was faster, the reader decides.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;
  const { make, button } = form;

  class Keeper extends form.Waiting {
    /** @param {any} app */
    constructor(app) {
      super(app);
      app.store.watch((/** @type {string} */ id) => this.elsewhere(id));
    }

    works() {
      return this.app.store.works;
    }

    /** Whether nothing would be lost if the page were closed. */
    safe() {
      return super.safe() || this.app.draft.changed <= this.app.draft.filed;
    }

    /** @param {boolean} force also over what another tab wrote */
    now(force) {
      const { draft, store } = this.app;
      if (draft.changed === 0) return;
      const result = store.write(draft, this.app.file(), force, this.app.counted());
      if (result === "newer" || result === "gone") this.conflict(result);
      else this.show(result);
    }

    /**
     * Another tab wrote or removed this draft: neither is overwritten in silence.
     * @param {string} how
     */
    conflict(how) {
      clearTimeout(this.timer);
      this.show("conflict");
      const { app } = this;
      const { words } = app;
      const mine = button(words.get("form_conflict_mine"), () => {
        app.draft.id = form.draftName();
        app.draft.rev = 0;
        this.state = "clean";
        app.notice("conflict", "", []);
        this.now(true);
      }, { "data-keep-mine": true });
      const theirs = button(words.get("form_conflict_theirs"), () => {
        this.state = "clean";
        app.notice("conflict", "", []);
        app.resume(app.draft.id);
      }, { "data-take-theirs": true });
      app.notice("conflict", "warning", [make("p", {}, words.get("form_conflict_" + how)), make("p", { class: "form-links" }, mine, how === "newer" ? theirs : null)]);
    }

    /** @param {any} state */
    show(state) {
      super.show(state);
      const { app } = this;
      const { words } = app;
      const at = state === "saved" ? { when: words.moment(app.draft.changed || Date.now()) } : undefined;
      app.steps.state.textContent = words.get("form_state_" + state, at);
      if (state === "none" || state === "full") this.offer(state);
      else if (state === "saved") app.notice("unkept", "", []);
    }

    /** @param {string} why */
    offer(why) {
      const { words } = this.app;
      this.app.notice("unkept", "warning", [make("p", {}, words.get("form_unkept_" + why)), make("p", {}, button(words.get("form_save_file"), () => this.app.saveFile()))]);
    }

    /**
     * What happens when a step is left: where nothing is kept, the file is offered after every area.
     * @param {string} step
     */
    left(step) {
      const { app } = this;
      const lost = (this.state === "none" || this.state === "full") && app.draft.changed > app.draft.filed;
      if (app.data.areas.indexOf(step) >= 0 && lost) this.offer("area");
      else if (app.draft.changed > 0) this.soon();
    }

    /**
     * Another tab changed a draft: one that has nothing unsaved follows it.
     * @param {string} id
     */
    elsewhere(id) {
      const { app } = this;
      if (app.steps.current === "start") app.drafts.show();
      if (id !== app.draft.id && id !== "") return;
      const kept = app.store.raw(app.draft.id);
      if (!kept) {
        if (app.draft.rev > 0) this.conflict("gone");
        return;
      }
      if (kept.rev === app.draft.rev) return;
      if (this.state === "waiting") {
        this.conflict("newer");
        return;
      }
      const found = app.store.open(app.draft.id);
      if (!found) return;
      const step = app.steps.current;
      app.draft = found.draft;
      app.past = new form.Past();
      app.who.fill();
      app.refresh();
      app.steps.to(step, false);
      this.show("saved");
      app.notice("resumed", "note", [make("p", {}, app.words.get("form_followed"))]);
    }
  }

  Object.assign(form, { Keeper });
})();
