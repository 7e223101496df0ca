import type { DerivedColumnSpec } from './derived-spec.js';

/** Derived columns by name, in their order. */
export function derivedSpecs(expressions: Readonly<Record<string, string>>): DerivedColumnSpec[] {
  return Object.entries(expressions).map(([name, expression]) => ({
    name,
    expression,
    kind: 'numeric',
    meaning: { en: 'a column of a test', zh: '测试列' },
    missing: 'median',
  }));
}
