import { z } from 'zod';
import { columnKinds } from '../../tables/columns/index.js';
import { allow } from '../../tables/columns/column-base.js';
import type { ColumnSpec, TargetSpec } from '../../tables/columns/column-spec.js';
import { columnRoleNames, unlearntRoleNames } from '../../tables/columns/names.js';

/** Each kind of column brings the schema of its own declarations. */
const kinds = Object.values(columnKinds);

/** One column; the fields beside the common ones depend on the kind, and the rule for missing values on the role, too. */
export const columnSchema = byKind<ColumnSpec>(kinds.map(({ schema }) => byRole(objectOf(schema))));

/** The column to predict, of a kind that a task can predict. */
export const targetSchema = byKind<TargetSpec>(kinds.flatMap(({ target }) => target ?? []));

/** A column as a scenario is described: with what the scenario says of it elsewhere. */
export const describedColumnSchema = byKind<ColumnSpec & { sensitive: boolean }>(
  kinds.map(({ schema }) => {
    const object = objectOf(schema);
    return object.extend({ missing: withAllow(object), sensitive: z.boolean() });
  }),
);

/** A column of each kind is declared as an object with a rule for missing values, which has a default. */
type KindObject = z.ZodObject<{ missing: z.ZodDefault<z.ZodUnion<readonly z.ZodType[]>> }>;

function objectOf(schema: z.ZodType): KindObject {
  return schema as unknown as KindObject;
}

/** The rule of the kind, or none at all. */
function withAllow({ shape }: KindObject) {
  const { options } = shape.missing.unwrap();
  return z.union(options.includes(allow) ? options : [...options, allow]);
}

/** Of what is never learnt from a value may be missing, unless it is declared otherwise. */
function byRole(schema: KindObject): z.ZodType {
  const unlearnt = { role: z.enum(unlearntRoleNames), missing: withAllow(schema).default('allow') };
  const other = {
    role: z
      .enum(columnRoleNames)
      .exclude([...unlearntRoleNames])
      .optional(),
  };
  return z.discriminatedUnion('role', [schema.extend(other), schema.extend(unlearnt)]);
}

/** The union of objects that their `kind` tells apart. */
function byKind<Spec>(schemas: readonly z.ZodType[]): z.ZodType<Spec> {
  const objects = schemas as unknown as [z.ZodObject<{ kind: z.ZodLiteral<string> }>];
  return z.discriminatedUnion('kind', objects) as unknown as z.ZodType<Spec>;
}
