import { z } from 'zod';
import type { ColumnSpecBase } from './column-base.js';
import type { ColumnKind } from './column-kind.js';
import { parseColumnState } from './column-state.js';

const stateSchema = z.strictObject({});

export type UnlearntState = z.infer<typeof stateSchema>;

/** How a column is prepared that is carried through and never learnt from: nothing is fitted, and it has no feature. */
export const unlearnt: Pick<
  ColumnKind<ColumnSpecBase, UnlearntState>,
  'fit' | 'parseState' | 'features' | 'encoder'
> = {
  fit: () => ({}),
  parseState: (json, column) => parseColumnState(stateSchema, json, column),
  features: () => [],
  encoder: () => () => undefined,
};
