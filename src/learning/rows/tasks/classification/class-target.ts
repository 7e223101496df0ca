import { z } from 'zod';
import { InvalidInputError, InvalidSpecificationError, shown } from '../../../../core/errors.js';
import type { CellValue } from '../../../../tables/columns/column-kind.js';
import type { TaskSpec } from '../task.js';
import type { EncodedTargets } from '../../../targets.js';
import type { Category } from '../../../../tables/columns/column-base.js';

/** What is known of a class target: its classes in the declared order, and which one a probability is about. */
export const classStateSchema = z
  .strictObject({
    classes: z.array(z.strictObject({ code: z.string(), label: z.string(), count: z.number() })).min(2),
    /** Index of the positive class of a binary target; absent when there are more classes. */
    positive: z.number().int().min(0).max(1).optional(),
    /** Index of the class in which nothing happens, where the other classes are kinds of one event. */
    negative: z.number().int().min(0).optional(),
    /** What the event is called; exactly where `negative` is. */
    event: z.string().optional(),
  })
  .refine(({ classes, positive }) => (classes.length === 2) === (positive !== undefined), {
    path: ['positive'],
    message: 'the index of one of two classes, and none of more',
  })
  .refine(
    ({ classes, negative }) => negative === undefined || (classes.length > 2 && negative < classes.length),
    {
      path: ['negative'],
      message: 'the index of one of more than two classes',
    },
  )
  .refine(({ negative, event }) => (negative === undefined) === (event === undefined), {
    path: ['event'],
    message: 'a name of the event exactly where there is a negative class',
  });

export type ClassState = z.infer<typeof classStateSchema>;

/**
 * The declared classes, and which of two is the positive one.
 * @throws InvalidSpecificationError when the target is not categorical with declared categories, or of two
 * classes none is the positive one.
 */
export function declaredClasses({ target }: TaskSpec): { categories: Category[]; positive?: string } {
  if (target.kind !== 'categorical' || !target.categories) {
    throw new InvalidSpecificationError('Classification needs a categorical target with its categories.', {
      details: [{ pointer: '/target/kind', expected: 'categorical', received: target.kind }],
    });
  }
  const { categories, positive } = target;
  if (categories.length === 2 && positive === undefined) {
    throw new InvalidSpecificationError(
      'A target of two classes must say which one the probability is about.',
      {
        details: [{ pointer: '/target/positive', expected: 'the code of a class', received: 'nothing' }],
      },
    );
  }
  return { categories, positive };
}

/**
 * @throws InvalidSpecificationError as {@link declaredClasses}.
 * @throws InvalidInputError when a declared class has no row to learn from.
 */
export function fitClasses(values: readonly CellValue[], spec: TaskSpec): ClassState {
  const { categories, positive } = declaredClasses(spec);
  const classes = categories.map(({ code, label }) => ({
    code,
    label: label.en,
    count: values.filter((value) => value === code).length,
  }));
  const absent = classes.filter((entry) => entry.count === 0);
  if (absent.length > 0) {
    throw new InvalidInputError('A class has no row to learn from.', {
      details: absent.map((entry) => ({
        column: spec.target.name,
        expected: `rows of the class ${shown(entry.code)} (${entry.label})`,
        received: 'none',
      })),
      hint: 'Where the file has such rows, the split holds all of them out: divide it otherwise.',
      withoutData: true,
    });
  }
  const index = classes.findIndex((entry) => entry.code === positive);
  if (index >= 0) return { classes, positive: index };
  const { negative: code, event } = spec.target;
  const negative = classes.findIndex((entry) => entry.code === code);
  return negative >= 0 && event ? { classes, negative, event: event.en } : { classes };
}

/** Class index of every value. */
export function classIndexes(values: readonly CellValue[], state: ClassState): Int32Array {
  const indexes = new Map(state.classes.map((entry, index) => [entry.code, index]));
  return Int32Array.from(values, (value) => indexes.get(String(value)) ?? -1);
}

/** A kind with fewer rows cannot be spread over folds; it is spread together with the most frequent kind. */
const fewestOfAStratum = 20;

/** Class of every row by its code, for splits that keep the classes' shares. */
export function classStrata(values: readonly CellValue[], state: ClassState): string[] {
  const { classes, negative } = state;
  const codes = (indexes: Int32Array) => Array.from(indexes, (index) => classes[index].code);
  const indexes = classIndexes(values, state);
  if (negative === undefined) return codes(indexes);
  const kinds = classes.map((_, index) => index).filter((index) => index !== negative);
  const most = kinds.reduce((a, b) => (classes[b].count > classes[a].count ? b : a));
  const rare = new Set(kinds.filter((index) => classes[index].count < fewestOfAStratum));
  return codes(indexes.map((index) => (rare.has(index) ? most : index)));
}

/** The classes of which these rows have none. */
export function absentClasses(values: readonly CellValue[], { classes }: ClassState) {
  const present = new Set(values);
  return classes.filter(({ code }) => !present.has(code)).map(({ code, label }) => ({ code, label }));
}

/** Binary: 1 for the positive class, else 0. Otherwise the index of the class. */
export function encodeClasses(values: readonly CellValue[], state: ClassState): EncodedTargets {
  const indexes = classIndexes(values, state);
  const { positive } = state;
  if (positive === undefined) return { width: 1, data: Float32Array.from(indexes) };
  return { width: 1, data: Float32Array.from(indexes, (index) => (index === positive ? 1 : 0)) };
}

/** Index of the largest of the `width` numbers of a row. */
export function largest(data: ArrayLike<number>, row: number, width: number): number {
  let best = 0;
  for (let i = 1; i < width; i++) if (data[row * width + i] > data[row * width + best]) best = i;
  return best;
}
