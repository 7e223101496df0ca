import { shown, type ErrorDetail } from '../core/errors.js';
import { jsonPointer } from '../core/text/json-pointer.js';
import type { TargetSpec } from '../tables/columns/column-spec.js';
import type { ScenarioSpec } from './schema/scenario.js';
import { targetPath, targetsOf } from './targets.js';

/** What of the targets does not agree with itself or with the split. */
export function targetsAreWellFormed(spec: ScenarioSpec): ErrorDetail[] {
  return [
    ...declaredOnce(spec),
    ...namesAreUnique(spec),
    ...strataAreClasses(spec),
    ...eachIsWellFormed(spec),
  ];
}

function declaredOnce({ target, targets }: ScenarioSpec): ErrorDetail[] {
  if ((target === undefined) !== (targets === undefined)) return [];
  const expected = 'a target, or targets where there are several';
  return [{ pointer: '/target', expected, received: target ? 'both' : 'nothing' }];
}

function namesAreUnique({ targets = [] }: ScenarioSpec): ErrorDetail[] {
  const names = targets.map(({ name }) => name);
  return names.flatMap((name, i) =>
    names.indexOf(name) < i
      ? [
          {
            pointer: `/targets/${i}/name`,
            expected: 'every target under a name of its own',
            received: `${shown(name)} twice`,
          },
        ]
      : [],
  );
}

function strataAreClasses({ split, target }: ScenarioSpec): ErrorDetail[] {
  if (split.method !== 'stratified' || target?.kind === 'categorical') return [];
  const received = target ? `a ${target.kind} target` : 'several targets';
  const expected = 'a categorical target to stratify by, or another method';
  return [{ pointer: '/split/method', expected, received }];
}

function eachIsWellFormed(spec: ScenarioSpec): ErrorDetail[] {
  return targetsOf(spec).flatMap((target, i) =>
    [...positiveIsAClass(target), ...negativeIsAClass(target)].map(({ key, ...problem }) => ({
      pointer: jsonPointer([...targetPath(spec, i), key]),
      ...problem,
    })),
  );
}

interface KeyProblem extends Pick<ErrorDetail, 'expected' | 'received'> {
  /** Of the declaration of the target. */
  key: string;
}

function positiveIsAClass(target: TargetSpec): KeyProblem[] {
  if (target.kind !== 'categorical') return [];
  const { positive, categories } = target;
  // More classes than two have no positive one: each has a probability of its own.
  if (positive === undefined && categories.length > 2) return [];
  if (categories.length === 2 && categories.some(({ code }) => code === positive)) return [];
  const expected = 'the code of one of two classes: the one that the probability is about';
  return [{ key: 'positive', expected, received: positive === undefined ? 'nothing' : shown(positive) }];
}

function negativeIsAClass(target: TargetSpec): KeyProblem[] {
  if (target.kind !== 'categorical') return [];
  const { negative, event, categories } = target;
  if ((negative === undefined) !== (event === undefined)) {
    const expected = 'a name of the event exactly where there is a negative class';
    return [{ key: 'event', expected, received: shown(event ?? null) }];
  }
  if (negative === undefined) return [];
  if (categories.length > 2 && categories.some(({ code }) => code === negative)) return [];
  const expected = 'the code of one of three or more classes: the one in which nothing happens';
  return [{ key: 'negative', expected, received: `${shown(negative)} of ${categories.length} classes` }];
}
