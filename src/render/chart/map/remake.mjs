// Makes geometry.txt: the outlines of the countries of Latin America and the Caribbean, small enough for a page.
//
// Run in an empty folder: npm install --ignore-scripts world-atlas@2.0.2 mapshaper@0.7.70, then
// node <this file> > geometry.txt. It is run once; the program is built from the file alone.
//
// Origin: Natural Earth 4.1, 1:50m cultural vectors (public domain), as packed by npm's world-atlas 2.0.2 (ISC).
// Changed: cut to the frame below, islets left out, outlines simplified with shared borders kept together,
// rounded to hundredths of a degree. Places too small for that scale are points.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const here = createRequire(pathToFileURL(path.resolve("package.json")));
const world = here("world-atlas/countries-50m.json");
const mapshaper = here("mapshaper");

/** West, south, east, north. */
const FRAME = [-118.5, -56.5, -34, 33];
/** Natural Earth's numbers, and the codes of ISO 3166-1 that stand for them. */
const CODES = {
  "032": "AR", "068": "BO", "076": "BR", "152": "CL", "170": "CO", "218": "EC", "328": "GY", "600": "PY", "604": "PE",
  "740": "SR", "858": "UY", "862": "VE", "084": "BZ", "188": "CR", "222": "SV", "320": "GT", "340": "HN", "484": "MX",
  "558": "NI", "591": "PA", "533": "AW", "531": "CW", "528": "NL", "250": "FR", "028": "AG", "044": "BS", "052": "BB",
  "192": "CU", "212": "DM", "214": "DO", "308": "GD", "332": "HT", "388": "JM", "659": "KN", "662": "LC", "670": "VC",
  "780": "TT", "630": "PR", "840": "US",
  // Drawn as land that belongs to no code: who governs it is disputed, and no table speaks of it.
  "238": "--",
};
/** What stands in Natural Earth under the name of a country elsewhere, by where it lies: west, south, east, north. */
const OVERSEAS = [
  ["GF", [-55, 2, -51, 6]], ["GP", [-62, 15.8, -60.9, 16.6]], ["MQ", [-61.3, 14.3, -60.7, 15]], ["BQ", [-68.5, 11.9, -68.1, 12.4]],
];
/** Places that 1:50m leaves out or shows as a speck: longitude, latitude. */
const POINTS = {
  AW: [-69.97, 12.52], CW: [-68.98, 12.18], BQ: [-68.25, 12.18], SX: [-63.06, 18.03], AG: [-61.79, 17.08], KN: [-62.73, 17.29],
  DM: [-61.36, 15.43], LC: [-60.97, 13.9], VC: [-61.2, 13.22], BB: [-59.54, 13.17], GD: [-61.68, 12.12], GP: [-61.45, 16.2],
  MQ: [-61.02, 14.65], TT: [-61.25, 10.45], KY: [-81.24, 19.32], TC: [-71.76, 21.79], VI: [-64.8, 17.95], VG: [-64.56, 18.44],
  AI: [-63.06, 18.21], MS: [-62.19, 16.74],
};
/** Where a name or sign stands, if the middle of the largest part is no good place. */
const MIDDLES = { CL: [-71, -30], US: [-100, 31.6], MX: [-102.3, 24], PA: [-80.3, 8.4], HT: [-72.6, 19.1], CU: [-78.2, 21.5], BS: [-77.9, 24.6] };
/** Parts below this many square degrees are left out, unless a country has no larger one. */
const SMALLEST = 0.12;

const countries = world.objects.countries;
countries.geometries = countries.geometries.filter((country) => CODES[country.id]);
for (const country of countries.geometries) country.properties = { code: CODES[country.id] };
const steps = [
  "-i world.json",
  `-clip bbox=${FRAME.join(",")}`,
  "-explode",
  "-simplify weighted visvalingam interval=16000 keep-shapes",
  "-o out.json format=geojson precision=0.01",
];
const made = await mapshaper.applyCommands(steps.join(" "), { "world.json": JSON.stringify({ ...world, objects: { countries } }) });
const parts = JSON.parse(made["out.json"]).features.flatMap((feature) =>
  feature.geometry.type === "Polygon" ? [{ code: feature.properties.code, rings: feature.geometry.coordinates }] : [],
);

const area = (ring) => Math.abs(ring.reduce((sum, [x, y], index) => {
  const [nextX, nextY] = ring[(index + 1) % ring.length];
  return sum + x * nextY - nextX * y;
}, 0)) / 2;
const within = ([x, y], [west, south, east, north]) => x >= west && x <= east && y >= south && y <= north;

const byCode = new Map();
for (const { code, rings } of parts) {
  const own = code === "FR" || code === "NL" ? OVERSEAS.find(([, box]) => within(rings[0][0], box))?.[0] : code;
  if (own) byCode.set(own, [...(byCode.get(own) ?? []), rings]);
}

/** The point of a ring that is farthest from its outline, by a grid. */
function middle(ring) {
  const xs = ring.map(([x]) => x), ys = ring.map(([, y]) => y);
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  let best = [(west + east) / 2, (south + north) / 2], far = -1;
  for (let i = 1; i < 60; i++) for (let j = 1; j < 60; j++) {
    const at = [west + ((east - west) * i) / 60, south + ((north - south) * j) / 60];
    const reach = inside(at, ring) ? distance(at, ring) : -1;
    if (reach > far) [best, far] = [at, reach];
  }
  return best;
}
function inside([x, y], ring) {
  let odd = false;
  ring.forEach(([ax, ay], index) => {
    const [bx, by] = ring[(index + 1) % ring.length];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  });
  return odd;
}
function distance([x, y], ring) {
  return Math.min(...ring.map(([ax, ay], index) => {
    const [bx, by] = ring[(index + 1) % ring.length];
    const long = (bx - ax) ** 2 + (by - ay) ** 2;
    const share = long ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long)) : 0;
    // A name is wide and low.
    return Math.hypot((x - ax - share * (bx - ax)) / 1.6, y - ay - share * (by - ay));
  }));
}

const hundredths = ([x, y]) => `${Math.round(x * 100)},${Math.round(y * 100)}`;
/** The first point, then steps. */
function written(ring) {
  const points = ring.slice(0, -1).map(([x, y]) => [Math.round(x * 100), Math.round(y * 100)]);
  return points.map(([x, y], index) => (index ? `${x - points[index - 1][0]},${y - points[index - 1][1]}` : `${x},${y}`)).join(" ");
}

const lines = [
  "# Outlines of the countries of Latin America and the Caribbean, from Natural Earth 4.1 at 1:50m (public domain),",
  "# by way of npm's world-atlas 2.0.2. Made by remake.mjs; not to be edited by hand.",
  "# code, where its name stands, then a field for each ring (the first point, then steps), all in hundredths of a",
  "# degree, east and north. A place without rings, or marked by *, is too small to be seen and is drawn as a point.",
];
const codes = [...new Set([...byCode.keys(), ...Object.keys(POINTS)])].sort();
for (const code of codes) {
  const own = (byCode.get(code) ?? []).sort((one, other) => area(other[0]) - area(one[0]));
  const kept = own.filter((rings, index) => index === 0 || area(rings[0]) >= SMALLEST);
  const small = POINTS[code] ? "*" : "";
  const at = POINTS[code] ?? MIDDLES[code] ?? middle(kept[0][0]);
  lines.push([`${code}${small}`, hundredths(at), ...kept.flat().map(written)].join("|"));
}
process.stdout.write(lines.join("\n") + "\n");
