import type { DerivedColumnSpec } from './derived-spec.js';

type Expressions = Readonly<Record<string, string>>;

const meaning = { en: 'a column of a test', zh: '测试列' };

/** Derived numbers by name, in their order. */
export function derivedSpecs(expressions: Expressions): DerivedColumnSpec[] {
  return Object.entries(expressions).map(([name, expression]) => {
    return { name, expression, kind: 'numeric', meaning, missing: 'median' };
  });
}

/** Derived categories by name, in their order. */
export function derivedCategories(expressions: Expressions): DerivedColumnSpec[] {
  return Object.entries(expressions).map(([name, expression]) => {
    return { name, expression, kind: 'categorical', meaning, missing: 'own-category' };
  });
}
