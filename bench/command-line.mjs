// The command line as a benchmark calls it.
/** @import { Sextant } from './shapes.js' */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './report.mjs';

/**
 * A function that runs `sextant ARGUMENTS` and returns what it prints; it throws when the command fails.
 * @param {string} home where its state lies
 * @param {Record<string, string>} [environment] what else the environment should hold
 * @returns {Sextant}
 */
export function commandLine(home, environment = {}) {
  const env = { ...process.env, ...environment, SEXTANT_HOME: home, SEXTANT_LOG_LEVEL: 'warn' };
  return (...args) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'bin', 'sextant.js'), ...args],
      { env, encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 },
    );
    if (status !== 0) throw new Error(`sextant ${args.join(' ')} ended with ${status}: ${stderr}`);
    return stdout;
  };
}
