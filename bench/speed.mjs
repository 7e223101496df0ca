// Speed beside the peers, in turn and in one run: `npm run bench:speed [-- --python PYTHON] [--runs N] [--large]`.
// PYTHON has pandas, scikit-learn, polars and ONNX Runtime (../shared/benchmarks/peers/setup.sh makes such an environment).
// --large also scores 5,000,000 rows, to show that memory does not grow.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { commandLine } from './command-line.mjs';
import { engineRows } from './engine.mjs';
import { median, printTable, shared, stamp, writeResult } from './report.mjs';

const { values: options } = parseArgs({
  options: {
    python: { type: 'string', default: 'python3' },
    runs: { type: 'string', default: '3' },
    large: { type: 'boolean', default: false },
  },
});
const runs = Number(options.runs);
const peersFolder = join(shared, 'benchmarks', 'peers');
const germanData = join(shared, 'datasets', 'finance', 'german-credit', 'german.data');
const work = mkdtempSync(join(tmpdir(), 'sextant-bench-'));
const sextant = commandLine(join(work, 'home'));
const peers = ['pandas_sklearn', 'polars_onnx'];

try {
  if (!existsSync(germanData)) throw new Error(`The real data is not there: ${germanData}`);
  const scoring = batchScoring();
  const training = await engineRows();
  report(scoring, training);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function batchScoring() {
  const small = makeCsv(500_000);
  sextant('datasets', 'import', germanData);
  sextant('train', 'finance/credit-scoring');
  const results = new Map(['sextant', ...peers].map((name) => [name, []]));
  for (let run = 0; run < runs; run++) {
    for (const peer of peers) results.get(peer).push(peerRun(peer, small));
    results.get('sextant').push(sextantRun(small));
  }
  const rows = [...results].map(([name, figures]) => ({ name, rows: 500_000, ...summary(figures) }));
  if (options.large) {
    const large = makeCsv(5_000_000);
    const figures = Array.from({ length: runs }, () => sextantRun(large));
    rows.push({ name: 'sextant', rows: 5_000_000, ...summary(figures) });
  }
  return rows;
}

function makeCsv(rows) {
  const path = join(work, `${rows}.csv`);
  execFileSync(options.python, [join(peersFolder, 'make_credit_csv.py'), germanData, String(rows), path]);
  return path;
}

/** Rows per second from opening the file to the finished one; the whole process's seconds and peak memory beside it. */
function sextantRun(csv) {
  const started = performance.now();
  const receipt = JSON.parse(
    sextant('score', 'finance/credit-scoring', csv, '-o', join(work, 'out.csv'), '--json'),
  );
  return {
    rowsPerSecond: receipt.rowsPerSecond,
    peakMiB: receipt.peakMemoryBytes / 1024 ** 2,
    processSeconds: (performance.now() - started) / 1000,
  };
}

/** The peer reports its rows per second from reading to writing, without its imports and the fit. */
function peerRun(name, csv) {
  const started = performance.now();
  const text = execFileSync(options.python, [join(peersFolder, 'batch_scoring.py'), germanData, csv, name], {
    encoding: 'utf8',
  });
  const { rows_per_second: rowsPerSecond, peak_mib: peakMiB } = JSON.parse(text.trim().split('\n').at(-1));
  return { rowsPerSecond, peakMiB, processSeconds: (performance.now() - started) / 1000 };
}

function summary(figures) {
  const of = (key) => figures.map((figure) => figure[key]);
  return {
    rowsPerSecond: Math.round(median(of('rowsPerSecond'))),
    each: of('rowsPerSecond'),
    peakMiB: Math.round(Math.max(...of('peakMiB'))),
    processSeconds: Number(median(of('processSeconds')).toFixed(1)),
  };
}

function report(scoring, training) {
  const pandas = scoring.find(({ name }) => name === 'pandas_sklearn').rowsPerSecond;
  const head = ['CSV to scored CSV', 'rows', 'rows/s (median)', 'ratio to pandas', 'peak MiB', 'process s'];
  const lines = scoring.map((row) => [
    row.name,
    row.rows,
    row.rowsPerSecond,
    (row.rowsPerSecond / pandas).toFixed(2),
    row.peakMiB,
    row.processSeconds,
  ]);
  printTable([head, ...lines]);
  console.log('');
  printTable([
    ['training', 'engine', 'rows/s'],
    ...training.map((row) => [row.name, row.engine, row.rowsPerSecond]),
  ]);
  writeResult('speed', { ...stamp(), command: 'npm run bench:speed', runs, batchScoring: scoring, training });
}
