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
  'concrete-strength': () =>
    numbersOf('manufacturing/concrete-strength', [
      'cement',
      'slag',
      'ash',
      'water',
      'superplasticiser',
      'coarse',
      'fine',
      'age',
      'strength',
    ]),
  'combined-cycle-power-plant': () =>
    numbersOf('manufacturing/combined-cycle-power-plant', [
      'temperature',
      'vacuum',
      'pressure',
      'humidity',
      'output',
    ]),
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
 * The 20 published splits by index numbers as a file of folds: in a column of its own each, fold 0 is what the split tests, the rest
 * only trains.
 * @param {string} folder
 * @param {number} rows
 * @param {string} work
 */
export function indexSplitFile(folder, rows, work) {
  const tested = Array.from({ length: 20 }, (_, split) => {
    const text = readFileSync(join(shared, 'datasets', folder, `index_test_${split}.txt`), 'utf8');
    return new Set(text.trim().split(/\s+/).map(Number));
  });
  const lines = Array.from({ length: rows }, (_, row) =>
    [row, ...tested.map((split) => (split.has(row) ? 0 : 'train'))].join(),
  );
  const path = join(work, 'splits.csv');
  writeFileSync(path, `row,${tested.map((_, i) => `split${i}`).join()}\n${lines.join('\n')}\n`);
  return path;
}

/**
 * @param {string} file
 * @returns {Record<string, string>[]}
 */
function recordsOf(file) {
  return parse(readFileSync(join(shared, 'datasets', file)), { columns: true, bom: true });
}

/**
 * A file of numbers between blanks, without a header.
 * @param {string} folder
 * @param {readonly string[]} names
 */
function numbersOf(folder, names) {
  const lines = readFileSync(join(shared, 'datasets', folder, 'data.txt'), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const cells = line.trim().split(/\s+/);
    return Object.fromEntries(names.map((name, i) => [name, cells[i]]));
  });
}
