import type { z } from 'zod';
import type { registry } from './index.js';
import type { ColumnKindName, UnlearntRoleName } from './names.js';

/**
 * What a scenario declares about one column, before any data is seen: as the schemas of the kinds have it. What is learnt from data
 * is the *state* of a column (see `column-kind.ts`) and never enters the declaration.
 */
export type ColumnSpec = LearnableColumnSpec | Unlearnt<LearnableColumnSpec>;

/** A column with a rule of its kind for missing values. */
export type LearnableColumnSpec = z.output<(typeof registry)[ColumnKindName]['schema']>;

/** A column that is never learnt from: besides the rules of its kind a missing value may simply be missing. */
type Unlearnt<Column extends LearnableColumnSpec> = Column extends LearnableColumnSpec
  ? Omit<Column, 'role' | 'missing'> & { role: UnlearntRoleName; missing: Column['missing'] | 'allow' }
  : never;

/** What a scenario declares about the column to predict, of the kinds that a task can predict. */
export type TargetSpec = TargetOf<(typeof registry)[ColumnKindName]>;

/** A kind without a target is typed as one whose target may be anything. */
type TargetOf<Kind> = Kind extends { target?: z.ZodType<infer Target> }
  ? unknown extends Target
    ? never
    : Target
  : never;
