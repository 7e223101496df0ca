import type { Conflict, Constraint, Programme, Variable } from '../optimisation/programme.js';
import { solve } from '../optimisation/solve.js';
import { violations, type FeasibleSet, type Setting } from './problem.js';

/** What cannot be kept together, by name. */
export interface Contradiction {
  limits: string[];
  settings: string[];
}

/** Digits that a multiple of a step is written with, so that 3 x 0.1 is 0.3. */
const digits = 12;

/**
 * The settings that keep bounds, limits and steps and lie nearest to the wanted ones, the distances in shares of each setting's range added up: a
 * linear programme, with integers where there are steps.
 */
export async function nearestSettings(
  set: FeasibleSet,
  wanted: readonly number[],
): Promise<{ values: number[] } | { contradiction: Contradiction }> {
  const { settings } = set;
  const empty = settings.filter(
    (setting) => setting.step !== undefined && firstOf(setting) > lastOf(setting),
  );
  if (empty.length > 0) return { contradiction: { limits: [], settings: empty.map(({ name }) => name) } };
  const solution = await solve(programmeOf(set, wanted));
  if (solution.state === 'infeasible') return { contradiction: contradictionIn(solution, set) };
  if (!('values' in solution)) throw new Error(`The nearest settings were not found: ${solution.state}.`);
  const values = settings.map((setting, i) => valueOf(setting, solution.values[i]));
  const broken = violations(set, values);
  if (broken.length > 0) throw new Error(`The nearest settings do not keep ${broken.join(', ')}.`);
  return { values };
}

/** The first and the last multiple of the step; rounding must not lose one at an end. */
function firstOf({ low, step = 1 }: Setting): number {
  return Math.ceil(low / step - 1e-9);
}

function lastOf({ high, step = 1 }: Setting): number {
  return Math.floor(high / step + 1e-9);
}

function valueOf({ low, high, step }: Setting, solved: number): number {
  const value = step === undefined ? solved : Number((Math.round(solved) * step).toPrecision(digits));
  return Math.min(Math.max(value, low), high);
}

/** The settings, in steps where they have some, then how far each is from what is wanted. */
function programmeOf({ settings, limits }: FeasibleSet, wanted: readonly number[]): Programme {
  const count = settings.length;
  const size = ({ step = 1 }: Setting) => step;
  const variables = settings.map((setting): Variable => {
    const { name, low, high, step } = setting;
    if (step === undefined) return { name: `setting ${name}`, lower: low, upper: high };
    return { name: `setting ${name}`, lower: firstOf(setting), upper: lastOf(setting), integer: true };
  });
  const distances = settings.map(({ name }): Variable => ({ name: `distance ${name}`, lower: 0, cost: 1 }));
  const kept = limits.map(({ name, coefficients, lower, upper }): Constraint => {
    const terms = coefficients.map((one, i) => ({ variable: i, coefficient: one * size(settings[i]) }));
    return {
      name: `limit ${name}`,
      terms: terms.filter(({ coefficient }) => coefficient !== 0),
      lower,
      upper,
    };
  });
  // Distance times range is at least the difference, to either side.
  const measured = settings.flatMap((setting, i): Constraint[] => {
    const range = setting.high - setting.low;
    const terms = (sign: number) => [
      { variable: i, coefficient: sign * size(setting) },
      { variable: count + i, coefficient: range },
    ];
    return [
      { name: `above ${setting.name}`, terms: terms(1), lower: wanted[i] },
      { name: `below ${setting.name}`, terms: terms(-1), lower: -wanted[i] },
    ];
  });
  return { goal: 'minimise', variables: [...variables, ...distances], constraints: [...kept, ...measured] };
}

/** Where only the steps stand against it the solver names nothing: then every limit is named. */
function contradictionIn(
  { constraints, variables }: Conflict,
  { settings, limits }: FeasibleSet,
): Contradiction {
  const named = limits.filter(({ name }) => constraints.includes(`limit ${name}`));
  return {
    limits: (named.length > 0 ? named : limits).map(({ name }) => name),
    settings: settings.filter(({ name }) => variables.includes(`setting ${name}`)).map(({ name }) => name),
  };
}
