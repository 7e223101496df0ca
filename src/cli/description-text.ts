import { rangeText } from '../core/text/range-text.js';
import { declaredRole } from '../tables/columns/roles.js';
import type { ScenarioDescription } from '../scoring/scenario-description.js';
import { bothOrAsked, said } from './language.js';
import { say } from './messages/scenarios.js';
import { targetsOf } from '../scenarios/targets.js';

/*
 * Lines of `describe`: what a column may hold, what its codes mean, what is predicted and what follows from it.
 */

type Column = ScenarioDescription['columns'][number];

interface Allowed {
  kind: string;
  range?: readonly [number | string | null, number | string | null];
  unit?: string;
  categories?: readonly { code: string; label: { en: string; zh: string } }[];
}

/** So many categories of a column are written out; the rest is counted. */
const mostCategories = 20;

/** The kind, and what the column is for where that does not go without saying. */
export function kindText(column: Column): string {
  const role = declaredRole(column);
  return role === undefined ? column.kind : `${column.kind} (${role})`;
}

/** The range with its unit, or the codes. */
export function allowedText({ kind, range, unit, categories }: Allowed): string {
  if (kind === 'boolean') return say.yesNo;
  if (categories) {
    const codes = categories.map(({ code }) => code);
    return [...codes.slice(0, mostCategories), ...moreOf(codes)].join(' ');
  }
  if (kind === 'date' && range) return said(rangeText(...range));
  if (kind !== 'numeric') return '';
  const text = range ? said(rangeText(...range)) : say.anyNumber;
  return unit ? `${text} (${unit})` : text;
}

/** A line for each column whose codes do not say by themselves what they mean. */
export function labelLines(columns: readonly Column[]): string[] {
  return columns.flatMap((column) => {
    const text = labelsText(column);
    return text === '' ? [] : [`  ${column.name}: ${text}`];
  });
}

/** `A11 = below 0 DM · 低于 0 马克, A12 = ...`; empty where labels repeat the codes. */
function labelsText({ categories = [] }: Allowed): string {
  if (categories.every(({ code, label }) => code === label.en && code === label.zh)) return '';
  const all = categories.map(
    ({ code, label }) => `${code} = ${label.en === label.zh ? label.en : bothOrAsked(label)}`,
  );
  return [...all.slice(0, mostCategories), ...moreOf(all)].join(', ');
}

function moreOf(all: readonly unknown[]): string[] {
  return all.length > mostCategories ? [say.more({ count: all.length - mostCategories })] : [];
}

/** What is predicted, each target with what it may be. */
export function targetLines(description: Pick<ScenarioDescription, 'target' | 'targets'>): string[] {
  return targetsOf(description).flatMap((target) => {
    const { name, kind, meaning } = target;
    const allowed = labelsText(target) || allowedText(target);
    const said = allowed === '' ? [] : [`  ${allowed}${askedFor(target)}`];
    return [say.target({ name, kind, meaning: bothOrAsked(meaning) }), ...said];
  });
}

/** Which of two classes the probability is about, or which event the classes are kinds of. */
function askedFor(target: ReturnType<typeof targetsOf>[number]): string {
  if (target.kind !== 'categorical') return '';
  const { positive, negative, event } = target;
  if (positive !== undefined) return say.askedFor({ label: positive });
  if (negative === undefined || !event) return '';
  return say.askedForEvent({ event: bothOrAsked(event), negative });
}

/** The rule with whatever it states: actions, costs, shares, times. */
export function decisionLines(decision: ScenarioDescription['decision']): string[] {
  if (decision === undefined) return [];
  const { rule, ...stated } = decision;
  return [
    say.decision({ rule }),
    ...Object.entries(stated).map(([key, value]) => `  ${key}: ${statedText(value)}`),
  ];
}

/** `falsePositive = 1, falseNegative = 5`, of a matrix `sell (good = 0, bad = 20), mend (good = 3, bad = 9)`, of a list `(grade = A, below = 0.02), (grade = B)` */
function statedText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) {
    return value.map((one) => (typeof one === 'object' ? `(${statedText(one)})` : String(one))).join(', ');
  }
  return Object.entries(value)
    .map(([key, inside]) => {
      const text = statedText(inside);
      return typeof inside === 'object' ? `${key} (${text})` : `${key} = ${text}`;
    })
    .join(', ');
}
