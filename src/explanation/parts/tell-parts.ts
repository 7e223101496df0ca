import type { ExplainedFigure, Reason } from '../explanation.js';
import { contributionText, type FigureName } from '../reason-text.js';
import type { Attribution } from '../walks.js';
import type { Part } from './parted-case.js';

/** A case whose parts are attributed. */
export interface AttributedCase {
  parts: readonly Part[];
  attribution: Attribution;
  output: ArrayLike<number>;
  names: readonly FigureName[];
}

/** A figure of it with all that adds to it. @param hasSensitive whether the scenario has sensitive columns. */
export function tellFigure(
  told: AttributedCase,
  figure: number,
  { hasSensitive }: { hasSensitive: boolean },
): ExplainedFigure {
  const { names, output, attribution } = told;
  const { base, contributions } = attribution;
  const width = names.length;
  const sum = contributions.reduce((all, one, i) => (i % width === figure ? all + one : all), 0);
  return {
    ...names[figure],
    output: output[figure],
    base: base[figure],
    residual: output[figure] - base[figure] - sum,
    reasons: reasonsOf(told, figure),
    ...(hasSensitive && { sensitive: reasonsOf(told, figure, true) }),
  };
}

/** So many reasons at most of the first of the figures that are told, and where there are several targets of each of them. */
export function firstReasons(told: AttributedCase, figures: readonly number[], most: number): Reason[] {
  const [first, ...others] = figures;
  const each = [first, ...others.filter((figure) => told.names[figure].target !== undefined)];
  return each.flatMap((figure) => reasonsOf(told, figure).slice(0, most));
}

/** The parts that add anything to a figure, the largest first. @param ofSensitive those of sensitive columns, in place of the others. */
export function reasonsOf(
  { parts, attribution, names }: AttributedCase,
  figure: number,
  ofSensitive = false,
): Reason[] {
  const { target } = names[figure];
  return parts
    .map((part, place) => ({
      part,
      contribution: attribution.contributions[place * names.length + figure],
    }))
    .filter(({ part }) => (part.isSensitive ?? false) === ofSensitive)
    .filter(({ contribution }) => contribution !== 0)
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .map(({ part: { told, isSensitive: _, ...part }, contribution }) => ({
      ...part,
      contribution,
      ...(target !== undefined && { target }),
      text: contributionText(told, contribution, names[figure]),
    }));
}
