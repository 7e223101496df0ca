// CSV to scored CSV, beside pandas with scikit-learn and polars with ONNX Runtime.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { creditCsv, germanData, medianOf, peersFolder, sameNetwork, shipped } from './setting.mjs';

const peers = ['pandas_sklearn', 'polars_onnx'];

/** @returns rows of the table: `name`, `rows`, rows per second, the most memory, the whole process's seconds */
export function batchScoring({ sextant, python, runs, large, work }) {
  const csv = creditCsv(python, 500_000, work);
  const subjects = new Map([
    ['sextant', () => ownRun(sextant, shipped, csv, work)],
    ['sextant, network 128-64', () => ownRun(sextant, sameNetwork, csv, work)],
    ...peers.map((peer) => [peer, () => peerRun(python, peer, csv)]),
  ]);
  const figures = new Map([...subjects.keys()].map((name) => [name, []]));
  for (let run = 0; run < runs; run++)
    for (const [name, measure] of subjects) figures.get(name).push(measure());
  const rows = [...figures].map(([name, each]) => ({ name, rows: 500_000, ...summary(each) }));
  return large ? [...rows, ...largerFiles({ sextant, python, work })] : rows;
}

/** Once each: they are to show that memory does not grow. */
function largerFiles({ sextant, python, work }) {
  return [100_000, 1_000_000, 10_000_000].map((rows) => {
    const csv = creditCsv(python, rows, work);
    return { name: 'sextant, network 128-64', rows, ...summary([ownRun(sextant, sameNetwork, csv, work)]) };
  });
}

/** Rows per second from opening the file to the finished one; the whole process's seconds and peak memory beside it. */
function ownRun(sextant, scenario, csv, work) {
  const started = performance.now();
  const receipt = JSON.parse(sextant('score', scenario, csv, '-o', join(work, 'out.csv'), '--json'));
  return {
    rowsPerSecond: receipt.rowsPerSecond,
    peakMiB: receipt.peakMemoryBytes / 1024 ** 2,
    processSeconds: (performance.now() - started) / 1000,
  };
}

/** The peer reports its rows per second from reading to writing, without its imports and the fit. */
function peerRun(python, name, csv) {
  const started = performance.now();
  const script = join(peersFolder, 'batch_scoring.py');
  const text = execFileSync(python, [script, germanData, csv, name], { encoding: 'utf8' });
  const { rows_per_second: rowsPerSecond, peak_mib: peakMiB } = JSON.parse(text.trim().split('\n').at(-1));
  return { rowsPerSecond, peakMiB, processSeconds: (performance.now() - started) / 1000 };
}

function summary(figures) {
  const of = (key) => figures.map((figure) => figure[key]);
  const { median, each } = medianOf(of('rowsPerSecond'));
  return {
    rowsPerSecond: median,
    each,
    peakMiB: Math.round(Math.max(...of('peakMiB'))),
    processSeconds: medianOf(of('processSeconds'), 1).median,
  };
}
