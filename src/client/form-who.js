/**
 * Who answers, about what, and which areas: the fields at the beginning, the codes that the file needs, and what is
 * missing of them.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;
  const { make } = form;

  /** The longest code or round, in characters; the longest name that they make with the place. */
  const SHORT = 20;
  const NAME = 48;

  class Who {
    /** @param {any} app */
    constructor(app) {
      this.app = app;
      const { page, data, words } = app;
      /** @type {Map<string, HTMLInputElement>} */
      this.fields = new Map();
      for (const field of page.querySelectorAll("[data-meta]")) {
        const key = field.dataset.meta || "";
        this.fields.set(key, field);
        field.addEventListener("input", () => {
          app.draft.meta[key] = field.value.trim();
          app.draft.changed = Date.now();
          this.hints();
          app.keeper.soon();
        });
      }
      const list = page.querySelector("#_f-units");
      for (const [id, name] of data.units) list.appendChild(make("option", { value: name }, id));
      this.hint = page.querySelector("[data-unit-hint]");
      this.hintText = this.hint.textContent || "";
      this.asked = page.querySelector("[data-form-asked]");
      if (data.areas.length > 1) {
        const boxes = data.areas.map((/** @type {string} */ area) =>
          make("label", {}, make("input", { type: "checkbox", value: area, "data-ask": true, onchange: () => this.choose() }), make("span", {}, data.names[area])));
        this.asked.appendChild(make("fieldset", { class: "fq" }, make("legend", {}, words.get("form_asked")), make("p", { class: "form-hint" }, words.get("form_asked_note")), boxes));
      }
    }

    /** @returns {HTMLInputElement[]} */
    boxes() {
      return Array.from(this.asked.querySelectorAll("[data-ask]"));
    }

    /** Which areas are answered here. None is no choice: then all are. */
    choose() {
      const { app } = this;
      const boxes = this.boxes();
      const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
      app.draft.asked = chosen.length === boxes.length || chosen.length === 0 ? null : chosen;
      app.draft.changed = Date.now();
      app.refresh();
      app.steps.to("start", false);
      app.keeper.soon();
    }

    /** Shows what the draft says. */
    fill() {
      const { draft, data } = this.app;
      const known = data.units.find((/** @type {[string, string]} */ unit) => unit[0] === draft.meta.unit);
      if (known) draft.meta.unit = known[1];
      for (const [key, field] of this.fields) field.value = draft.meta[key] || "";
      for (const box of this.boxes()) box.checked = !draft.asked || draft.asked.indexOf(box.value) >= 0;
      this.hints();
    }

    /** The place, if this site knows it. */
    known() {
      const text = this.app.draft.meta.unit.trim();
      const folded = form.slug(text, NAME);
      return this.app.data.units.find((/** @type {[string, string]} */ unit) => unit[0] === text || form.slug(unit[1], NAME) === folded);
    }

    /** The codes that stand in the file: that of a place the site knows, else made of the name. */
    codes() {
      const { meta } = this.app.draft;
      const known = this.known();
      return Object.assign(form.bare(), meta, { unit: known ? known[0] : form.slug(meta.unit, NAME), round: form.slug(meta.round || "", SHORT), code: form.slug(meta.code || "", SHORT) });
    }

    unitName() {
      const known = this.known();
      return known ? known[1] : this.app.draft.meta.unit;
    }

    /**
     * What is missing or wrong.
     * @returns {{key: string, text: string}[]}
     */
    faults() {
      const codes = this.codes();
      /** @type {{key: string, text: string}[]} */
      const faults = [];
      const fault = (/** @type {string} */ key, /** @type {string} */ word) => faults.push({ key, text: this.app.words.get("form_meta_" + word) });
      if (!/^[a-z][a-z0-9-]*$/.test(codes.unit)) fault("unit", "unit");
      for (const key of ["round", "code"]) if (!codes[key]) fault(key, key);
      if (codes.unit.length + codes.round.length + codes.code.length + 2 > NAME) fault("unit", "long");
      return faults;
    }

    hints() {
      const { unit } = this.codes();
      this.hint.textContent = unit ? this.app.words.get("form_unit_code", { code: unit }) : this.hintText;
    }

    /** @param {string} key */
    go(key) {
      this.app.steps.to("start", false);
      const field = this.fields.get(key);
      if (field) field.focus();
    }

    /** One line that says what this is about. */
    heading() {
      const { meta } = this.app.draft;
      return [this.app.data.questionnaire_title, this.unitName(), meta.round, meta.date && this.app.words.date(meta.date)].filter(Boolean).join(" · ");
    }
  }

  Object.assign(form, { Who });
})();
