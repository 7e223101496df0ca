// A scenario that keeps groups of rows together, under a protocol that does not.
/** @import { Sextant, Surroundings } from './shapes.js' */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from './command-line.mjs';
import { root } from './report.mjs';

/**
 * The scenario with rows divided singly in place of whole groups, so that it validates as the protocol tests: its copy in a folder of its
 * own, and the command line that knows it.
 * @param {string} scenario
 * @param {'random' | 'stratified'} method
 * @param {Pick<Surroundings, 'work' | 'home'>} surroundings
 * @returns {[Sextant, string]}
 */
export function dividedByRows(scenario, method, { work, home }) {
  const text = readFileSync(join(root, 'scenarios', scenario, 'scenario.yaml'), 'utf8');
  const id = `${scenario}-rows`;
  const changed = text
    .replace(`id: ${scenario}`, `id: ${id}`)
    .replace(/^(split: \{ )method: group, columns?: ("[^"]*"|\[[^\]]*\]|[^,}]+)/m, `$1method: ${method}`);
  if (!changed.includes(`split: { method: ${method}`)) throw new Error(`${scenario} keeps no group together`);
  const scenarios = join(work, 'scenarios');
  mkdirSync(join(scenarios, id), { recursive: true });
  writeFileSync(join(scenarios, id, 'scenario.yaml'), changed);
  return [commandLine(home, { SEXTANT_SCENARIOS: scenarios }), id];
}
