/**
 * What helps with a gap: the actions of the library that lead to the next level, the procedures with their key steps, good
 * practices. Titles and steps stand in the page once; questions and actions name them by id.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;
  const { make } = form;

  /** @typedef {{id: string, action: FormAction}} Found */

  class Help {
    /**
     * @param {FormData} data
     * @param {any} words
     */
    constructor(data, words) {
      this.data = data;
      this.words = words;
      /** Actions by the question that they lift, with the levels between which they lead. @type {Map<string, (Found & {from: number, to: number})[]>} */
      this.lifting = new Map();
      for (const id of Object.keys(data.actions)) {
        const action = data.actions[id];
        for (const [question, from, to] of action.steps || []) {
          const list = this.lifting.get(question) || [];
          list.push({ id, action, from, to });
          this.lifting.set(question, list);
        }
      }
    }

    /**
     * The actions that lead a question to one of the levels above `from` up to `to`, what comes first before what needs it.
     * @param {string} question
     * @param {number} from
     * @param {number} to
     * @returns {Found[]}
     */
    actions(question, from, to) {
      /** @type {Found[]} */
      const found = [];
      for (const step of this.lifting.get(question) || []) {
        if (step.from < to && step.to > from && !found.some((known) => known.id === step.id)) found.push(step);
      }
      /** @type {Found[]} */
      const ordered = [];
      const visit = (/** @type {Found} */ one) => {
        if (ordered.indexOf(one) >= 0) return;
        for (const other of found) if (other !== one && (one.action.after || []).indexOf(other.id) >= 0) visit(other);
        ordered.push(one);
      };
      found.forEach(visit);
      return ordered;
    }

    /**
     * What to do about a gap: the actions to the next level, those after it up to the target, and the procedures of both.
     * @param {{gap: any, question: FormQuestion}} found
     * @returns {{next: Found[], later: Found[], sops: string[], practices: string[]}}
     */
    of(found) {
      const { gap, question } = found;
      const current = Math.floor(scope.RumboScore.approximate(gap.current));
      const next = this.actions(question.id, current, current + 1);
      const target = Math.ceil(scope.RumboScore.approximate(gap.target));
      const later = this.actions(question.id, current + 1, target).filter((one) => next.every((other) => other.id !== one.id));
      const own = form.has(this.data.help, question.id) ? this.data.help[question.id] : { sops: [], practices: [] };
      const all = (/** @type {"sops" | "practices"} */ kind) =>
        own[kind].concat(...next.map(({ action }) => action[kind] || [])).filter((id, place, ids) => form.has(this.data[kind], id) && ids.indexOf(id) === place);
      return { next, later, sops: all("sops"), practices: all("practices") };
    }

    /**
     * An entry's title, with the way to its page where there is one.
     * @param {{title: string, href?: string}} entry
     */
    link(entry) {
      return entry.href ? make("a", { href: entry.href }, entry.title) : entry.title;
    }

    /** @param {Found[]} found */
    list(found) {
      const { data, words } = this;
      return make("ul", { class: "form-actions" }, found.map(({ action }) => {
        const activity = data.activities[action.activity || ""];
        const before = (action.after || []).map((id) => data.actions[id]).filter(Boolean);
        const lead = [words.get("plan_lead") + ": " + action.lead, action.partners ? words.get("plan_partners") + " " + action.partners : ""].filter(Boolean).join(". ");
        return make("li", {}, make("strong", {}, action.title), action.summary ? make("p", {}, action.summary) : null,
          make("p", { class: "meta" }, lead, activity ? [". ", words.get("plan_activity"), " ", this.link(activity)] : null, "."),
          before.length > 0 ? make("p", { class: "meta" }, words.get("plan_needs") + " " + before.map((other) => other.title).join("; ") + ".") : null);
      }));
    }

    /**
     * A procedure with its key steps, folded.
     * @param {string} id
     */
    procedure(id) {
      const sop = this.data.sops[id];
      return make("details", { class: "form-sop" }, make("summary", {}, this.words.get("form_sop", { title: sop.title })),
        make("ol", {}, sop.steps.map((step) => make("li", {}, step))),
        sop.href ? make("p", {}, make("a", { href: sop.href }, this.words.get("form_sop_open"))) : null);
    }

    /** @param {string[]} ids */
    examples(ids) {
      if (ids.length === 0) return null;
      return make("p", { class: "meta" }, this.words.get("practices") + ": ", ids.map((id, place) => [place > 0 ? ", " : "", this.link(this.data.practices[id])]));
    }
  }

  Object.assign(form, { Help });
})();
