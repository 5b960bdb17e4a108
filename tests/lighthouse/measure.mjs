/**
 * Lighthouse on the main kinds of page, served on loopback: performance, accessibility and best practices of a phone.
 *
 *   cargo run -- build
 *   npm ci --ignore-scripts --prefix tests/lighthouse
 *   node tests/lighthouse/measure.mjs [page …]
 *
 * Not part of the continuous tests: its figures of performance mean something on a quiet machine only. `SITE` names
 * another output folder than `public/`, `CHROMIUM` another browser. Ends with 1 if a figure is below 98.
 */
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const SITE = path.resolve(process.env.SITE || path.join(ROOT, "public"));
const PAGES = process.argv.length > 2 ? process.argv.slice(2) : [
  "en/index.html", "en/sheets/colombia.html", "en/results/index.html", "en/forms/rapid.html", "en/sops/registration-at-border-post.html",
];
const LEAST = 98;
const TYPES = { html: "text/html; charset=utf-8", css: "text/css", js: "text/javascript", svg: "image/svg+xml", json: "application/json", woff2: "font/woff2", png: "image/png" };

/** A server as plain as any: files, compressed where it helps, kept by the browser. */
const server = http.createServer((request, response) => {
  const asked = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
  const file = path.join(SITE, path.normalize(asked));
  const end = path.extname(file).slice(1);
  if (!file.startsWith(SITE) || !fs.existsSync(file) || !fs.statSync(file).isFile()) {
    response.writeHead(404).end();
    return;
  }
  const headers = { "content-type": TYPES[end] ?? "application/octet-stream", "cache-control": "public, max-age=31536000" };
  const body = fs.readFileSync(file);
  if (["html", "css", "js", "svg", "json"].includes(end)) response.writeHead(200, { ...headers, "content-encoding": "gzip" }).end(zlib.gzipSync(body));
  else response.writeHead(200, headers).end(body);
});

if (!fs.existsSync(path.join(SITE, "index.html"))) throw new Error(`there is no site in ${SITE}; build it first: cargo run -- build`);
await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
const chrome = await launch({ chromePath: process.env.CHROMIUM || "/usr/bin/chromium", chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
let low = false;
try {
  for (const page of PAGES) {
    const answer = await lighthouse(`http://127.0.0.1:${port}/${page}`, { port: chrome.port, onlyCategories: ["performance", "accessibility", "best-practices"], logLevel: "error" });
    const report = answer?.lhr;
    if (!report) throw new Error(`no report for ${page}`);
    const scores = Object.values(report.categories).map((category) => [category.title, Math.round((category.score ?? 0) * 100)]);
    const figure = (/** @type {string} */ id) => report.audits[id]?.displayValue ?? "";
    console.log(`${page}: ${scores.map((score) => score.join(" ")).join(", ")}; first paint ${figure("first-contentful-paint")}, largest ${figure("largest-contentful-paint")}, blocked ${figure("total-blocking-time")}, shift ${figure("cumulative-layout-shift")}, ${figure("total-byte-weight")}`);
    for (const category of Object.values(report.categories)) {
      if ((category.score ?? 0) * 100 >= LEAST) continue;
      low = true;
      for (const { id, weight } of category.auditRefs) {
        const audit = report.audits[id];
        if (weight > 0 && audit.score !== null && audit.score < 0.9) console.log(`  ${category.title}: ${id} (${audit.displayValue ?? audit.title})`);
      }
    }
  }
} finally {
  chrome.kill();
  server.close();
}
process.exitCode = low ? 1 : 0;
