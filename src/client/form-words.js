/**
 * The words of the page's language: texts with `{name}` filled in, plural forms, and numbers, per cents and dates as the
 * build writes them.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;

  class Words {
    /**
     * @param {{[key: string]: any}} table
     * @param {string} lang
     */
    constructor(table, lang) {
      this.table = table;
      this.plurals = new Intl.PluralRules(lang);
    }

    /**
     * @param {string} key
     * @param {{[name: string]: string}} [values]
     * @returns {string}
     */
    get(key, values) {
      const text = form.has(this.table, key) ? String(this.table[key]) : key;
      return text.replace(/\{(\w+)\}/g, (whole, name) => (values && form.has(values, name) ? values[name] : whole));
    }

    /**
     * @param {string} key
     * @param {number} n
     * @returns {string}
     */
    count(key, n) {
      const forms = this.table[key] || {};
      const text = forms[this.plurals.select(n)] || forms.other || key;
      return text.replace("{n}", this.number(String(n)));
    }

    /**
     * A plain decimal (`-1234.5`) as the language writes it.
     * @param {string} plain
     */
    number(plain) {
      const negative = plain[0] === "-";
      const parts = (negative ? plain.slice(1) : plain).split(".");
      const whole = parts[0];
      const from = Number(this.get("number_group_from")) || 4;
      let out = negative ? "−" : "";
      for (let place = 0; place < whole.length; place++) {
        if (place > 0 && (whole.length - place) % 3 === 0 && whole.length >= from) out += this.get("number_group");
        out += whole[place];
      }
      return parts.length > 1 ? out + this.get("number_decimal") + parts[1] : out;
    }

    /**
     * An exact number for reading: a fraction that does not end has one decimal.
     * @param {string} exact
     */
    figure(exact) {
      return this.number(exact.indexOf("/") < 0 ? exact : scope.RumboScore.fixed(exact, 1));
    }

    /** @param {string} exact */
    perCent(exact) {
      return this.get("per_cent", { n: this.figure(exact) });
    }

    /**
     * A day, `2026-05-04`.
     * @param {string} day
     */
    date(day) {
      const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
      if (!parts) return day;
      const month = (this.table.months || [])[Number(parts[2]) - 1] || parts[2];
      const number = Number(parts[3]);
      const written = number === 1 ? this.get("date_first") : String(number);
      return this.get("date", { day: written, month, year: parts[1] });
    }

    /**
     * A moment of the clock, in milliseconds: the time, and the day where it is another one.
     * @param {number} moment
     */
    moment(moment) {
      const date = new Date(moment);
      const two = (/** @type {number} */ number) => (number < 10 ? "0" : "") + number;
      const time = two(date.getHours()) + ":" + two(date.getMinutes());
      return today(date) === today(new Date()) ? time : this.get("form_moment", { day: this.date(today(date)), time });
    }

    /**
     * Texts after each other, as the language lists them.
     * @param {string[]} texts
     */
    list(texts) {
      if (texts.length < 2) return texts.join("");
      return this.get("form_list", { first: texts.slice(0, -1).join(", "), last: texts[texts.length - 1] });
    }
  }

  /**
   * A date as `2026-05-04`, in the zone of the computer.
   * @param {Date} date
   */
  function today(date) {
    const two = (/** @type {number} */ number) => (number < 10 ? "0" : "") + number;
    return date.getFullYear() + "-" + two(date.getMonth() + 1) + "-" + two(date.getDate());
  }

  Object.assign(form, { Words, today });
})();
