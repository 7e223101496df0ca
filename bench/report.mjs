// What every benchmark result carries: when, on what machine, of which commit.
/** @import { Stamp } from './shapes.js' */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The folder with real data and peers, beside the project. */
export const shared = join(root, '..', 'shared');

/**
 * When, on what machine and of which commit something was measured.
 * @returns {Stamp}
 */
export function stamp() {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: root,
    encoding: 'utf8',
  }).trim();
  const machine = {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
  };
  return { date: new Date().toISOString(), commit, machine };
}

/**
 * Writes `bench/results/<name>.json`.
 * @param {string} name
 * @param {object} result
 */
export function writeResult(name, result) {
  mkdirSync(results, { recursive: true });
  writeFileSync(fileOf(name), `${JSON.stringify(result, null, 2)}\n`);
}

/**
 * What `bench/results/<name>.json` holds; undefined where there is none.
 * @param {string} name
 * @returns {unknown}
 */
export function readResult(name) {
  return existsSync(fileOf(name)) ? parseJson(readFileSync(fileOf(name), 'utf8')) : undefined;
}

const results = join(root, 'bench', 'results');

/** @param {string} name */
const fileOf = (name) => join(results, `${name}.json`);

/**
 * What a text of JSON says; who asks names the shape.
 * @param {string} text
 * @returns {unknown}
 */
export function parseJson(text) {
  return JSON.parse(text);
}

/**
 * What must be there.
 * @template Value
 * @param {Value | null | undefined} value
 * @param {string} what for the message
 * @returns {Value}
 */
export function present(value, what) {
  if (value === null || value === undefined) throw new Error(`Expected ${what}, received nothing.`);
  return value;
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Prints rows of cells in aligned columns.
 * @param {readonly (readonly (string | number)[])[]} rows
 */
export function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  for (const row of rows) {
    console.log(row.map((cell, column) => String(cell).padEnd(widths[column])).join('  '));
  }
}
