import type { ArchitectureName } from '../../models/architectures/names.js';

/** The tasks over rows of a table. A task is one folder in `tasks`; the `index.ts` there checks that none is forgotten. */
export const rowTaskNames = [
  'classification',
  'distribution',
  'regression',
  'remaining-life',
  'forecast',
] as const;

export type RowTaskName = (typeof rowTaskNames)[number];

/** The network of each task where a scenario names none (docs/decisions/0010-networks-of-windows.md). */
export const rowNetworks: Readonly<Record<RowTaskName, () => ArchitectureName>> = {
  classification: () => 'tab-m',
  distribution: () => 'tab-m',
  regression: () => 'tab-m',
  // What wears has no value to start from, so its windows go through a network without the path from the last one.
  'remaining-life': () => 'mixer',
  forecast: () => 'spatial-temporal',
};

/** How wide the intervals of a number are: all alike, or as wide as cases of that size need. */
export const intervalWidths = ['constant', 'by-case'] as const;

export type IntervalWidths = (typeof intervalWidths)[number];
