/** The theme's fonts load from a disk under the page's policy, and nothing moves when they arrive. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { useSite } from "./chromium.mjs";

const { folder, open } = useSite();

test("fonts load from a disk", () =>
  open("en/index.html", {}, async (tab) => {
    const loaded = await tab.evaluate(async () => {
      await document.fonts.ready;
      return Array.from(document.fonts).filter((face) => face.status === "loaded").map((face) => `${face.family.replaceAll('"', "")} ${face.weight} ${face.style}`);
    });
    for (const face of ["Noto Sans 100 500 normal", "Noto Serif 501 900 normal"]) assert.ok(loaded.includes(face), `${face} in ${loaded}`);
  }));

test("figures in tables are as wide as each other", () =>
  open("en/funding.html", {}, async (tab) => {
    const widths = await tab.evaluate(async () => {
      await document.fonts.ready;
      const cell = document.querySelector("td.num");
      if (!cell) return [];
      const probe = document.createElement("span");
      cell.append(probe);
      return Array.from("0123456789", (digit) => {
        probe.textContent = digit.repeat(20);
        return probe.getBoundingClientRect().width;
      });
    });
    assert.equal(widths.length, 10);
    for (const width of widths) assert.ok(Math.abs(width - widths[0]) < 0.1, String(widths));
  }));

test("nothing moves while a page loads", () =>
  open("en/index.html", {}, async (tab) => {
    for (const page of ["en/index.html", "en/results/index.html", "en/funding.html"]) {
      await tab.goto(new URL("../" + page, tab.url().replace(/en\/.*$/, "en/")).href);
      const shift = await tab.evaluate(async () => {
        await document.fonts.ready;
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += /** @type {any} */ (entry).value;
        }).observe({ type: "layout-shift", buffered: true });
        await new Promise((done) => setTimeout(done, 300));
        return sum;
      });
      assert.ok(shift < 0.01, `${page} moves by ${shift}`);
    }
  }));

test("all fonts together are lighter than one picture, and their licence lies beside them", () => {
  const files = fs.readdirSync(path.join(folder, "assets/fonts"));
  assert.ok(files.includes("licences.txt"));
  const size = files.filter((name) => name.endsWith(".woff2")).reduce((sum, name) => sum + fs.statSync(path.join(folder, "assets/fonts", name)).size, 0);
  assert.ok(size > 0 && size < 80_000, `${size} bytes`);
});
