/**
 * The pages of a stick, as `rumbo bundle` packs them: opened from a disk, offline, they lead somewhere, are accessible,
 * and the one that compares a copy finds one flipped byte, one missing and one added file.
 */
import assert from "node:assert/strict";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { violations } from "./axe.mjs";
import { none } from "./faults.mjs";
import { scratch, unpack, useBundle } from "./kit.mjs";

const { folder, open, rumbo } = useBundle(["--no-pdf"]);

/**
 * Chooses the stick's folder on the page and waits for its verdict.
 * @param {import("playwright-core").Page} tab
 */
async function verdict(tab) {
  await tab.locator("input[type=file]:visible").setInputFiles(folder);
  const heading = tab.locator("[data-result]:visible h2");
  // Every byte of the stick is read and added up by a script: on a busy machine that takes a while.
  await heading.waitFor({ timeout: 120_000 });
  assert.ok(await heading.evaluate((element) => element === document.activeElement), "the verdict has the focus");
  return heading.innerText();
}

test("the start page leads to everything, in each language", () =>
  open("start-here.html", { locale: "es-CO" }, async (tab) => {
    assert.equal(await tab.locator("html").getAttribute("lang"), "es");
    assert.equal(await tab.locator("h1:visible").count(), 1);
    const links = await tab.locator("main a").evaluateAll((found) => found.map((link) => link.getAttribute("href") || ""));
    for (const link of links) assert.ok(fs.existsSync(path.join(folder, decodeURIComponent(link.split("#")[0]))), link);
    await tab.locator("[data-languages] a[lang=pt]").click();
    await tab.locator("section[lang=pt] h1").waitFor();
    assert.equal(await tab.locator("h1:visible").count(), 1);
    assert.equal(await tab.locator("html").getAttribute("lang"), "pt");
    await tab.locator("section[lang=pt] .button-strong").click();
    await tab.waitForURL((url) => url.pathname.endsWith("/pt/index.html"));
  }));

test("without scripts every language can be read", () =>
  open("start-here.html", { javaScriptEnabled: false }, async (tab) => {
    assert.equal(await tab.locator("h1:visible").count(), 3);
  }));

test("the pages of the stick are accessible in every width and colour scheme", async () => {
  for (const page of ["start-here.html", "check-this-stick.html"]) {
    await open(page, {}, async (tab) => {
      const faults = [];
      for (const width of [320, 1280]) {
        await tab.setViewportSize({ width, height: 800 });
        for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
          await tab.emulateMedia({ colorScheme });
          for (const fault of await violations(tab)) faults.push(`${page}, ${width} px, ${colorScheme}: ${fault}`);
          assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${page} is wider than ${width} px`);
        }
      }
      none(faults);
    });
  }
});

test("the sums of the page are those of the system, for every length of a last block", () =>
  open("check-this-stick.html", {}, async (tab) => {
    for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000, 3 * 1024 * 1024 + 7]) {
      const bytes = Buffer.alloc(length, "añ1");
      const sum = await tab.evaluate(
        ([text]) => /** @type {any} */ (window).RumboStick.sum(new Blob([Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))])),
        [bytes.toString("base64")],
      );
      assert.equal(sum, crypto.createHash("sha256").update(bytes).digest("hex"), `${length} bytes`);
    }
  }));

test("a whole copy is said to be whole, and what is changed, missing or added is named", async () => {
  await open("check-this-stick.html", { locale: "en" }, async (tab) => {
    assert.equal(await verdict(tab), "This copy is whole");
  });
  fs.writeFileSync(path.join(folder, "holiday.jpg"), "x");
  fs.mkdirSync(path.join(folder, "System Volume Information"));
  fs.writeFileSync(path.join(folder, "System Volume Information/IndexerVolumeGuid"), "x");
  await open("check-this-stick.html", { locale: "en" }, async (tab) => {
    assert.equal(await verdict(tab), "The toolbox is whole, and there are other files beside it");
    assert.deepEqual(await tab.locator("[data-result]:visible code").allInnerTexts(), ["holiday.jpg"]);
  });
  const flipped = path.join(folder, "es/search.html");
  const bytes = fs.readFileSync(flipped);
  bytes[100] ^= 1;
  fs.writeFileSync(flipped, bytes);
  fs.rmSync(path.join(folder, "data/funding.csv"));
  await open("check-this-stick.html", { locale: "en" }, async (tab) => {
    assert.equal(await verdict(tab), "This copy is not whole");
    assert.deepEqual(await tab.locator("[data-result]:visible h3").allInnerTexts(), ["Changed files (1)", "Missing files (1)", "Files that do not belong to the toolbox (1)"]);
    assert.deepEqual(await tab.locator("[data-result]:visible code").allInnerTexts(), ["es/search.html", "data/funding.csv", "holiday.jpg"]);
    none(await violations(tab));
  });
});

test("another folder is not taken for the stick", () =>
  open("check-this-stick.html", { locale: "en" }, async (tab) => {
    await tab.locator("input[type=file]:visible").setInputFiles(path.join(folder, "data"));
    await tab.waitForFunction(() => /not the folder/.test(document.querySelector("section:not([hidden]) [data-status]")?.textContent || ""));
  }));

test("what has changed since the last edition is told in plain words", () => {
  const next = scratch();
  const former = path.join(path.dirname(next), "SHA256SUMS");
  // An edition in which one page was another and one was there that is gone.
  const lines = fs.readFileSync(path.join(folder, "SHA256SUMS"), "utf8");
  fs.writeFileSync(former, lines.replace(/^.{64}(  en\/sops\/rental-support\.html)$/m, "0".repeat(64) + "$1") + "1".repeat(64) + "  en/sops/gone.html\n");
  const out = path.join(path.dirname(next), "next.zip");
  rumbo(["--no-pdf", "--since", former, "--out", out]);
  unpack(out, next);
  const page = fs.readFileSync(path.join(next, "changes.html"), "utf8");
  const english = page.slice(page.indexOf('id="en"'), page.indexOf('id="es"'));
  assert.match(english, /<h2>Changed pages<\/h2>\s*<ul><li><a href="en\/sops\/rental-support.html">[^<]+<\/a><\/li><\/ul>/);
  assert.match(english, /<h2>Pages that are gone<\/h2>\s*<ul><li>gone<\/li><\/ul>/);
});
