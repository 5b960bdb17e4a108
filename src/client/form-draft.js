/**
 * One set of answers in the making: changes, and how to take them back.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;

  /** So many changes can be taken back. */
  const UNDO = 100;
  /** Typing in the same field is one change if the pauses are shorter than this, in milliseconds. */
  const PAUSE = 1500;

  /** @returns {string} a name for a draft that no other draft of this computer has */
  function name() {
    return Date.now().toString(36) + "-" + Math.floor(Math.random() * 1e9).toString(36);
  }

  /**
   * @returns {string} a code for whoever answers, which hardly anybody else of the same place gets: two files with one code
   *   would be taken for the same person's
   */
  function code() {
    return "r" + Math.floor(46656 * (1 + 35 * Math.random())).toString(36);
  }

  /** @returns {FormDraft} */
  function fresh() {
    const now = new Date();
    return {
      id: name(),
      meta: Object.assign(form.bare(), { unit: "", round: now.getFullYear() + "-1", date: form.today(now), code: code(), name: "", institution: "", role: "" }),
      asked: null,
      answers: form.bare(),
      unfit: form.bare(),
      rest: form.bare(),
      where: { step: "start", question: "" },
      changed: 0,
      filed: 0,
      rev: 0,
    };
  }

  /** @param {FormEntry | undefined} entry */
  const copy = (entry) => (entry ? JSON.parse(JSON.stringify(entry)) : form.blank());

  class Past {
    constructor() {
      /** @type {{id: string, before: FormEntry, at: number, field: string}[]} */
      this.steps = [];
    }

    /**
     * Remembers how an entry was before a change.
     * @param {string} id
     * @param {FormEntry} before
     * @param {string} field what was changed; typing on in it is the same change
     */
    push(id, before, field) {
      const last = this.steps[this.steps.length - 1];
      const now = Date.now();
      if (last && field && last.id === id && last.field === field && now - last.at < PAUSE) {
        last.at = now;
        return;
      }
      this.steps.push({ id, before, at: now, field });
      if (this.steps.length > UNDO) this.steps.shift();
    }

    /** The last change, taken off. */
    pop() {
      return this.steps.pop();
    }
  }

  /**
   * The code of a name: `Villa Nueva` is `villa-nueva`.
   * @param {string} text
   * @param {number} most
   */
  function slug(text, most) {
    const plain = text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
    return plain.slice(0, most).replace(/-+$/, "");
  }

  Object.assign(form, { freshDraft: fresh, draftName: name, copyEntry: copy, Past, slug });
})();
