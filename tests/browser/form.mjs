/** The self-assessment form as people use it: by keyboard, and with the files that it saves. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ROOT } from "./site.mjs";

/** A folder that is removed when the process ends. */
export function folder() {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), "rumbo-form-"));
  process.on("exit", () => fs.rmSync(made, { recursive: true, force: true, maxRetries: 5 }));
  return made;
}

/**
 * A copy of the example's sources with one more file of answers.
 * @param {string} name
 * @param {string} text
 */
export function siteWith(name, text) {
  const site = folder();
  for (const part of ["rumbo.yaml", "content", "assessments"]) fs.cpSync(path.join(ROOT, part), path.join(site, part), { recursive: true });
  fs.writeFileSync(path.join(site, "assessments/answers", name), text);
  return site;
}

/**
 * Runs the program of this repository.
 * @param {string[]} parameters
 */
export function rumbo(parameters) {
  const run = spawnSync("cargo", ["run", "--quiet", "--", ...parameters], { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 28 });
  return { status: run.status, out: run.stdout, said: run.stderr };
}

/**
 * The traces of every node that the page shows, as its script gives them.
 * @param {import("playwright-core").Page} tab
 * @returns {Promise<any[]>}
 */
export const tracesOf = (tab) =>
  tab.evaluate(() => {
    const { RumboForm, RumboScore } = /** @type {any} */ (window);
    const { data, scoring } = RumboForm.app;
    return data.framework.nodes.map((/** @type {any} */ node) => RumboScore.trace(data.scoring, scoring.sheet, node.id));
  });

/**
 * What is now kept of the page's draft in the browser.
 * @param {import("playwright-core").Page} tab
 */
export const saved = (tab) => tab.locator("[data-save-state]", { hasText: /Kept|Guardado/ }).waitFor();

/**
 * Where the keyboard is.
 * @param {import("playwright-core").Page} tab
 */
const place = (tab) =>
  tab.evaluate(() => {
    const element = /** @type {HTMLInputElement} */ (document.activeElement);
    const group = element.type === "radio" ? Array.from(/** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(`input[name="${element.name}"]`))) : [];
    return {
      tag: element.tagName,
      type: element.type || "",
      meta: element.dataset.meta || "",
      other: element.dataset.other !== undefined,
      name: element.name || "",
      options: group.length,
      checked: group.some((input) => input.checked),
      id: element.id,
      empty: !element.value,
      on: element.dataset.on !== undefined,
      save: element.dataset.saveFile !== undefined,
      kind: element.closest(".fq") ? /** @type {any} */ (window).RumboForm.app.data.byId.get(/** @type {Element} */ (element.closest(".fq")).id)?.kind : "",
      boxes: element.closest(".fq") !== null && element.type === "checkbox" && element.dataset.ask === undefined,
    };
  });

/**
 * Fills in the form by keyboard alone, with answers of every kind, until the file can be saved or `stop` says so.
 * @param {import("playwright-core").Page} tab
 * @param {(answered: number) => boolean} stop
 * @returns {Promise<number>} how many groups were answered
 */
export async function fillByKeyboard(tab, stop) {
  const press = (/** @type {string} */ key) => tab.keyboard.press(key);
  let answered = 0;
  for (let stops = 0; stops < 1500; stops++) {
    await press("Tab");
    const here = await place(tab);
    if (here.meta === "unit" && here.empty) await tab.keyboard.type("Puerto Muestra");
    else if (here.meta === "round") {
      await press("Control+A");
      await tab.keyboard.type("2026-9");
    } else if (here.meta === "role" && here.empty) await tab.keyboard.type("Jefa de turno");
    else if (here.type === "radio" && !here.checked && !(here.other && here.options < 4 && answered % 3 > 0)) {
      // Another choice each time; the first press takes the one that has the focus.
      await press("Space");
      for (let steps = (answered * 3) % here.options; steps > 0; steps--) await press("ArrowDown");
      answered += 1;
      const reason = await place(tab);
      if (reason.id.startsWith("_r-")) await tab.keyboard.type("No aplica: \"ningún puesto\" <b>aquí</b>");
    } else if (here.boxes && answered % 2 === 0) await press("Space");
    else if (here.id.startsWith("_v-") && here.empty) await tab.keyboard.type(here.type === "date" ? "05042026" : here.kind === "text" ? "dos, y \\ una" : "3");
    else if (here.on) await press("Enter");
    else if (here.save) return answered;
    if (stop(answered)) return answered;
  }
  throw new Error("the keyboard does not come to the end");
}
