// The real tables that no dataset of the catalogue reads yet, written as a CSV for the scenarios of bench/scenarios.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { shared } from '../report.mjs';

/**
 * A row by the names of its columns.
 * @typedef {Record<string, string | number>} Row
 */

/**
 * By the name of the folds; each gives rows with the names of the scenario's columns.
 * @type {Record<string, () => Row[]>}
 */
const tables = {
  'online-shoppers': () => recordsOf('retail/online-shoppers/online_shoppers_intention.csv'),
};

/**
 * The path of the CSV, below `work`.
 * @param {string} name
 * @param {string} work
 */
export function tableFile(name, work) {
  const path = join(work, `${name}.data.csv`);
  const records = tables[name]();
  const names = Object.keys(records[0]);
  const lines = [names, ...records.map((record) => names.map((column) => record[column]))];
  writeFileSync(path, `${lines.map((cells) => cells.map(quoted).join()).join('\n')}\n`);
  return path;
}

/** @param {string | number} cell */
function quoted(cell) {
  return `"${String(cell).replaceAll('"', '""')}"`;
}

/**
 * @param {string} file
 * @returns {Record<string, string>[]}
 */
function recordsOf(file) {
  return parse(readFileSync(join(shared, 'datasets', file)), { columns: true, bom: true });
}
