// CSV to scored CSV, beside pandas with scikit-learn and polars with ONNX Runtime.
/** @import { Sextant, SpeedSetting } from '../shapes.js' */
/** @import { ScoreResult } from '#dist/scoring/csv/score-csv.js' */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseJson, present } from '../report.mjs';
import { creditCsv, germanData, medianOf, peersFolder, sameNetwork, shipped } from './setting.mjs';

const peers = ['pandas_sklearn', 'polars_onnx'];

/**
 * One run: rows per second, the most memory, the whole process's seconds.
 * @typedef {{ rowsPerSecond: number, peakMiB: number, processSeconds: number }} Run
 */

/**
 * Runs in one: their medians and the most memory; `each` are the rows per second.
 * @typedef {Run & { name: string, rows: number, each: number[] }} BatchRow
 */

/**
 * @param {Omit<SpeedSetting, 'home' | 'environment'> & { large: boolean, work: string }} setting
 * @returns {BatchRow[]}
 */
export function batchScoring({ sextant, python, runs, large, work }) {
  const csv = creditCsv(python, 500_000, work);
  const own = { sextant, csv, work };
  const subjects = [
    { name: 'sextant', measure: () => ownRun(shipped, own) },
    { name: 'sextant, network 128-64', measure: () => ownRun(sameNetwork, own) },
    ...peers.map((name) => ({ name, measure: () => peerRun(python, name, csv) })),
  ].map((subject) => ({ ...subject, figures: /** @type {Run[]} */ ([]) }));
  for (let run = 0; run < runs; run++) for (const { measure, figures } of subjects) figures.push(measure());
  const rows = subjects.map(({ name, figures }) => ({ name, rows: 500_000, ...summary(figures) }));
  return large ? [...rows, ...largerFiles({ sextant, python, work })] : rows;
}

/**
 * Once each: they are to show that memory does not grow.
 * @param {{ sextant: Sextant, python: string, work: string }} setting
 */
function largerFiles({ sextant, python, work }) {
  return [100_000, 1_000_000, 10_000_000].map((rows) => {
    const csv = creditCsv(python, rows, work);
    return {
      name: 'sextant, network 128-64',
      rows,
      ...summary([ownRun(sameNetwork, { sextant, csv, work })]),
    };
  });
}

/**
 * Rows per second from opening the file to the finished one; the whole process's seconds and peak memory beside it.
 * @param {string} scenario
 * @param {{ sextant: Sextant, csv: string, work: string }} setting
 * @returns {Run}
 */
function ownRun(scenario, { sextant, csv, work }) {
  const started = performance.now();
  const text = sextant('score', scenario, csv, '-o', join(work, 'out.csv'), '--json');
  const receipt = /** @type {ScoreResult} */ (parseJson(text));
  return {
    rowsPerSecond: receipt.rowsPerSecond,
    peakMiB: receipt.peakMemoryBytes / 1024 ** 2,
    processSeconds: (performance.now() - started) / 1000,
  };
}

/**
 * The peer reports its rows per second from reading to writing, without its imports and the fit.
 * @param {string} python
 * @param {string} name
 * @param {string} csv
 * @returns {Run}
 */
function peerRun(python, name, csv) {
  const started = performance.now();
  const script = join(peersFolder, 'batch_scoring.py');
  const text = execFileSync(python, [script, germanData, csv, name], { encoding: 'utf8' });
  const last = present(text.trim().split('\n').at(-1), 'the line with its figures');
  const figures = /** @type {{ rows_per_second: number, peak_mib: number }} */ (parseJson(last));
  const { rows_per_second: rowsPerSecond, peak_mib: peakMiB } = figures;
  return { rowsPerSecond, peakMiB, processSeconds: (performance.now() - started) / 1000 };
}

/** @param {readonly Run[]} figures */
function summary(figures) {
  /** @param {keyof Run} key */
  const of = (key) => figures.map((figure) => figure[key]);
  const { median, each } = medianOf(of('rowsPerSecond'));
  return {
    rowsPerSecond: median,
    each,
    peakMiB: Math.round(Math.max(...of('peakMiB'))),
    processSeconds: medianOf(of('processSeconds'), 1).median,
  };
}
