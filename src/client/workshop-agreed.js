/**
 * What was agreed, by place and assessment: one draft for each. Where two files say different things about what was
 * agreed, neither counts until the reader chooses. Nothing here touches the page.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;
  const { workshop } = form;

  /** The most places whose drafts are read back from the browser. */
  const MOST = 200;

  /**
   * One of several answers that are said to be agreed. The key tells its file apart; it is empty for what was entered here.
   * @typedef {{key: string, name: string, entry: FormEntry}} Side
   */
  /** @typedef {{draft: FormDraft, sources: Map<string, {key: string, name: string}>, disputes: Map<string, Side[]>}} Place */

  class Agreed {
    /** @param {any} data */
    constructor(data) {
      this.data = data;
      /** @type {Map<string, Place>} */
      this.places = new Map();
    }

    /**
     * @param {string} group
     * @returns {Place}
     */
    place(group) {
      let place = this.places.get(group);
      if (!place) {
        place = { draft: form.freshDraft(), sources: new Map(), disputes: new Map() };
        place.draft.meta.code = workshop.CONSENSUS;
        this.places.set(group, place);
      }
      return place;
    }

    /** @param {string} group */
    of(group) {
      return this.place(group).draft;
    }

    /** @param {string} group */
    disputes(group) {
      return this.place(group).disputes;
    }

    /**
     * Whether two entries say the same.
     * @param {string} id
     * @param {FormEntry} one
     * @param {FormEntry} other
     */
    same(id, one, other) {
      const sum = (/** @type {FormEntry} */ entry) => form.checksum({ answer: form.writeAnswer(this.data.byId.get(id), entry, false) });
      return sum(one) === sum(other);
    }

    /**
     * Takes in a file of what was agreed. What is there already stays if it says the same; else both wait for a choice.
     * @param {any} entry
     */
    take(entry) {
      const place = this.place(entry.group);
      const { draft } = form.adopt(Object.assign(form.bare(), entry.file, { questionnaire: null }), this.data);
      for (const id of Object.keys(draft.answers)) {
        const side = { key: entry.key, name: entry.name, entry: draft.answers[id] };
        if (this.isBlank(id, side.entry)) continue;
        const sides = place.disputes.get(id);
        const known = place.draft.answers[id];
        if (sides) {
          if (!sides.some((other) => this.same(id, other.entry, side.entry))) sides.push(side);
        } else if (!known || this.isBlank(id, known)) {
          place.draft.answers[id] = side.entry;
          place.sources.set(id, { key: entry.key, name: entry.name });
        } else if (!this.same(id, known, side.entry)) {
          const source = place.sources.get(id) || { key: "", name: "" };
          place.disputes.set(id, [{ key: source.key, name: source.name, entry: known }, side]);
          this.clear(place, id);
        }
      }
      for (const name of ["name", "institution"]) if (!place.draft.meta[name]) place.draft.meta[name] = entry.file.respondent[name];
    }

    /**
     * @param {string} id
     * @param {FormEntry} entry
     */
    isBlank(id, entry) {
      return form.writeAnswer(this.data.byId.get(id), entry, false) === undefined;
    }

    /**
     * @param {Place} place
     * @param {string} id
     */
    clear(place, id) {
      place.draft.answers[id] = form.blank();
      place.sources.delete(id);
    }

    /**
     * Takes out what came from a file alone; what was entered here stays.
     * @param {any} entry
     */
    remove(entry) {
      const place = this.place(entry.group);
      for (const [id, source] of Array.from(place.sources)) if (source.key === entry.key) this.clear(place, id);
      for (const [id, sides] of Array.from(place.disputes)) {
        const left = sides.filter((side) => side.key !== entry.key);
        if (left.length === sides.length) continue;
        if (left.length > 1) place.disputes.set(id, left);
        else this.settle(place, id, left[0] || null);
      }
    }

    /**
     * @param {Place} place
     * @param {string} id
     * @param {Side | null} side
     */
    settle(place, id, side) {
      place.disputes.delete(id);
      this.clear(place, id);
      if (!side) return;
      place.draft.answers[id] = side.entry;
      if (side.key) place.sources.set(id, { key: side.key, name: side.name });
    }

    /**
     * The reader chose one of the answers; `null` leaves the question open.
     * @param {string} group
     * @param {string} id
     * @param {number | null} number
     */
    choose(group, id, number) {
      const place = this.place(group);
      const sides = place.disputes.get(id) || [];
      const side = number === null ? null : sides[number] || null;
      // What was chosen is the reader's: it stays when a file is taken out.
      this.settle(place, id, side && { key: "", name: "", entry: side.entry });
    }

    /**
     * The reader entered what was agreed.
     * @param {string} group
     * @param {string} id
     * @param {FormEntry} entry
     */
    set(group, id, entry) {
      const place = this.place(group);
      place.draft.answers[id] = entry;
      place.sources.delete(id);
      place.disputes.delete(id);
    }

    // In the browser's storage.

    /** @returns {any[]} */
    write() {
      const kept = [];
      for (const [group, place] of this.places) {
        if (!group) continue;
        const [unit, round] = group.split(" ");
        const meta = Object.assign(form.bare(), place.draft.meta, { unit, round });
        const answer = (/** @type {string} */ id, /** @type {FormEntry} */ entry) => form.writeAnswer(this.data.byId.get(id), entry, false);
        kept.push({
          file: form.writeFile(this.data, Object.assign({}, place.draft, { meta }), form.bare()),
          sources: Array.from(place.sources).map(([id, source]) => [id, source.key, source.name]),
          disputes: Array.from(place.disputes).map(([id, sides]) => [id, sides.map((side) => [side.key, side.name, answer(id, side.entry)])]),
        });
      }
      return kept;
    }

    /**
     * Reads back what was kept, as a file from elsewhere is read; what is not in good shape is passed over.
     * @param {any} kept
     */
    read(kept) {
      this.places.clear();
      for (const part of Array.isArray(kept) ? kept.slice(0, MOST) : []) {
        try {
          const adopted = form.adopt(form.parseFile(JSON.stringify(part.file)), this.data).draft;
          const place = this.place(adopted.meta.unit + " " + adopted.meta.round);
          place.draft.answers = adopted.answers;
          for (const name of ["name", "institution", "date"]) place.draft.meta[name] = adopted.meta[name];
          for (const [id, key, name] of part.sources) if (this.data.byId.has(id)) place.sources.set(String(id), { key: String(key), name: String(name) });
          for (const [id, sides] of part.disputes) {
            const found = sides.map((/** @type {any[]} */ side) => {
              const file = { framework: this.data.framework.framework, answers: { [String(id)]: side[2] } };
              return { key: String(side[0]), name: String(side[1]), entry: form.adopt(form.parseFile(JSON.stringify(file)), this.data).draft.answers[id] };
            });
            if (found.length > 1 && found.every((/** @type {Side} */ side) => side.entry)) place.disputes.set(String(id), found);
          }
        } catch (error) {
          // A part that is damaged does not take the others with it.
        }
      }
    }
  }

  Object.assign(form.workshop, { Agreed });
})();
