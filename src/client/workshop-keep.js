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

  /** How long after the last change it is kept, in milliseconds. */
  const PAUSE = 400;

  class Keep {
    /** @param {any} app */
    constructor(app) {
      this.app = app;
      this.store = new form.Store(app.data, "workshop");
      this.slot = { id: "all", rev: 0, changed: 0, filed: 0, where: {}, meta: { unit: "" } };
      this.timer = 0;
      /** @type {"clean" | "waiting" | "saved" | "full" | "none" | "conflict"} */
      this.state = this.store.works ? "clean" : "none";
      window.addEventListener("pagehide", () => this.flush());
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "hidden") this.flush();
      });
      window.addEventListener("beforeunload", (event) => {
        this.flush();
        if (!app.dirty || this.state === "saved" || this.state === "clean") return;
        event.preventDefault();
        event.returnValue = "";
      });
      this.store.watch(() => this.elsewhere());
      this.show(this.state);
    }

    soon() {
      clearTimeout(this.timer);
      this.slot.changed = Date.now();
      if (this.state === "conflict") return;
      if (!this.store.works) {
        this.show("none");
        return;
      }
      this.show("waiting");
      this.timer = setTimeout(() => this.now(false), PAUSE);
    }

    flush() {
      if (this.state !== "waiting") return;
      clearTimeout(this.timer);
      this.now(false);
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
      this.state = state;
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
