/**
 * One question of the page: what the reader chooses becomes an entry, and an entry is shown as what was chosen. Adds the
 * answers that every question has: "we do not know", "does not apply here" with its reason, and taking the answer back.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;
  const { make, button } = form;

  /** Kinds whose answer is typed. */
  const TYPED = ["number", "count", "text", "date"];

  /**
   * How many parts an answer has that are chosen or written one by one.
   * @param {FormEntry} entry
   */
  function parts({ state, value }) {
    if (state !== "answered" || value === null || typeof value !== "object") return 0;
    return Array.isArray(value) ? value.length : Object.keys(value).length;
  }

  class Question {
    /**
     * @param {FormQuestion} question
     * @param {any} app
     */
    constructor(question, app) {
      this.question = question;
      this.app = app;
      this.element = question.element;
      this.typed = TYPED.indexOf(question.kind) >= 0;
      /** The group of the answers that are chosen. */
      this.name = "q" + question.number;
      this.field = /** @type {HTMLInputElement | null} */ (this.element.querySelector(".fq-text input, .fq-text textarea"));
      /** The answer of many parts that was replaced last. @type {FormEntry | null} */
      this.former = null;
      this.build();
      this.element.addEventListener("change", (event) => this.changed(event));
      if (this.field) this.field.addEventListener("input", () => this.type());
    }

    build() {
      const { words } = this.app;
      const own = this.typed || this.question.several || this.question.kind === "gated" ? this.name + "-state" : this.name;
      const option = (/** @type {string} */ value, /** @type {string} */ text) =>
        make("label", { class: "fq-other" }, make("input", { type: "radio", name: own, value, "data-other": true }), make("span", {}, text));
      this.others = make("div", { class: "fq-others" });
      if (this.question.kind === "points") this.others.appendChild(option("no", words.get("form_none_of_these")));
      this.others.appendChild(option("unknown", words.get(this.question.kind === "gated" ? "form_unknown_all" : "state_unknown")));
      this.others.appendChild(option("not_applicable", words.get("state_not_applicable")));
      this.element.appendChild(this.others);
      const id = "_r-" + this.question.id;
      this.reasonField = make("textarea", { id, rows: 2, "aria-describedby": id + "-fault" });
      this.reasonFault = make("span", { class: "form-fault", id: id + "-fault" });
      this.reason = make("p", { class: "fq-text", hidden: true }, make("label", { for: id }, words.get("form_reason")), this.reasonField, this.reasonFault);
      this.reasonField.addEventListener("input", () => this.edit("reason", this.reasonField.value.trim()));
      this.element.appendChild(this.reason);
      this.replaced = make("p", { class: "fq-replaced", role: "status", hidden: true });
      this.element.appendChild(this.replaced);
      if (this.field) {
        this.fault = make("span", { class: "form-fault", id: "_w-" + this.question.id });
        this.field.insertAdjacentElement("afterend", this.fault);
        this.field.setAttribute("aria-describedby", this.fault.id);
      }
      this.clear = button(words.get("form_clear"), () => this.app.set(this.question.id, form.blank(), ""), { class: "form-quiet", hidden: true });
      this.clear.appendChild(make("span", { class: "vh" }, words.get("form_of_question", { number: String(this.question.number) })));
      this.details = new form.Details(this, this.app);
      this.element.appendChild(make("div", { class: "fq-foot" }, this.details.summary, this.clear));
      this.element.appendChild(this.details.panel);
      /** What was said besides, for paper. */
      this.paper = make("p", { class: "fq-said", "aria-hidden": true });
      this.element.appendChild(this.paper);
      this.element.appendChild(make("p", { class: "fq-lines", "aria-hidden": true }, words.get("form_lines")));
    }

    /** @returns {FormEntry} */
    entry() {
      return this.app.draft.answers[this.question.id] || form.blank();
    }

    /**
     * Changes one part of the entry.
     * @param {string} part
     * @param {any} value
     */
    edit(part, value) {
      const entry = form.copyEntry(this.entry());
      /** @type {any} */ (entry)[part] = value;
      this.app.set(this.question.id, entry, part);
    }

    /** @param {Event} event */
    changed(event) {
      const input = /** @type {HTMLInputElement} */ (event.target);
      const entry = form.copyEntry(this.entry());
      const statement = input.closest("[data-statement]");
      if (input.dataset.other !== undefined) {
        // An answer of many parts is not thrown away in silence.
        if (parts(entry) > 0) this.former = form.copyEntry(entry);
        entry.state = input.value;
        entry.value = null;
      } else if (statement) {
        const id = statement.getAttribute("data-statement") || "";
        entry.value = Object.assign(form.bare(), entry.state === "answered" ? entry.value : null);
        entry.value[id] = input.value;
        entry.state = "answered";
      } else if (input.name === this.name) {
        entry.value = this.question.several ? this.checked() : input.value;
        entry.state = this.question.several && entry.value.length === 0 ? "" : "answered";
      } else return;
      this.app.set(this.question.id, entry, "");
      if (entry.state === "not_applicable" && input.dataset.other !== undefined) this.reasonField.focus();
    }

    /** @returns {string[]} */
    checked() {
      const boxes = /** @type {HTMLInputElement[]} */ (Array.from(this.element.querySelectorAll("input[type=checkbox]")));
      return boxes.filter((box) => box.checked).map((box) => box.value);
    }

    /** What was typed, if it can be an answer. */
    type() {
      const field = /** @type {HTMLInputElement} */ (this.field);
      let text = field.value.trim();
      const numeric = this.question.kind === "number" || this.question.kind === "count";
      if (numeric && this.app.words.get("number_decimal") === ",") text = text.replace(/^(-?\d+),(\d+)$/, "$1.$2");
      const entry = form.copyEntry(this.entry());
      entry.state = text ? "answered" : "";
      entry.value = text || null;
      const good = !text || scope.RumboScore.unfit(this.app.data.scoring, this.question.id, text) === null;
      field.setAttribute("aria-invalid", String(!good));
      this.fault.textContent = good ? "" : this.app.words.get("form_fault_" + this.question.kind);
      if (good) this.app.set(this.question.id, entry, "value");
    }

    /**
     * Shows the entry.
     * @param {boolean} shown whether it is asked
     */
    show(shown) {
      const entry = this.entry();
      this.element.hidden = !shown;
      const inputs = /** @type {HTMLInputElement[]} */ (Array.from(this.element.querySelectorAll("input[type=radio], input[type=checkbox]")));
      for (const input of inputs) {
        const statement = input.closest("[data-statement]");
        let on = false;
        if (input.closest(".fq-panel")) continue;
        if (input.dataset.other !== undefined) on = entry.state === input.value;
        else if (entry.state !== "answered") on = false;
        else if (statement) on = entry.value[statement.getAttribute("data-statement") || ""] === input.value;
        else on = this.question.several ? entry.value.indexOf(input.value) >= 0 : entry.value === input.value;
        if (input.checked !== on) input.checked = on;
      }
      if (this.field && document.activeElement !== this.field) {
        this.field.value = entry.state === "answered" ? entry.value : "";
        this.field.setAttribute("aria-invalid", "false");
        this.fault.textContent = "";
      }
      this.reason.hidden = entry.state !== "not_applicable";
      if (document.activeElement !== this.reasonField) this.reasonField.value = entry.reason;
      const missing = entry.state === "not_applicable" && !entry.reason;
      this.reasonField.setAttribute("aria-invalid", String(missing));
      this.reasonFault.textContent = missing ? this.app.words.get("form_reason_missing") : "";
      this.clear.hidden = entry.state === "";
      this.tellReplaced(entry);
      this.element.classList.toggle("fq-done", entry.state !== "" && !missing);
      this.details.show(entry);
      this.paper.textContent = this.details.said(entry).join(" · ");
    }

    /**
     * What was replaced by saying that nothing is known, or that it does not apply; and the way back.
     * @param {FormEntry} entry
     */
    tellReplaced(entry) {
      if (entry.state !== "unknown" && entry.state !== "not_applicable") this.former = null;
      this.replaced.hidden = !this.former;
      if (!this.former || this.replaced.firstChild) {
        if (!this.former) this.replaced.textContent = "";
        return;
      }
      const { former } = this;
      const { words } = this.app;
      this.replaced.appendChild(document.createTextNode(words.count("form_replaced", parts(former)) + " "));
      this.replaced.appendChild(button(words.get("form_replaced_back"), () => this.app.set(this.question.id, former, ""), { class: "form-link", "data-replaced-back": true }));
    }

    /** Leads the reader here. */
    go() {
      const input = /** @type {HTMLElement | null} */ (this.element.querySelector("input:checked") || this.element.querySelector("input, textarea"));
      form.lead(this.element);
      if (input) input.focus({ preventScroll: true });
    }
  }

  Object.assign(form, { Question });
})();
