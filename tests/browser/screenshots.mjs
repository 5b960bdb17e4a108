/**
 * Pictures of the main kinds of page, to look at: on a desk, on a phone, in the dark, on paper.
 *
 * `node tests/browser/screenshots.mjs` writes them to `target/screenshots/`, in two languages; with words after it, only
 * those of the pages so named. With `--readme` it writes the one picture of the README instead.
 */
import fs from "node:fs";
import path from "node:path";
import { launch } from "./chromium.mjs";
import { addressOf, copyOfSite, ROOT } from "./site.mjs";

/** The main kinds of page, each in every language of {@link LANGUAGES}. */
const PAGES = {
  home: "index.html",
  area: "areas/border.html",
  questionnaire: "questionnaires/border.html",
  form: "forms/border.html",
  result: "results/ejemplia-2026-2.html",
  results: "results/index.html",
  plan: "plans/ejemplia-2026-2.html",
  sop: "sops/registration-at-border-post.html",
  practice: "practices/special-stay-permit.html",
  sheet: "sheets/colombia.html",
  funding: "funding.html",
  figures: "figures.html",
  matrix: "matrix.html",
  search: "search.html?q=visa",
  glossary: "glossary/index.html",
  translations: "translations.html",
};

const LANGUAGES = ["en", "es"];

const LOOKS = {
  desktop: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
};

/** What a picture of the README may weigh, in bytes. */
const LIMIT = 150_000;

/**
 * @param {import("playwright-core").Browser} browser
 * @param {string} folder
 * @param {string} page
 * @param {import("playwright-core").BrowserContextOptions} options
 * @param {(tab: import("playwright-core").Page) => Promise<unknown>} take
 */
async function open(browser, folder, page, options, take) {
  const context = await browser.newContext({ offline: true, reducedMotion: "reduce", ...options });
  const tab = await context.newPage();
  await tab.goto(addressOf(folder, page));
  if (page.includes("search")) await tab.locator(".search-excerpt").first().waitFor();
  await take(tab);
  await context.close();
}

/** @param {import("playwright-core").Browser} browser @param {string} folder */
async function all(browser, folder) {
  const out = path.join(ROOT, "target/screenshots");
  if (process.argv.length === 2) fs.rmSync(out, { recursive: true, force: true });
  fs.mkdirSync(out, { recursive: true });
  const wanted = process.argv.slice(2);
  const kinds = Object.entries(PAGES).filter(([name]) => wanted.length === 0 || wanted.includes(name));
  const pages = LANGUAGES.flatMap((lang) => kinds.map(([name, page]) => [`${name}-${lang}`, `${lang}/${page}`]));
  for (const [name, page] of pages) {
    for (const [look, options] of Object.entries(LOOKS)) {
      await open(browser, folder, page, /** @type {any} */ (options), (tab) => tab.screenshot({ path: path.join(out, `${name}-${look}.png`), fullPage: true }));
    }
    // A picture of paper at the width that A4 leaves for text, and the paper itself.
    await open(browser, folder, page, { viewport: { width: 665, height: 980 } }, async (tab) => {
      await tab.emulateMedia({ media: "print" });
      await tab.screenshot({ path: path.join(out, `${name}-print.png`), fullPage: true });
      await tab.pdf({ path: path.join(out, `${name}.pdf`), preferCSSPageSize: true });
    });
  }
  console.log(`${fs.readdirSync(out).length} files in ${path.relative(process.cwd(), out)}`);
}

/** The first page as far down as the limit allows. @param {import("playwright-core").Browser} browser @param {string} folder */
async function readme(browser, folder) {
  const file = path.join(ROOT, "docs/home.png");
  fs.mkdirSync(path.dirname(file), { recursive: true });
  await open(browser, folder, `en/${PAGES.home}`, { viewport: { width: 1280, height: 900 } }, async (tab) => {
    for (let height = 1500; height >= 600; height -= 100) {
      const picture = await tab.screenshot({ fullPage: true, clip: { x: 0, y: 0, width: 1280, height } });
      if (picture.length >= LIMIT) continue;
      fs.writeFileSync(file, picture);
      console.log(`${path.relative(process.cwd(), file)}: 1280 × ${height}, ${Math.round(picture.length / 1000)} kB`);
      return;
    }
    throw new Error(`no picture of the first page is below ${LIMIT} bytes`);
  });
}

const browser = await launch();
try {
  await (process.argv.includes("--readme") ? readme : all)(browser, copyOfSite());
} finally {
  await browser.close();
}
