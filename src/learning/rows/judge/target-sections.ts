import { predictionKinds } from '../../../evaluation/predictions/index.js';
import { finiteAll, intervalsOf } from '../../report-figures.js';
import type { TargetReport } from '../../report.js';
import { measure, targetsIn, type ScoredRows } from '../../scored-rows.js';

interface ScoredByModel {
  served: ScoredRows;
  constant: ScoredRows;
  candidates: readonly { name: string; scored: ScoredRows }[];
}

/** How each of several targets fares by itself; undefined where there is one target, which the figures of the whole are about. */
export function targetSections(
  { served, constant, candidates }: ScoredByModel,
  seed: number,
): Record<string, TargetReport> | undefined {
  const sections = targetsIn(served)?.map(({ name, scored }): [string, TargetReport] => {
    const figuresOf = (all: ScoredRows) => {
      const own = targetsIn(all)?.find((target) => target.name === name);
      return own ? finiteAll(measure(own.scored)) : {};
    };
    const report = {
      rows: rowsIn(scored),
      metrics: intervalsOf(scored, seed),
      constant: figuresOf(constant),
      candidates: Object.fromEntries(candidates.map((one) => [one.name, figuresOf(one.scored)])),
    };
    return [name, report];
  });
  return sections && Object.fromEntries(sections);
}

function rowsIn({ kind, predictions }: ScoredRows): number {
  return predictionKinds[kind].count(predictions as never);
}
