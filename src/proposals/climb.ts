import type { Random } from '../core/random.js';
import type { FeasibleSet } from './problem.js';

/** Asked for many settings at once: how good each is; the more, the better. */
export type Merits = (settings: readonly (readonly number[])[]) => readonly number[];

interface ClimbOptions {
  set: FeasibleSet;
  project: (values: readonly number[]) => number[] | undefined;
  merits: Merits;
  random: Random;
}

/** A start and how far it came. */
export interface Climber {
  values: number[];
  merit: number;
}

/** In shares of each setting's range: the first and the last length of a step, and the least over which a slope is measured. */
const firstStep = 0.25;
const lastStep = 0.002;
const leastSpan = 0.01;
const mostSteps = 60;
/** Lengths that are tried, in shares of the step, and directions drawn at random that are tried beside the slope. */
const lengths = [1, 0.5, 0.25];
const randomDirections = 2;

/**
 * Projected gradient ascent from several starts side by side. Slopes are differences over a span that shrinks with the steps: a network of
 * rectified units has a bend at every other place, and what counts is where it leads on the whole. Of the places that a step tries the best one is
 * taken, where it is better; else the step is halved.
 * @param starts that keep bounds and limits.
 * @returns where each arrived, in the order of the starts; never worse than its start.
 */
export function climb(starts: readonly (readonly number[])[], options: ClimbOptions): Climber[] {
  const { merits } = options;
  const first = merits(starts);
  const climbers = starts.map((values, i) => ({ values: [...values], merit: first[i], step: firstStep }));
  for (let round = 0; round < mostSteps; round++) {
    const going = climbers.filter(({ step }) => step > lastStep);
    if (going.length === 0) break;
    const slopes = slopesAt(going, options);
    const tried = going.flatMap((climber, i) =>
      placesFrom(climber, slopes[i], options).map((values) => ({ climber, values })),
    );
    const found = merits(tried.map(({ values }) => values));
    const before = going.map(({ merit }) => merit);
    tried.forEach(({ climber, values }, i) => {
      if (found[i] > climber.merit) Object.assign(climber, { values, merit: found[i] });
    });
    going.forEach((climber, i) => {
      if (climber.merit === before[i]) climber.step /= 2;
    });
  }
  return climbers.map(({ values, merit }) => ({ values, merit }));
}

interface Going extends Climber {
  step: number;
}

/** Central differences, or one-sided ones at a bound, by shares of each setting's range. */
export function slopesAt(
  climbers: readonly Pick<Going, 'values' | 'step'>[],
  { set, merits }: Pick<ClimbOptions, 'set' | 'merits'>,
): Float64Array[] {
  const { settings } = set;
  const ends = climbers.flatMap(({ values, step }) =>
    settings.flatMap(({ low, high }, i) => {
      const span = Math.max(leastSpan, step / 2) * (high - low);
      return [Math.max(low, values[i] - span), Math.min(high, values[i] + span)].map((end) =>
        values.with(i, end),
      );
    }),
  );
  const found = merits(ends);
  return climbers.map((_, c) =>
    Float64Array.from(settings, ({ low, high }, i) => {
      const at = 2 * (c * settings.length + i);
      const distance = (ends[at + 1][i] - ends[at][i]) / (high - low);
      return (found[at + 1] - found[at]) / distance;
    }),
  );
}

function placesFrom({ values, step }: Going, slope: Float64Array, options: ClimbOptions): number[][] {
  const { set, project, random } = options;
  const directions = [
    slope,
    ...Array.from({ length: randomDirections }, () => slope.map(() => random.normal())),
  ];
  return directions.flatMap((direction, d) => {
    const length = Math.hypot(...direction);
    if (!(length > 0) || !Number.isFinite(length)) return [];
    return (d === 0 ? lengths : [1]).flatMap((share) => {
      const moved = set.settings.map(
        ({ low, high }, i) => values[i] + (step * share * direction[i] * (high - low)) / length,
      );
      const place = project(moved);
      return place ? [place] : [];
    });
  });
}
