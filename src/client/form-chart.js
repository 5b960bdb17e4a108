/**
 * Drawings of the results: a radar of the areas and bars of the topics. Each has a name and a description, and stands
 * beside a table that says the same. Only presentation attributes and classes: the policy forbids styles.
 */
(function () {
  "use strict";
  /** @type {any} */
  const scope = window;
  const form = scope.RumboForm;
  const { svg } = form;

  /** @typedef {{name: string, short: string, figure: string, value: number | null, low: number | null, high: number | null}} Part */

  const round = (/** @type {number} */ number) => String(Math.round(number * 10) / 10);

  /**
   * @param {string} title
   * @param {Part[]} parts
   * @param {number} width
   * @param {number} height
   * @param {any[]} children
   */
  function frame(title, parts, width, height, children) {
    const id = "_c-" + title.replace(/[^a-z0-9]+/gi, "-");
    const said = parts.map((part) => part.name + ": " + (part.figure || "–")).join("; ");
    return svg("svg", { class: "chart form-chart", viewBox: "0 0 " + width + " " + height, width, height, role: "img", "aria-labelledby": id + "-t " + id + "-d", "font-size": 13 },
      svg("title", { id: id + "-t" }, title), svg("desc", { id: id + "-d" }, said), children);
  }

  /**
   * @param {string} title
   * @param {Part[]} parts three or more
   */
  function radar(title, parts) {
    const size = 360;
    const middle = size / 2;
    const radius = 118;
    const point = (/** @type {number} */ place, /** @type {number} */ share) => {
      const angle = (2 * Math.PI * place) / parts.length;
      return [middle + Math.sin(angle) * radius * share, middle - Math.cos(angle) * radius * share];
    };
    const path = (/** @type {(part: Part) => number} */ share) => "M" + parts.map((part, place) => point(place, share(part)).map(round).join(" ")).join("L") + "Z";
    const shapes = [];
    for (const ring of [0.25, 0.5, 0.75, 1]) shapes.push(svg("path", { class: ring === 1 ? "axis" : "grid", d: path(() => ring) }));
    parts.forEach((part, place) => shapes.push(svg("path", { class: "grid", d: "M" + middle + " " + middle + "L" + point(place, 1).map(round).join(" ") })));
    const full = parts.every((part) => part.value !== null);
    if (parts.every((part) => part.low !== null)) {
      shapes.push(svg("path", { class: "interval", "fill-rule": "evenodd", d: path((part) => (part.high || 0) / 100) + path((part) => (part.low || 0) / 100) }));
    }
    if (full) shapes.push(svg("path", { class: "l1", "stroke-width": 2.5, d: path((part) => (part.value || 0) / 100) }));
    parts.forEach((part, place) => {
      if (part.value !== null) {
        const [x, y] = point(place, part.value / 100);
        shapes.push(svg("circle", { class: "c1", cx: round(x), cy: round(y), r: 4 }));
      }
      const [x, y] = point(place, 1.13);
      const anchor = Math.abs(x - middle) < 12 ? "middle" : x > middle ? "start" : "end";
      shapes.push(svg("text", { class: "ink", x: round(x), y: round(y + 4), "text-anchor": anchor }, part.short));
      if (part.figure) shapes.push(svg("text", { class: "muted", x: round(x), y: round(y + 19), "text-anchor": anchor }, part.figure));
    });
    return frame(title, parts, size, size, shapes);
  }

  /**
   * @param {string} title
   * @param {Part[]} parts
   */
  function bars(title, parts) {
    const width = 360;
    const step = 44;
    const shapes = [];
    const scale = width - 70;
    for (const tick of [0, 25, 50, 75, 100]) {
      const x = (tick / 100) * scale;
      shapes.push(svg("path", { class: tick === 0 ? "axis" : "grid", d: "M" + round(x + 0.5) + " 0V" + parts.length * step }));
    }
    parts.forEach((part, place) => {
      const top = place * step;
      shapes.push(svg("text", { class: "ink", x: 4, y: top + 15 }, part.short));
      if (part.value !== null) shapes.push(svg("rect", { class: "c1", x: 0, y: top + 21, width: round(Math.max(1, (part.value / 100) * scale)), height: 15 }));
      if (part.low !== null && part.high !== null && part.low !== part.high) {
        const [from, to] = [round((part.low / 100) * scale), round((part.high / 100) * scale)];
        shapes.push(svg("path", { class: "whisker", "stroke-width": 2, d: "M" + from + " " + (top + 28.5) + "H" + to + "M" + from + " " + (top + 23) + "v11M" + to + " " + (top + 23) + "v11" }));
      }
      const reach = Math.max(part.value || 0, part.high || 0);
      shapes.push(svg("text", { class: part.value === null ? "muted" : "ink", x: round((reach / 100) * scale + 8), y: top + 33 }, part.figure || "–"));
    });
    return frame(title, parts, width, parts.length * step + 4, shapes);
  }

  Object.assign(form, { radar, bars });
})();
