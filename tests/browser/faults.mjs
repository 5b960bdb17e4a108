/** Lists of faults as tests show them: a few in full, the rest counted. */
import assert from "node:assert/strict";

const SHOWN = 25;

/**
 * Fails with the faults, if there are any.
 * @param {string[]} faults
 */
export function none(faults) {
  if (faults.length === 0) return;
  const more = faults.length > SHOWN ? `\n… and ${faults.length - SHOWN} more` : "";
  assert.fail(`${faults.length} faults:\n${faults.slice(0, SHOWN).join("\n")}${more}`);
}
