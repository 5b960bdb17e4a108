/**
 * Keeping what the consolidation page holds: the files and what was agreed go into the browser's storage a moment after
 * each change, and the page says whether they did. What is read back is looked at like files from elsewhere.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;
  const { make, button, clear } = form;
  const { workshop } = form;

  class Keep extends form.Waiting {
    /** @param {any} app */
    constructor(app) {
      super(app);
      this.store = new form.Store(app.data, "workshop");
      this.slot = { id: "all", rev: 0, changed: 0, filed: 0, where: {}, meta: { unit: "" } };
      this.store.watch(() => this.elsewhere());
      this.show(this.works() ? "clean" : "none");
    }

    works() {
      return this.store.works;
    }

    /** Whether nothing would be lost if the page were closed. */
    safe() {
      return super.safe() || !this.app.dirty;
    }

    /** Keeps what there is a moment from now. */
    soon() {
      this.slot.changed = Date.now();
      super.soon();
    }

    /** @param {boolean} force also over what another tab wrote */
    now(force) {
      const { app } = this;
      const files = app.files.map((/** @type {any} */ entry) => ({ name: entry.name, text: entry.text }));
      const file = { answers: {}, group: app.group, filter: app.filter, files, agreed: app.agreed.write() };
      const result = this.store.write(this.slot, file, force);
      if (result === "newer" || result === "gone") this.conflict(result);
      else this.show(result);
    }

    /**
     * Goes on where the page was left.
     * @param {string} word what is said about it
     * @returns {boolean} whether anything was kept
     */
    restore(word) {
      const kept = this.store.works ? this.store.raw(this.slot.id) : null;
      if (!kept || !Array.isArray(kept.file.files)) return false;
      const { app } = this;
      app.files = [];
      for (const piece of kept.file.files.slice(0, workshop.MOST)) {
        try {
          app.files.push(workshop.read(String(piece.name), String(piece.text), app.data));
        } catch (error) {
          // It could be read once; a file of an older edition of the questions may no longer be.
        }
      }
      app.agreed.read(kept.file.agreed);
      app.group = String(kept.file.group);
      app.settle();
      app.filter = app.FILTERS.indexOf(kept.file.filter) >= 0 ? kept.file.filter : app.filter;
      this.slot.rev = kept.rev;
      this.slot.changed = kept.changed;
      this.show("saved");
      app.refresh();
      app.notice("resumed", "note", [make("p", {}, app.words.get(word, { when: app.words.moment(kept.changed) }))]);
      return true;
    }

    /** Another tab changed what is kept: where nothing waits here, this one follows. */
    elsewhere() {
      const kept = this.store.raw(this.slot.id);
      if (!kept) {
        if (this.slot.rev > 0) this.conflict("gone");
        return;
      }
      if (kept.rev === this.slot.rev) return;
      if (this.state === "waiting" || this.state === "full") this.conflict("newer");
      else this.restore("form_followed");
    }

    /** @param {string} how */
    conflict(how) {
      clearTimeout(this.timer);
      this.show("conflict");
      const { app } = this;
      const { words } = app;
      const done = (/** @type {() => void} */ act) => () => {
        this.state = "clean";
        app.notice("conflict", "", []);
        act();
      };
      const mine = button(words.get("workshop_conflict_mine"), done(() => this.now(true)), { "data-keep-mine": true });
      const theirs = button(words.get("form_conflict_theirs"), done(() => this.restore("form_followed")), { "data-take-theirs": true });
      app.notice("conflict", "warning", [make("p", {}, words.get("form_conflict_" + how)), make("p", { class: "form-links" }, mine, how === "newer" ? theirs : null)]);
    }

    /** @param {any} state */
    show(state) {
      super.show(state);
      const { app } = this;
      const { words } = app;
      const when = words.moment(this.slot.changed || Date.now());
      app.place("state").textContent = words.get(state === "clean" ? "workshop_state_clean" : "form_state_" + state, { when });
      if (state === "none" || state === "full") app.notice("unkept", "warning", [make("p", {}, words.get("workshop_unkept_" + state))]);
      else app.notice("unkept", "", []);
    }

    /** The button that takes everything off this computer, in two steps. */
    forget() {
      const { app } = this;
      const { words } = app;
      const place = make("div", { class: "form-links" });
      const ask = () => {
        clear(place);
        place.appendChild(button(words.get("workshop_forget"), () => {
          clear(place);
          place.appendChild(make("p", {}, words.get(app.dirty ? "workshop_forget_unsaved" : "workshop_forget_sure")));
          const yes = button(words.get("form_forget_yes"), () => this.empty(), { "data-forget": true });
          place.appendChild(yes);
          place.appendChild(button(words.get("form_forget_no"), () => {
            ask();
            /** @type {HTMLElement} */ (place.firstChild).focus();
          }));
          yes.focus();
        }, { class: "form-quiet" }));
      };
      ask();
      return place;
    }

    empty() {
      const { app } = this;
      clearTimeout(this.timer);
      this.store.remove(this.slot.id);
      this.slot.rev = 0;
      this.slot.changed = 0;
      app.files = [];
      app.agreed.places.clear();
      app.group = "";
      app.dirty = false;
      for (const name of ["resumed", "conflict"]) app.notice(name, "", []);
      this.show(this.store.works ? "clean" : "none");
      app.refresh();
      app.notice("forgotten", "note", [make("p", {}, app.words.get("workshop_forgotten"))]);
      /** @type {HTMLElement} */ (app.page.querySelector("#_ws-pick")).focus();
    }
  }

  Object.assign(form.workshop, { Keep });
})();
