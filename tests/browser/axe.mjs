/**
 * The accessibility checker, run inside a page.
 *
 * It comes in through the driver, not as a script of the page, so that the site's own content policy stays in force.
 */
import fs from "node:fs";
import { createRequire } from "node:module";

const SOURCE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The rules of WCAG 2.0 to 2.2, levels A and AA. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What the standard asks too, and the checker files under its best practices. */
const MORE = ["page-has-heading-one", "heading-order"];

/** The rules that measure colours as painted, which take most of the time. */
const COLOURS = ["color-contrast"];

/**
 * What a page does wrong, a line for each rule.
 * @param {import("playwright-core").Page} tab
 * @param {{colours?: boolean}} [options] without colours, where all that is painted was measured on another page
 * @returns {Promise<string[]>}
 */
export async function violations(tab, { colours = true } = {}) {
  if (!(await tab.evaluate(() => "axe" in window))) await tab.evaluate(SOURCE);
  return tab.evaluate(
    async ([tags, more, less]) => {
      const axe = /** @type {any} */ (window).axe;
      const rules = Object.fromEntries([...more.map((rule) => [rule, { enabled: true }]), ...less.map((rule) => [rule, { enabled: false }])]);
      const answer = await axe.run(document, { runOnly: { type: "tag", values: tags }, rules, resultTypes: ["violations"], preload: false });
      return answer.violations.map((/** @type {any} */ rule) => {
        const [first] = rule.nodes;
        const why = (first.failureSummary || "").split("\n").slice(1).map((/** @type {string} */ line) => line.trim()).join("; ");
        return `${rule.id} (${rule.nodes.length}): ${first.target.join(" ")}: ${why}`;
      });
    },
    [TAGS, MORE, colours ? [] : COLOURS],
  );
}
