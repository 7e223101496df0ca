import { z } from 'zod';
import { columnKinds } from '../../tables/columns/index.js';
import type { ColumnSpec, TargetSpec } from '../../tables/columns/column-spec.js';

/** Each kind of column brings the schema of its own declarations. */
const kinds = Object.values(columnKinds);

/** One input column; the fields beside the common ones depend on the kind. */
export const columnSchema = byKind<ColumnSpec>(kinds.map(({ schema }) => schema));

/** The column to predict, of a kind that a task can predict. */
export const targetSchema = byKind<TargetSpec>(kinds.flatMap(({ target }) => target ?? []));

/** A column as a scenario is described: with what the scenario says of it elsewhere. */
export const describedColumnSchema = byKind<ColumnSpec & { sensitive: boolean }>(
  kinds.map(({ schema }) => (schema as unknown as z.ZodObject).extend({ sensitive: z.boolean() })),
);

/** The union of objects that their `kind` tells apart. */
function byKind<Spec>(schemas: readonly z.ZodType[]): z.ZodType<Spec> {
  const objects = schemas as unknown as [z.ZodObject<{ kind: z.ZodLiteral<string> }>];
  return z.discriminatedUnion('kind', objects) as unknown as z.ZodType<Spec>;
}
