import type { ServedView } from '../scenarios/scenario-plugin.js';
import type { Outcome } from './goals.js';
import type { Setting } from './problem.js';
import { distancesFrom, type Support } from './support.js';

/** A row of a request. */
export type Row = Readonly<Record<string, unknown>>;

/** Some settings, what is predicted with them, and how far they are from training rows. */
export interface Tried extends Outcome {
  values: readonly number[];
  distance: number;
}

/** Asks the model about other settings of one case. */
export type Process = (settings: readonly (readonly number[])[]) => Tried[];

/** So many rows are asked at once: a request for predictions may hold as many. */
const mostRows = 5000;

/** The case, its other values as given. */
export function processOf(
  row: Row,
  settings: readonly Setting[],
  { served, support }: { served: Pick<ServedView, 'answerRows' | 'prepareRows'>; support: Support },
): Process {
  const ask = (some: readonly (readonly number[])[]): Tried[] => {
    const rows = some.map((values) => withSettings(row, settings, values));
    const answers = served.answerRows(rows);
    const distances = distancesFrom(support, served.prepareRows(rows));
    return some.map((values, i) => {
      const { value = NaN, interval } = answers[i].prediction;
      return { values, value, interval, cost: costOf(settings, values), distance: distances[i] };
    });
  };
  return (some) =>
    Array.from({ length: Math.ceil(some.length / mostRows) }, (_, i) =>
      ask(some.slice(i * mostRows, (i + 1) * mostRows)),
    ).flat();
}

export function withSettings(row: Row, settings: readonly Setting[], values: readonly number[]): Row {
  return { ...row, ...Object.fromEntries(settings.map(({ name }, i) => [name, values[i]])) };
}

export function costOf(settings: readonly Setting[], values: readonly number[]): number {
  return settings.reduce((sum, { cost }, i) => sum + cost * values[i], 0);
}
