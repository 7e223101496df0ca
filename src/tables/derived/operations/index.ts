import { arithmetic } from './arithmetic.js';
import { comparisons, logic, missingTests } from './conditions.js';
import type { Operation } from './operation.js';
import { texts } from './texts.js';

/** Every function and operator but those of dates and `lag`, each with one entry per types of its values. */
export const operations: Readonly<Record<string, readonly Operation[]>> = {
  ...alone(arithmetic),
  ...comparisons,
  ...alone(logic),
  is_missing: missingTests,
  ...alone(texts),
};

function alone(entries: Readonly<Record<string, Operation>>): Record<string, readonly Operation[]> {
  return Object.fromEntries(Object.entries(entries).map(([name, operation]) => [name, [operation]]));
}
