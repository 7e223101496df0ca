import type { ZodError } from 'zod';
import type { $ZodIssue } from 'zod/v4/core';
import { shown, type ErrorDetail } from './errors.js';
import { jsonPointer } from './text/json-pointer.js';

type Path = readonly PropertyKey[];

interface ProblemOptions {
  /** Where `value` stands in what the user knows, such as `/task/options`: put before each pointer. */
  under?: string;
  /** The most places that are named. */
  most?: number;
}

/**
 * The wrong places that zod found in `value`: where, what was expected and what was received there. Every unknown key is a place of
 * its own; of a union it is the alternative that was likely meant.
 */
export function zodProblems(
  { issues }: Pick<ZodError, 'issues'>,
  value: unknown,
  { under = '', most = Infinity }: ProblemOptions = {},
): ErrorDetail[] {
  const found = issues.slice(0, most).flatMap((issue) => problemsOf(issue, value));
  return found.slice(0, most).map(({ pointer, ...problem }) => ({ pointer: under + pointer, ...problem }));
}

function problemsOf(issue: $ZodIssue, value: unknown, parent: Path = []): ErrorDetail[] {
  const path = [...parent, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: jsonPointer([...path, key]),
      expected: 'no such key',
      received: `the unknown key ${shown(key)}`,
    }));
  }
  const received = valueAt(value, path);
  const alternatives =
    issue.code === 'invalid_union' ? issue.errors.filter((errors) => errors.length > 0) : [];
  const isOwnText = !isZodsText(issue.message);
  if (!isOwnText && typeof received === 'object' && received !== null && alternatives.length > 0) {
    const closest = alternatives.reduce((best, errors) => (depth(errors) > depth(best) ? errors : best));
    return closest.flatMap((inner) => problemsOf(inner, value, path));
  }
  const expected =
    isOwnText || alternatives.length === 0
      ? expectation(issue)
      : alternatives.flat().map(expectation).join(' or ');
  return [
    { pointer: jsonPointer(path), expected, received: received === undefined ? 'nothing' : shown(received) },
  ];
}

/** How far into the value an alternative of a union came: the one meant is likely the one that came furthest. */
function depth(issues: readonly $ZodIssue[]): number {
  return Math.max(...issues.map(({ path }) => path.length));
}

/** A schema that words its expectation itself begins it in lower case, as a part of a sentence. */
function isZodsText(message: string): boolean {
  return /^(Invalid|Too (big|small)|Unrecognized|Expected|Required)\b/.test(message);
}

function expectation(issue: $ZodIssue): string {
  if (!isZodsText(issue.message)) return issue.message;
  if (issue.code === 'invalid_type') return issue.expected === 'record' ? 'object' : issue.expected;
  if (issue.code === 'invalid_value') return oneOf(issue.values);
  if (issue.code === 'invalid_union' && 'options' in issue) {
    // The key may be left out, too: that is no word to choose.
    return oneOf((issue.options ?? []).filter((option) => option !== undefined));
  }
  if (issue.code === 'too_small') {
    return `${issue.inclusive ? 'at least' : 'more than'} ${counted(issue.minimum, issue.origin)}`;
  }
  if (issue.code === 'too_big') {
    return `${issue.inclusive ? 'at most' : 'less than'} ${counted(issue.maximum, issue.origin)}`;
  }
  return issue.message;
}

function oneOf(values: readonly unknown[]): string {
  const texts = values.map((value) => shown(value));
  return texts.length === 1 ? texts[0] : `one of ${texts.join(', ')}`;
}

/** A limit of a number, or of how much something holds. */
function counted(limit: number | bigint, origin: string): string {
  if (origin === 'string') return `${limit} ${limit === 1 ? 'character' : 'characters'}`;
  if (origin === 'array') return `${limit} ${limit === 1 ? 'entry' : 'entries'}`;
  return String(limit);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}
