/**
 * The Chromium of the system, driven without a network; `CHROMIUM` names another one.
 *
 * Where there is none, the tests fail: a check that did not run has not passed.
 */
import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { addressOf, copyOfSite } from "./site.mjs";

export const CHROMIUM = process.env.CHROMIUM || "/usr/bin/chromium";

/** No sandbox: containers have none; and nothing that Chromium would ask the network for by itself. */
export const SWITCHES = [
  "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
];

export function launch() {
  if (!fs.existsSync(CHROMIUM)) throw new Error(`there is no Chromium at ${CHROMIUM}: install the package chromium, or set CHROMIUM`);
  return chromium.launch({ executablePath: CHROMIUM, args: SWITCHES });
}

/**
 * A browser and a copy of the site for the tests of a file, closed when they have run.
 * @returns {{folder: string, open: typeof openPage}}
 */
export function useSite() {
  /** @type {import("playwright-core").Browser} */
  let browser;
  const folder = copyOfSite();
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());
  return { folder, open: (page, options, look) => openPage(browser, folder, page, options, look) };
}

/**
 * Opens a page from disk and looks at it. Whatever it says to the console, throws or asks the network for is a fault.
 * @param {import("playwright-core").Browser} browser
 * @param {string} folder
 * @param {string} page
 * @param {import("playwright-core").BrowserContextOptions} options
 * @param {(page: import("playwright-core").Page) => Promise<void>} look
 */
export async function openPage(browser, folder, page, options, look) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, offline: true, ...options });
  /** @type {string[]} */
  const faults = [];
  try {
    const tab = await context.newPage();
    tab.setDefaultTimeout(20000);
    tab.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) faults.push(`${message.type()}: ${message.text()}`);
    });
    tab.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
    tab.on("requestfailed", (request) => {
      // A page that is left while it loads ends its own requests.
      if (request.failure()?.errorText !== "net::ERR_ABORTED") faults.push(`not loaded: ${request.url()}`);
    });
    tab.on("request", (request) => {
      if (!/^(file|data):/.test(request.url())) faults.push(`asks for ${request.url()}`);
    });
    await tab.goto(addressOf(folder, page));
    await look(tab);
  } finally {
    await context.close();
  }
  assert.deepEqual(faults, [], page);
}
