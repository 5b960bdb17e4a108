/**
 * What `rumbo bundle` makes of the example, unpacked for the tests of a file as it would be on a stick.
 *
 * `RUMBO` names another program than the one that `cargo build` makes.
 */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before } from "node:test";
import { launch, openPage } from "./chromium.mjs";
import { ROOT } from "./site.mjs";

const PROGRAM = process.env.RUMBO || path.join(ROOT, "target/debug/rumbo");

/** @param {string[]} more further arguments of `rumbo bundle` */
export function rumbo(more) {
  execFileSync(PROGRAM, ["bundle", ROOT, "--format", "short", ...more], { stdio: ["ignore", "ignore", "pipe"] });
}

/**
 * @param {string} archive
 * @param {string} folder
 */
export function unpack(archive, folder) {
  execFileSync("python3", ["-m", "zipfile", "-e", archive, folder]);
}

/** @returns {string} a folder with an awkward name, removed when the process ends */
export function scratch() {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), "rumbo-kit-"));
  process.on("exit", () => fs.rmSync(parent, { recursive: true, force: true, maxRetries: 5 }));
  const folder = path.join(parent, "a #1 ñ 100%");
  fs.mkdirSync(folder);
  return folder;
}

/** A browser for the tests of a file, closed when they have run. */
export function useBrowser() {
  /** @type {import("playwright-core").Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());
  return (/** @type {string} */ folder, /** @type {string} */ page, /** @type {any} */ options, /** @type {any} */ look) => openPage(browser, folder, page, options, look);
}

/**
 * @param {string[]} more further arguments of `rumbo bundle`
 */
export function useBundle(more) {
  const folder = scratch();
  const archive = path.join(path.dirname(folder), "kit.zip");
  rumbo([...more, "--out", archive]);
  unpack(archive, folder);
  const open = useBrowser();
  return {
    folder,
    archive,
    rumbo,
    open: (/** @type {string} */ page, /** @type {any} */ options, /** @type {(tab: import("playwright-core").Page) => Promise<void>} */ look) => open(folder, page, options, look),
  };
}
