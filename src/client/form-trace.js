/**
 * Why a number is what it is: a table made when it is opened, from the same trace as the build's.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;
  const { make, clear } = form;

  /**
   * @param {any} app
   * @param {string} id
   * @returns {HTMLDetailsElement}
   */
  function trace(app, id) {
    const { words, scoring } = app;
    const place = make("div");
    const details = make("details", { class: "trace" }, make("summary", {}, words.get("how_calculated"), make("span", { class: "vh" }, ": " + scoring.name(id))), place);
    details.addEventListener("toggle", () => {
      if (details.open) write(app, id, clear(place));
    });
    return details;
  }

  /**
   * @param {any} app
   * @param {string} id
   * @param {Element} place
   */
  function write(app, id, place) {
    const { words, scoring, data } = app;
    const found = scope.RumboScore.trace(data.scoring, scoring.sheet, id);
    if (!found) return;
    const [at, places, mode] = found.rounding;
    const rounding = words.get("rounding", { at: words.get("rounding_" + at), places: String(places), mode: words.get("rounding_" + mode) });
    const row = (/** @type {any} */ input) =>
      make("tr", {},
        make("th", { scope: "row" }, scoring.name(input.id)),
        make("td", {}, words.get("state_" + input.state)),
        make("td", { class: "num" }, words.figure(input.weight)),
        make("td", { class: "num" }, input.share === null ? "–" : words.perCent(input.share)),
        make("td", { class: "num" }, input.score === null ? "–" : words.perCent(input.score)));
    const head = ["part", "state", "weight", "share_of_weight", "value"].map((key, column) => make("th", { scope: "col", class: column > 1 ? "num" : "" }, words.get(key)));
    const foot = (/** @type {string} */ key, /** @type {string | null} */ number) =>
      make("tr", {}, make("th", { scope: "row", colspan: 4 }, words.get(key)), make("td", { class: "num" }, number === null ? words.get("state_" + found.state) : words.perCent(number)));
    const label = words.get("how_calculated") + ": " + scoring.name(id);
    place.appendChild(make("p", {}, words.get("calculated_rule") + " " + words.get("rule_" + found.rule) + ". " + rounding));
    if (found.adjustment) place.appendChild(make("p", {}, words.get("form_adjusted_" + found.adjustment)));
    place.appendChild(
      make("div", { class: "table-scroll", role: "region", tabindex: 0, "aria-label": label },
        make("table", {}, make("thead", {}, make("tr", {}, head)), make("tbody", {}, found.inputs.map(row)),
          make("tfoot", {}, foot("before_rounding", found.exact), foot("shown_result", found.score)))));
    place.appendChild(make("p", { class: "meta" }, words.get("answered_weight") + " " + words.perCent(found.completeness)));
  }

  Object.assign(form, { trace });
})();
