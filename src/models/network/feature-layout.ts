import type { FeatureLayout, InputSpec } from './network.js';

/** What the numbers of a table's row stand for; where nobody said so, each is a quantity of a column of its own. */
export function layoutOf({ shape: [width], layout }: InputSpec): FeatureLayout {
  const positions = Array.from({ length: width }, (_, i) => i);
  return layout ?? { columns: positions, quantities: positions };
}

/** A run of neighbouring numbers. */
export interface Run {
  start: number;
  length: number;
}

/** Where the numbers of each column stand, column by column. */
export function columnRuns({ columns }: FeatureLayout): Run[] {
  const runs: Run[] = [];
  columns.forEach((column, i) => {
    if (i > 0 && columns[i - 1] === column) runs[runs.length - 1].length++;
    else runs.push({ start: i, length: 1 });
  });
  return runs;
}
