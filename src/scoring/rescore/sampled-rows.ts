import type { CsvBlock } from '../../csv/source.js';
import type { Predictor } from '../../learning/predictor.js';
import type { Sketch } from '../../tables/reference/sketch.js';
import { addSketch } from '../../tables/reference/sketch.js';
import type { BlockFormat } from '../csv/block-records.js';
import { isSampled } from '../csv/sampled-blocks.js';
import { createBlockScorer } from '../csv/score-block.js';
import { AgainRecords } from './again-records.js';
import type { RepairedRows } from './repaired-rows.js';

export interface Sampler {
  readonly sketch: Sketch;
  /** Counts the rows of a block of the input, as repaired, where it is one of the sample. */
  add(block: CsvBlock): void;
}

/** Compares some rows of an input with what a version learnt from, as a scoring of the repaired input would. */
export function createSampler(
  served: Predictor,
  { repairs, sampling, ...format }: BlockFormat & { repairs: RepairedRows },
): Sampler | undefined {
  if (!sampling) return undefined;
  const { layout } = format;
  // What the rejects tell of is checked where it is scored.
  const isRejected = () => true;
  const rows = new AgainRecords({ layout, repairs, all: true, isRejected }, '');
  const score = createBlockScorer(served, { ...format, sampling: { ...sampling, step: 1 } });
  const sketch: Sketch = {};
  return {
    sketch,
    add(block) {
      if (!isSampled(block, sampling)) return;
      for (const again of rows.take(block)) addSketch(sketch, score(again.block).sketch);
    },
  };
}
