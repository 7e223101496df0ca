import {
  binnedKolmogorovSmirnov,
  homogeneityTest,
  populationStability,
  type BinnedPair,
} from '../../evaluation/drift/index.js';
import { benjaminiHochberg } from '../../evaluation/statistics/benjamini-hochberg.js';
import type { ColumnBins, Reference } from '../../tables/reference/reference.js';
import { referenceBins, sketchedBins, sketchedOutside, type Sketch } from '../../tables/reference/sketch.js';
import {
  alarmLevel,
  driftIndex,
  driftVerdicts,
  fewestRows,
  watchIndex,
  type DriftColumn,
  type DriftReport,
  type DriftVerdict,
} from './drift-report.js';
import { driftSentence } from './drift-sentence.js';

type Test = Omit<DriftColumn['tests'][number], 'adjusted'>;

/** A column before its tests are corrected for their number. */
interface Measured {
  bins: ColumnBins;
  of: DriftColumn['of'];
  pair: BinnedPair;
  tests: Test[];
}

/**
 * Compares rows with those that a version learnt from, and their answers with those to the rows held out. Tests of all columns are
 * corrected together, so the chance of any alarm where nothing drifted is at most `alarmLevel`, provided the rows are independent.
 */
export function compareRows(reference: Reference, sketch: Sketch): DriftReport {
  const current = sketch.rows ?? 0;
  const { inputs, outputs } = reference;
  const measured = [
    ...inputs.map((bins) => measure(bins, 'input', sketch)),
    ...(outputs?.columns ?? []).map((bins) => measure(bins, 'answer', sketch)),
  ];
  const adjusted = benjaminiHochberg(measured.flatMap(({ tests }) => tests.map(({ pValue }) => pValue)));
  let next = 0;
  const columns = measured.map((one) =>
    described(one, adjusted.slice(next, (next += one.tests.length)), sketch),
  );
  const judged = columns.filter((column) => !isTooSmall(column)).sort(worstFirst);
  const verdict = judged.length === 0 ? 'too-few' : judged[0].verdict;
  const report = {
    verdict,
    rows: {
      current,
      reference: reference.rows,
      ...(outputs && { answers: outputs.rows }),
    },
    level: alarmLevel,
    columns: judged.length === 0 ? [] : [...judged, ...columns.filter(isTooSmall)],
  };
  return { ...report, sentence: driftSentence(report) };
}

function measure(bins: ColumnBins, of: DriftColumn['of'], sketch: Sketch): Measured {
  const pair = { reference: referenceBins(bins), current: sketchedBins(sketch, bins, of) };
  return { bins, of, pair, tests: hasRows(pair) ? testsOf(bins, pair) : [] };
}

function hasRows({ reference, current }: BinnedPair): boolean {
  return rowsOf(reference) >= fewestRows && rowsOf(current) >= fewestRows;
}

function rowsOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Numbers by their order, texts by their shares; of numbers also whether they are missing as often. */
function testsOf({ type }: ColumnBins, pair: BinnedPair): Test[] {
  if (type === 'text') return [{ test: 'chi-square', ...homogeneityTest(pair) }];
  const tests: Test[] = [];
  const present = { reference: pair.reference.slice(0, -1), current: pair.current.slice(0, -1) };
  if (rowsOf(present.reference) > 0 && rowsOf(present.current) > 0)
    tests.push({ test: 'kolmogorov-smirnov', ...binnedKolmogorovSmirnov(present) });
  const [missingThen, missingNow] = [pair.reference.at(-1) ?? 0, pair.current.at(-1) ?? 0];
  if (missingThen + missingNow > 0) {
    const known = {
      reference: [rowsOf(present.reference), missingThen],
      current: [rowsOf(present.current), missingNow],
    };
    tests.push({ test: 'missing', ...homogeneityTest(known) });
  }
  return tests;
}

function described({ bins, of, pair, tests }: Measured, adjusted: number[], sketch: Sketch): DriftColumn {
  const share = (part: number, counts: readonly number[]) =>
    rowsOf(counts) === 0 ? 0 : part / rowsOf(counts);
  const index = hasRows(pair) ? populationStability(pair) : undefined;
  return {
    column: bins.name,
    of,
    verdict: index ? verdictOf(index, Math.min(1, ...adjusted)) : 'too-few',
    ...(index && {
      index: { value: index.value, byChance: index.byChance, upperByChance: index.upperByChance },
    }),
    tests: tests.map((test, place) => ({ ...test, adjusted: adjusted[place] })),
    missing: {
      reference: share(pair.reference.at(-1) ?? 0, pair.reference),
      current: share(pair.current.at(-1) ?? 0, pair.current),
    },
    ...(bins.type === 'number' && { outside: share(sketchedOutside(sketch, bins, of), pair.current) }),
  };
}

function verdictOf(
  { value, upperByChance }: { value: number; upperByChance: number },
  p: number,
): DriftVerdict {
  if (p >= alarmLevel || value <= upperByChance || value < watchIndex) return 'ok';
  return value < driftIndex ? 'watch' : 'drift';
}

function isTooSmall({ verdict }: DriftColumn): boolean {
  return verdict === 'too-few';
}

function worstFirst(a: DriftColumn, b: DriftColumn): number {
  const rank = ({ verdict }: DriftColumn) => driftVerdicts.indexOf(verdict);
  return rank(b) - rank(a) || (b.index?.value ?? 0) - (a.index?.value ?? 0);
}
