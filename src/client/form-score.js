/**
 * From answers to results in words: the level's words first, the per cent second, how sure it is third. All numbers come
 * from `RumboScore`, the same engine as the build's.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;

  class Scoring {
    /**
     * @param {FormData & {scoring: any}} data
     * @param {any} words
     */
    constructor(data, words) {
      this.data = data;
      this.words = words;
      /** @type {any} */
      this.results = { nodes: [], gaps: [], byId: {}, unfit: {} };
      /** @type {{[question: string]: boolean}} */
      this.shown = {};
      /** @type {any} */
      this.sheet = null;
      /** How the page counts the questions of a part, where it does. @type {((id: string) => {done: number, all: number}) | null} */
      this.counted = null;
    }

    /** @param {FormDraft} draft */
    compute(draft) {
      this.sheet = form.sheet(this.data, draft);
      this.results = scope.RumboScore.results(this.data.scoring, this.sheet);
      this.shown = form.bare();
      for (const id of this.data.scoring.questions) {
        const { state } = this.node(id);
        this.shown[id] = state !== "not_asked" && state !== "skipped";
      }
    }

    /**
     * @param {string} id of an area, topic or question
     * @returns {any}
     */
    node(id) {
      return this.results.nodes[this.data.scoring.byId[id]];
    }

    /** The id of the whole. */
    get root() {
      const { nodes } = this.data.framework;
      return nodes[nodes.length - 1].id;
    }

    /**
     * What heads the results: the whole and its areas, or the only area that is asked.
     * @param {FormDraft} draft
     * @returns {string[]}
     */
    heads(draft) {
      const areas = this.data.areas.filter((area) => !draft.asked || draft.asked.indexOf(area) >= 0);
      return areas.length > 1 ? [this.root].concat(areas) : areas;
    }

    /**
     * @param {string} id
     * @returns {string}
     */
    name(id) {
      if (id === this.root) return this.words.get("overall");
      const question = this.data.byId.get(id);
      return question ? question.title : this.data.names[id] || id;
    }

    /**
     * The topics of an area that are asked.
     * @param {string} area
     * @returns {string[]}
     */
    topics(area) {
      /** @type {string[]} */
      const topics = [];
      for (const question of this.data.questions) if (question.area === area && topics.indexOf(question.topic) < 0) topics.push(question.topic);
      return topics;
    }

    /**
     * Whether a part has an answer, be it that one does not know.
     * @param {string} id
     */
    begun(id) {
      const { counts } = this.node(id);
      return counts.answered + counts.no + counts.unknown + counts.not_applicable > 0;
    }

    /**
     * A node's result in words.
     * @param {string} id
     */
    view(id) {
      const node = this.node(id);
      const { words } = this;
      const band = node.band === null ? null : this.data.bands[node.band];
      const figure = node.score === null ? "" : this.figure(node);
      return {
        scored: node.score !== null,
        letter: band ? band.letter || "" : "",
        label: node.score === null ? words.get("state_" + node.state) : band ? band.label : "",
        band: node.band,
        figure,
        interval: this.interval(node),
        completeness: this.completeness(id, node),
        lowest: node.score !== null && node.minimum ? this.lowest(node.minimum) : "",
        value: node.score === null ? null : scope.RumboScore.approximate(node.score),
        low: node.low === null ? null : scope.RumboScore.approximate(node.low),
        high: node.high === null ? null : scope.RumboScore.approximate(node.high),
      };
    }

    /**
     * The number of a node that has one; with an asterisk where it could be another one, as on the pages of results.
     * @param {any} node
     */
    figure(node) {
      return this.words.perCent(node.score) + (node.plus ? "+" : "") + (node.low !== node.high ? "*" : "");
    }

    /**
     * How much is answered, as the page counts it; where it does not, by what counts for the score.
     * @param {string} id
     * @param {any} node
     */
    completeness(id, node) {
      const { answered, no, unknown, blank } = node.counts;
      const { done, all } = this.counted ? this.counted(id) : { done: answered + no + unknown, all: answered + no + unknown + blank };
      const said = this.words.get("completeness", { replies: String(done), applicable: String(all) });
      return said + (unknown > 0 ? " " + this.words.count("count_unknown", unknown) : "");
    }

    /** @param {{node: number, score: string}} minimum */
    lowest(minimum) {
      const part = this.results.nodes[minimum.node];
      const score = part.score === null ? this.words.get("state_" + part.state) : this.figure(part);
      return this.words.get("lowest", { name: this.name(this.data.framework.nodes[minimum.node].id), score });
    }

    /**
     * How far the result could be off, in words; empty if it could not.
     * @param {any} node
     */
    interval(node) {
      if (node.score === null || node.low === null || node.low === node.high) return "";
      const open = this.words.count("count_open", node.counts.unknown + node.counts.blank);
      const low = this.words.perCent(node.low);
      const high = this.words.perCent(node.high);
      const from = this.bandOf(node.low);
      const to = this.bandOf(node.high);
      if (from && to && from !== to) return this.words.get("form_interval", { from, to, low, high, open });
      return this.words.get("interval", { low, high, open });
    }

    /** @param {string} score */
    bandOf(score) {
      let found = "";
      this.data.framework.bands.forEach((/** @type {any} */ band, /** @type {number} */ place) => {
        if (scope.RumboScore.compare(score, band.from) >= 0) found = this.data.bands[place].label;
      });
      return found;
    }

    /**
     * One line: the level's words, then the per cent.
     * @param {string} id
     */
    line(id) {
      const view = this.view(id);
      return [view.label, view.figure].filter(Boolean).join(", ");
    }

    /**
     * A level of a question in words: `level 2 of 5: …`.
     * @param {FormQuestion} question
     * @param {number | null} level
     */
    level(question, level) {
      if (level === null || level === undefined) return "";
      if (question.kind === "presence" || question.kind === "coverage") return question.options[level] ? question.options[level].text : "";
      const text = question.kind === "ladder" && question.options[level - 1] ? question.options[level - 1].text : "";
      const words = this.words.get("level_of", { level: String(level), levels: String(question.levels) });
      return text ? words + ": " + text : words;
    }

    /**
     * What was answered, in words.
     * @param {FormQuestion} question
     */
    answer(question) {
      const node = this.node(question.id);
      const valued = node.state === "answered" || node.state === "no";
      const given = this.sheet.answers[question.id];
      if (node.state === "unscored") {
        const value = given && typeof given === "object" && !Array.isArray(given) ? given.value : given;
        if (value === undefined || value === null) return this.words.get("state_blank");
        return question.kind === "date" ? this.words.date(String(value)) : value === "unknown" ? this.words.get("state_unknown") : this.words.number(String(value));
      }
      if (!valued) return this.words.get("state_" + node.state);
      return this.level(question, node.level) || (node.score === null ? this.words.get("state_" + node.state) : this.words.perCent(node.score));
    }

    /**
     * The targets that can be chosen, with their words.
     * @param {FormQuestion} question
     * @returns {[string, string][]}
     */
    targets(question) {
      if (question.kind === "presence" || question.kind === "coverage") return question.options.map((option) => [option.value, option.text]);
      /** @type {[string, string][]} */
      const targets = [];
      for (let level = 1; level <= question.levels; level++) {
        const words = this.words.get("level_of", { level: String(level), levels: String(question.levels) });
        const text = question.kind === "ladder" ? question.options[level - 1].text : "";
        targets.push([String(level), text ? words + ": " + (text.length > 70 ? text.slice(0, 67) + "…" : text) : words]);
      }
      return targets;
    }

    /**
     * @param {FormQuestion} question
     * @param {string} value
     */
    targetWords(question, value) {
      const option = question.options.find((known) => known.value === value);
      if (question.kind === "ladder" || question.kind === "gated") return this.words.get("level_of", { level: value, levels: String(question.levels) });
      return option ? option.text : this.words.number(value);
    }

    /**
     * What to do first: the gaps of what was answered, the most urgent first.
     * @returns {{gap: any, question: FormQuestion}[]}
     */
    gaps() {
      const found = [];
      for (const gap of scope.RumboScore.first(this.results.gaps)) {
        const question = this.data.byId.get(this.data.framework.nodes[gap.node].id);
        if (question) found.push({ gap, question });
      }
      return found;
    }

    /**
     * The questions in a state, of those that are asked here.
     * @param {string} state
     */
    inState(state) {
      return this.data.questions.filter((question) => this.node(question.id).state === state);
    }

    /**
     * A level of a gap as a whole number; `null` where the question has none.
     * @param {FormQuestion} question
     * @param {string} level
     */
    whole(question, level) {
      return question.levels > 0 ? Math.floor(scope.RumboScore.approximate(level)) : null;
    }
  }

  Object.assign(form, { Scoring });
})();
