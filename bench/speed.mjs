// Speed beside the peers, in turn and in one run: `npm run bench:speed [-- batch|http|training|loss|reasons ...] [--python PYTHON] [--runs N] [--large]`.
// PYTHON has the peers' packages (../shared/benchmarks/peers/setup.sh makes such an environment). --large also scores files of up to
// 10,000,000 rows, to show that memory does not grow. What was run replaces its own part of bench/results/speed.json.
/** @import { BatchRow } from './speed/batch.mjs' */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { present, printTable, readResult, stamp, writeResult } from './report.mjs';
import { batchScoring } from './speed/batch.mjs';
import { httpServing } from './speed/http.mjs';
import { reasonsCost } from './speed/reasons.mjs';
import { creditCsv, germanData, trainedHome } from './speed/setting.mjs';
import { timeToLoss } from './speed/time-to-loss.mjs';
import { trainingSpeed } from './speed/training.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: 'string', default: 'python3' },
    runs: { type: 'string', default: '3' },
    large: { type: 'boolean', default: false },
  },
});
const { python, large } = options;
const runs = Number(options.runs);
const work = mkdtempSync(join(tmpdir(), 'sextant-bench-'));
/** @type {ReturnType<typeof trainedHome> | undefined} */
let trained;
const home = () => (trained ??= trainedHome(work));

/**
 * Each gives the figures to keep, and a table of them.
 * @type {Record<string, () => Promise<{ figures: object, table: (string | number)[][] }>>}
 */
const parts = {
  batch: () => {
    const figures = batchScoring({ ...home(), python, runs, large, work });
    return Promise.resolve({ figures, table: batchTable(figures) });
  },
  http: async () => {
    const figures = await httpServing({ ...home(), python, runs, csv: creditCsv(python, 1000, work) });
    const { start, requests } = figures;
    const said = `start: listening after ${start.listening} s, all trained after ${start.allTrained} s`;
    const table = [
      ['one row a request, 16 connections', 'requests/s', 'p50 ms', 'p99 ms', 'failed'],
      ...requests.map((row) => [row.name, row.requestsPerSecond, row.p50, row.p99, row.failed]),
      [said, '', '', '', ''],
    ];
    return { figures, table };
  },
  training: async () => {
    const figures = await trainingSpeed({ python, runs });
    return {
      figures,
      table: [['training', 'rows/s'], ...figures.map((row) => [row.name, row.rowsPerSecond])],
    };
  },
  reasons: async () => {
    const figures = await reasonsCost({ ...home(), python, runs, work });
    const table = [
      ['one row over REST', 'answer, ms', 'explanation, ms'],
      ...figures.scenarios.map(({ scenario, answer, explanation }) => [scenario, answer, explanation]),
      ...figures.csv.map(({ reasons, rowsPerSecond }) => [
        `CSV with ${reasons} reasons a row, one thread`,
        `${rowsPerSecond} rows/s`,
        '',
      ]),
    ];
    return { figures, table };
  },
  loss: async () => {
    const figures = await timeToLoss({ python, runs, work });
    const table = [
      [`to a validation loss of ${figures.loss}`, 'seconds', 'epochs', 'best loss', 'runs that came there'],
      ...figures.rows.map(({ name, secondsToLoss, epochsToLoss, bestLoss, reached }) => [
        name,
        secondsToLoss ?? '',
        epochsToLoss ?? '',
        bestLoss,
        reached,
      ]),
    ];
    return { figures, table };
  },
};

/** @param {readonly BatchRow[]} rows */
function batchTable(rows) {
  return [
    [
      'CSV to scored CSV',
      'rows',
      'rows/s (median)',
      'ratio to pandas',
      'ratio to polars',
      'peak MiB',
      'process s',
    ],
    ...rows.map((row) => [
      row.name,
      row.rows,
      row.rowsPerSecond,
      ratio(row, rows, 'pandas_sklearn'),
      ratio(row, rows, 'polars_onnx'),
      row.peakMiB,
      row.processSeconds,
    ]),
  ];
}

/**
 * @param {BatchRow} row
 * @param {readonly BatchRow[]} rows
 * @param {string} peer
 */
function ratio({ rowsPerSecond }, rows, peer) {
  const other = present(
    rows.find(({ name }) => name === peer),
    `a row of ${peer}`,
  );
  return (rowsPerSecond / other.rowsPerSecond).toFixed(2);
}

try {
  if (!existsSync(germanData)) throw new Error(`The real data is not there: ${germanData}`);
  const wanted = positionals.length === 0 ? Object.keys(parts) : positionals;
  const unknown = wanted.filter((name) => !(name in parts));
  if (unknown.length > 0) throw new Error(`Parts: ${Object.keys(parts).join(', ')}`);
  for (const name of wanted) {
    const { figures, table } = await parts[name]();
    const { parts: kept } = /** @type {{ parts?: object }} */ (readResult('speed') ?? {});
    const result = { ...stamp(), command: `npm run bench:speed -- ${name}`, runs, figures };
    writeResult('speed', { parts: { ...kept, [name]: result } });
    printTable(table);
    console.log('');
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
