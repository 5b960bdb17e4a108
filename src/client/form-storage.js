/**
 * The drafts in the browser's storage: several side by side, each under a key of its own. What is read back is looked at
 * like a file from elsewhere. Two tabs never overwrite each other in silence: a draft is only written if it is still as
 * this tab knows it.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;

  const PREFIX = "rumbo:";

  class Store {
    /**
     * @param {FormData & {scoring: any}} data
     * @param {string} [room] which page keeps its drafts here; the form, if not said
     */
    constructor(data, room) {
      this.data = data;
      this.prefix = PREFIX + (room || "form") + ":" + data.framework.framework + ":" + (data.questionnaire || "") + ":";
      /** Whether the browser keeps anything at all. */
      this.works = this.probe();
    }

    probe() {
      try {
        const key = PREFIX + "probe";
        scope.localStorage.setItem(key, "1");
        const kept = scope.localStorage.getItem(key) === "1";
        scope.localStorage.removeItem(key);
        return kept;
      } catch (error) {
        return false;
      }
    }

    /** @param {string} id */
    key(id) {
      return this.prefix + id;
    }

    /**
     * The drafts of this form, the newest first; `broken` are the names of those that cannot be read.
     * @returns {{drafts: {id: string, meta: any, count: number, changed: number}[], broken: string[]}}
     */
    list() {
      const drafts = [];
      /** @type {string[]} */
      const broken = [];
      if (this.works) {
        for (let place = 0; place < scope.localStorage.length; place++) {
          const key = scope.localStorage.key(place);
          if (!key || key.indexOf(this.prefix) !== 0) continue;
          const id = key.slice(this.prefix.length);
          const kept = this.raw(id);
          if (!kept) broken.push(id);
          else {
            const respondent = kept.file.respondent || {};
            drafts.push({
              id,
              meta: { unit: kept.place || kept.file.unit || "", round: kept.file.round || "", code: respondent.code || "" },
              count: Object.keys(kept.file.answers).length,
              changed: kept.changed,
            });
          }
        }
      }
      drafts.sort((a, b) => b.changed - a.changed);
      return { drafts, broken };
    }

    /**
     * What is kept of a draft, in good shape; `null` if it is not.
     * @param {string} id
     * @returns {any}
     */
    raw(id) {
      try {
        const kept = JSON.parse(scope.localStorage.getItem(this.key(id)) || "");
        const good = kept && typeof kept.rev === "number" && typeof kept.changed === "number" && typeof kept.file === "object" && kept.file;
        return good && typeof kept.file.answers === "object" && kept.file.answers ? kept : null;
      } catch (error) {
        return null;
      }
    }

    /**
     * The text of a draft that cannot be read, so that it can be saved.
     * @param {string} id
     */
    text(id) {
      return scope.localStorage.getItem(this.key(id)) || "";
    }

    /**
     * Opens a draft; what no longer fits is named.
     * @param {string} id
     * @returns {{draft: FormDraft, unfit: FormUnfit[], notes: string[]} | null}
     */
    open(id) {
      const kept = this.raw(id);
      if (!kept) return null;
      try {
        const found = form.adopt(form.parseFile(JSON.stringify(kept.file)), this.data);
        const where = kept.where || {};
        const draft = Object.assign(form.freshDraft(), found.draft, {
          id,
          where: { step: String(where.step || "start"), question: String(where.question || "") },
          changed: kept.changed,
          filed: Number(kept.filed) || 0,
          rev: kept.rev,
        });
        if (typeof kept.place === "string" && kept.place) draft.meta.unit = kept.place.slice(0, 100);
        return { draft, unfit: found.unfit, notes: found.notes };
      } catch (error) {
        return null;
      }
    }

    /**
     * Writes a draft.
     * @param {FormDraft} draft
     * @param {any} file
     * @param {boolean} force also over a newer one
     * @param {{done: number, all: number}} [counted] how far it is, for the pages that lead back to it
     * @returns {"saved" | "full" | "none" | "newer" | "gone"}
     */
    write(draft, file, force, counted) {
      if (!this.works) return "none";
      const known = this.raw(draft.id);
      if (!force && known && known.rev !== draft.rev) return "newer";
      if (!force && !known && draft.rev > 0) return "gone";
      const rev = (known ? Math.max(known.rev, draft.rev) : draft.rev) + 1;
      const kept = Object.assign({ v: 1, rev, changed: draft.changed, filed: draft.filed, where: draft.where, place: draft.meta.unit, file }, counted || {});
      try {
        scope.localStorage.setItem(this.key(draft.id), JSON.stringify(kept));
      } catch (error) {
        return "full";
      }
      draft.rev = rev;
      return "saved";
    }

    /** @param {string} id */
    remove(id) {
      try {
        scope.localStorage.removeItem(this.key(id));
      } catch (error) {
        // Nothing is kept, so nothing is left.
      }
    }

    /**
     * Calls back when another tab writes or removes a draft of this form.
     * @param {(id: string) => void} changed
     */
    watch(changed) {
      window.addEventListener("storage", (event) => {
        if (event.key === null) changed("");
        else if (event.key.indexOf(this.prefix) === 0) changed(event.key.slice(this.prefix.length));
      });
    }
  }

  Object.assign(form, { Store });
})();
