/**
 * Inflections from a spelling dictionary (hunspell): what the words of a query could also be, by a source that no engine uses.
 *
 * Reads suffix rules only; a word's other forms are those of every dictionary word that has it as a form.
 */

/** Splits the flags of a word or rule, in the file's own way. */
function flagsOf(text, kind) {
  if (!text) return [];
  if (kind === "num") return text.split(",");
  if (kind === "long") return text.match(/../g) || [];
  return Array.from(text);
}

/**
 * @param {{aff: string, dic: string}} dictionary
 * @param {Set<string>} wanted the words, in lower case, whose forms will be asked for
 * @returns {(word: string) => string[]} the other forms of a word, in order
 */
export function inflections({ aff, dic }, wanted) {
  const kind = /^FLAG\s+(\S+)/m.exec(aff)?.[1] || "";
  /** @type {Map<string, {strip: string, add: string, fits: RegExp}[]>} */
  const rules = new Map();
  for (const line of aff.split(/\r?\n/)) {
    const rule = /^SFX\s+(\S+)\s+(\S+)\s+(\S+)(?:\s+(\S+))?/.exec(line);
    if (!rule || (/^[YN]$/.test(rule[2]) && /^\d+$/.test(rule[3]))) continue;
    const [, flag, strip, add, condition] = rule;
    const fits = !condition || condition === "." ? /$/ : new RegExp(condition.replace(/-/g, "\\-") + "$");
    const row = rules.get(flag) || [];
    row.push({ strip: strip === "0" ? "" : strip, add: add.split("/")[0].replace(/^0$/, ""), fits });
    rules.set(flag, row);
  }
  const aliases = Array.from(aff.matchAll(/^AF\s+(\S+)/gm), (match) => match[1]).slice(1);
  /** @type {Map<string, Set<string>>} */
  const others = new Map();
  for (const line of dic.split(/\r?\n/).slice(1)) {
    const entry = /^([^\s/]+)(?:\/(\S+))?/.exec(line);
    if (!entry || entry[1] !== entry[1].toLowerCase()) continue;
    const flags = flagsOf(aliases.length && entry[2] ? aliases[Number(entry[2]) - 1] : entry[2], kind);
    const forms = new Set([entry[1]]);
    for (const flag of flags) {
      for (const { strip, add, fits } of rules.get(flag) || []) {
        if (entry[1].endsWith(strip) && fits.test(entry[1])) forms.add(entry[1].slice(0, entry[1].length - strip.length) + add);
      }
    }
    for (const form of forms) {
      if (!wanted.has(form)) continue;
      const known = others.get(form) || new Set();
      for (const other of forms) if (other !== form) known.add(other);
      others.set(form, known);
    }
  }
  return (word) => Array.from(others.get(word) || []).sort();
}
