/**
 * The drafts of this computer: going on with one, beginning another, opening a file by choosing or dropping it, and what
 * to do where a file or a draft cannot be read.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;
  const { make, clear, button } = form;

  /**
   * A button that says to screen readers which draft it is about.
   * @param {string} text
   * @param {string} name
   * @param {() => void} act
   * @param {string} look
   */
  function named(text, name, act, look) {
    const made = button(text, act, { class: look });
    made.appendChild(make("span", { class: "vh" }, ": " + name));
    return made;
  }

  class Drafts {
    /**
     * @param {HTMLElement} place
     * @param {any} app
     */
    constructor(place, app) {
      this.place = place;
      this.app = app;
      this.input = make("input", { type: "file", accept: ".json,.txt,.pdf,application/json,text/plain,application/pdf", id: "_f-open", hidden: true });
      this.input.addEventListener("change", () => {
        if (this.input.files && this.input.files[0]) this.read(this.input.files[0]);
        this.input.value = "";
      });
      this.drop();
    }

    /** A file may be dropped anywhere on the page. */
    drop() {
      const over = (/** @type {DragEvent} */ event) => {
        if (!event.dataTransfer || Array.from(event.dataTransfer.types).indexOf("Files") < 0) return;
        event.preventDefault();
        document.body.classList.add("form-dropping");
      };
      window.addEventListener("dragover", over);
      window.addEventListener("dragleave", () => document.body.classList.remove("form-dropping"));
      window.addEventListener("drop", (event) => {
        document.body.classList.remove("form-dropping");
        const file = event.dataTransfer && event.dataTransfer.files[0];
        if (!file) return;
        event.preventDefault();
        this.read(file);
      });
    }

    /** @param {File} file */
    read(file) {
      form.textOf(file, form.FILE_SIZE * 2).then(
        (/** @type {string} */ text) => this.take(text, file.name),
        (/** @type {any} */ error) => this.refuse(error.word || "disk", file.name)
      );
    }

    /**
     * @param {string} text
     * @param {string} name
     */
    take(text, name) {
      let found;
      try {
        found = form.readFile(text, this.app.data);
      } catch (error) {
        this.refuse(error instanceof form.Unreadable ? /** @type {any} */ (error).word : "other", name);
        return;
      }
      const draft = Object.assign(form.freshDraft(), found.draft, { changed: Date.now(), filed: Date.now() });
      draft.where = { step: "start", question: "" };
      this.app.begin(draft);
      this.app.notice("opened", "note", [make("p", {}, this.app.words.get("form_opened", { name }))]);
      this.tell(found.unfit, found.notes);
    }

    /**
     * Says in words why a file cannot be opened; what is on the page stays.
     * @param {string} word
     * @param {string} name
     */
    refuse(word, name) {
      const { words } = this.app;
      this.app.notice("opened", "warning", [make("p", {}, make("strong", {}, words.get("form_refused", { name })), " ", words.get("form_refused_" + word)), make("p", {}, words.get("form_refused_help"))]);
    }

    /**
     * What is different about a file, and what no longer fits: listed, kept, and to be saved apart.
     * @param {FormUnfit[]} unfit
     * @param {string[]} notes
     */
    tell(unfit, notes) {
      const { words } = this.app;
      const parts = notes.filter((note) => note !== "version" || unfit.length === 0).map((note) => make("p", {}, words.get("form_note_" + note)));
      if (unfit.length > 0) {
        const shown = (/** @type {any} */ answer) => {
          const text = typeof answer === "object" ? JSON.stringify(answer) : String(answer);
          return text.length > 200 ? text.slice(0, 199) + "…" : text;
        };
        parts.push(make("p", {}, make("strong", {}, words.count("form_unfit", unfit.length)), " ", words.get("form_unfit_kept")));
        parts.push(make("ul", { "data-unfit": true }, unfit.slice(0, 200).map((item) => make("li", {}, item.title + ": ", make("code", {}, shown(item.answer)), " (" + words.get("form_unfit_" + item.why) + ")"))));
        parts.push(make("p", {}, button(words.get("form_unfit_save"), () => form.save("unfit.json", "application/json", JSON.stringify(this.app.draft.unfit, null, 1)))));
      }
      if (parts.length > 0) this.app.notice("fit", notes.indexOf("checksum") >= 0 ? "warning" : "note", parts);
    }

    /** The list of drafts and the two ways to begin. */
    show() {
      const { app, place } = this;
      const { words } = app;
      clear(place);
      const { drafts, broken } = app.store.list();
      const others = drafts.filter((/** @type {any} */ draft) => draft.id !== app.draft.id);
      place.appendChild(make("p", { class: "form-links no-print" },
        button(words.get("form_open_file"), () => this.input.click(), { "data-open-file": true }),
        app.draft.changed > 0 ? button(words.get("form_new"), () => app.anew(), { "data-new-draft": true }) : null, this.input));
      place.appendChild(make("p", { class: "form-hint no-print" }, words.get("form_drop")));
      if (others.length > 0) {
        const rows = others.map((/** @type {any} */ draft) => {
          const name = [draft.meta.unit || words.get("form_no_name"), draft.meta.round, draft.meta.code].filter(Boolean).join(", ");
          return make("li", {}, make("span", {}, make("strong", {}, name), " ", words.count("form_answers", draft.count), ". ", words.get("form_changed", { when: words.moment(draft.changed) })),
            make("span", { class: "form-links" }, named(words.get("form_continue"), name, () => app.resume(draft.id), "button"), this.remove(draft.id, name)));
        });
        place.appendChild(make("div", { class: "form-drafts no-print" }, make("h3", {}, words.get("form_drafts")), make("ul", {}, rows)));
      }
      for (const id of broken) this.damaged(id);
    }

    /**
     * @param {string} id
     * @param {string} name
     */
    remove(id, name) {
      const { words } = this.app;
      let sure = false;
      const made = named(words.get("form_delete"), name, () => {
        if (!sure) {
          sure = true;
          /** @type {Node} */ (made.firstChild).textContent = words.get("form_delete_sure");
          return;
        }
        this.app.store.remove(id);
        form.say(words.get("form_deleted"));
        this.show();
      }, "form-quiet");
      return made;
    }

    /**
     * A draft that cannot be read: its text can be saved, so that nothing is lost.
     * @param {string} id
     */
    damaged(id) {
      const { app } = this;
      const { words } = app;
      app.notice("broken-" + id, "warning", [
        make("p", {}, words.get("form_broken")),
        make("p", { class: "form-links" },
          button(words.get("form_broken_save"), () => form.save("draft.txt", "text/plain", app.store.text(id))),
          button(words.get("form_broken_delete"), () => {
            app.store.remove(id);
            app.notice("broken-" + id, "", []);
          })),
      ]);
    }
  }

  Object.assign(form, { Drafts });
})();
