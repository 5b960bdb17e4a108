/** The Chromium of the system, a server on the loopback for what does not run from `file://`, and what a page loaded. */
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import zlib from "node:zlib";
import { chromium } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM || "/usr/bin/chromium";
const SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".css": "text/css" };

export const launch = () => chromium.launch({ executablePath: CHROMIUM, args: SWITCHES });

/** Serves a folder on the loopback: `{base, close}`. */
export async function serve(folder) {
  const server = http.createServer((request, response) => {
    const name = path.join(folder, path.normalize(decodeURIComponent(new URL(request.url || "/", "http://localhost").pathname)));
    if (!name.startsWith(folder) || !fs.existsSync(name)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[path.extname(name)] || "application/octet-stream" }).end(fs.readFileSync(name));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  return { base: `http://127.0.0.1:${/** @type {any} */ (server.address()).port}/`, close: () => server.close() };
}

/** The address of a folder's file on disk. */
export const onDisk = (folder, file) => pathToFileURL(path.join(folder, file)).href;

const packed = new Map();

/**
 * The bytes of a file, as it is and packed by gzip.
 * @param {string} file
 */
export function sizes(file) {
  if (!packed.has(file)) {
    const bytes = fs.readFileSync(file);
    packed.set(file, { raw: bytes.length, gzip: zlib.gzipSync(bytes).length });
  }
  return packed.get(file);
}

/**
 * Watches what a tab loads: a function that gives the files so far, as paths in the folder.
 * @param {import("playwright-core").Page} tab
 * @param {string} folder
 */
export function watch(tab, folder) {
  const files = new Set();
  tab.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol === "file:") files.add(fileURLToPath(url.origin === "null" ? url.href.replace(/[?#].*/, "") : url));
    else if (url.protocol === "http:") files.add(path.join(folder, decodeURIComponent(url.pathname)));
  });
  return () => Array.from(files).filter((file) => fs.existsSync(file));
}

/** All files below a folder. */
export function filesBelow(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(name) : [name];
  });
}
