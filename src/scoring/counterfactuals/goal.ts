import { InvalidInputError, shown } from '../../core/errors.js';
import type { AnswerEnvelope } from '../../learning/answer.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import { targetsOf } from '../../scenarios/targets.js';

/** What is wanted in place of an answer. */
export interface Goal {
  /** As it is told. */
  want: string;
  isReached: (answer: Answered) => boolean;
  /** Figures that the answer follows from, the one that matters most first. */
  figures: (answer: Answered) => number[];
}

type Answered = Pick<AnswerEnvelope, 'prediction' | 'decision'>;

const bound = /^(<=|>=)\s*(-?\d+(?:\.\d+)?(?:e[-+]?\d+)?)$/iu;

/**
 * @param now what the row is answered as it is.
 * @throws InvalidInputError for what the scenario cannot answer, with what it can.
 */
export function goalOf(spec: ScenarioSpec, now: Answered, want: string | undefined): Goal {
  const { label, value, probability } = now.prediction;
  const limit = want === undefined ? undefined : bound.exec(want.trim());
  if (limit && (value ?? probability) !== undefined)
    return numberGoal(limit[1] as '<=' | '>=', Number(limit[2]));
  const actions = actionsOf(spec);
  const labels = label === undefined ? [] : labelsOf(spec);
  const isDecided = actions.length > 0;
  if (want === undefined && (isDecided || label !== undefined)) return otherGoal(now, isDecided);
  const action = actions.find((one) => one === want);
  if (action !== undefined)
    return { want: action, isReached: ({ decision }) => decision?.action === action, figures: figuresOf() };
  const wanted = labels.find(({ code, label: { en, zh } }) => [code, en, zh].includes(want ?? ''));
  if (wanted) return labelGoal(wanted.label.en);
  throw wrongGoal([...actions, ...labels.map((one) => one.label.en)], {
    hasNumber: value !== undefined || probability !== undefined,
    received: want,
  });
}

/** What can be wanted of a scenario whose answers neither decide nor name a class; undefined where any other answer is another. */
export function exampleWant(spec: ScenarioSpec): string | undefined {
  if (actionsOf(spec).length > 0 || labelsOf(spec).length > 0) return undefined;
  const [target] = targetsOf(spec);
  const [low, high] = ('range' in target ? target.range : undefined) ?? [];
  return `>= ${((low ?? 0) + (high ?? 2)) / 2}`;
}

function labelGoal(wanted: string): Goal {
  return {
    want: wanted,
    isReached: ({ prediction }) => prediction.label === wanted,
    figures: figuresOf(wanted),
  };
}

function otherGoal({ prediction, decision }: Answered, isDecided: boolean): Goal {
  return isDecided
    ? {
        want: 'another action',
        isReached: (other) => other.decision !== undefined && other.decision.action !== decision?.action,
        figures: figuresOf(),
      }
    : {
        want: 'another class',
        isReached: (other) => other.prediction.label !== prediction.label,
        figures: figuresOf(),
      };
}

/** A number keeps to a limit with the whole of its interval, where it has one. */
function numberGoal(sign: '<=' | '>=', limit: number): Goal {
  return {
    want: `${sign} ${limit}`,
    isReached: ({ prediction: { value, probability, interval } }) => {
      const figure = value ?? probability ?? NaN;
      const [low, high] = interval ?? [figure, figure];
      return sign === '<=' ? high <= limit : low >= limit;
    },
    figures: figuresOf(),
  };
}

/** @param first the class whose probability stands first. */
function figuresOf(first?: string) {
  return ({ prediction }: Answered): number[] => {
    const { value, probability, probabilities } = prediction;
    if (!probabilities) return [value, probability].filter((one) => one !== undefined);
    const others = Object.entries(probabilities).filter(([label]) => label !== first);
    const own = first === undefined ? [] : [probabilities[first]];
    return [...own, ...others.map(([, one]) => one)];
  };
}

function actionsOf({ decision }: ScenarioSpec): string[] {
  const actions: unknown[] = Object.values(Object(decision?.actions) as object);
  return actions.filter((action) => typeof action === 'string');
}

function labelsOf(spec: ScenarioSpec) {
  return targetsOf(spec).flatMap((target) => ('categories' in target ? (target.categories ?? []) : []));
}

function wrongGoal(
  names: readonly string[],
  { hasNumber, received }: { hasNumber: boolean; received?: string },
): InvalidInputError {
  const expected = [...names, ...(hasNumber ? ['<= NUMBER', '>= NUMBER'] : [])];
  return new InvalidInputError('That is no answer of the scenario.', {
    details: [
      {
        pointer: '/want',
        expected:
          expected.length === 0
            ? 'a scenario that answers a row with one figure'
            : `one of ${expected.join(', ')}`,
        received: received === undefined ? 'nothing' : shown(received),
      },
    ],
  });
}
