/**
 * A programme in the form that solvers read: minimise or maximise `½ x'Qx + c'x` subject to bounds of the variables and of linear sums
 * of them. Without integers and `Q` it is linear, with integers mixed-integer, with `Q` (of continuous variables) a quadratic one.
 */

/** A decision variable. An absent bound is none: a variable without `lower` may be negative. */
export interface Variable {
  /** Unique among variables; a conflict names it. */
  name: string;
  lower?: number;
  upper?: number;
  /** What a unit of it adds to the objective; 0 where absent. */
  cost?: number;
  integer?: boolean;
}

/** `lower <= sum of coefficient * variable <= upper`. */
export interface Constraint {
  /** Unique among constraints; a conflict names it. */
  name: string;
  /** Coefficients by the index of their variable, each variable at most once. */
  terms: readonly Term[];
  lower?: number;
  upper?: number;
}

export interface Term {
  variable: number;
  coefficient: number;
}

/** An entry of the symmetric matrix `Q` of `½ x'Qx`, given once for both of its places. */
export interface QuadraticTerm {
  row: number;
  column: number;
  value: number;
}

export interface Programme {
  goal: 'minimise' | 'maximise';
  variables: readonly Variable[];
  constraints: readonly Constraint[];
  /** Positive semidefinite where the goal is to minimise, negative semidefinite where it is to maximise. */
  quadratic?: readonly QuadraticTerm[];
}

export interface SolveOptions {
  /** Seconds after which the best solution so far is taken; absent: until it is optimal. */
  timeLimit?: number;
  /** With integers: by how much of the objective a solution may miss the optimum; 0 where absent, up to the solver's tolerance. */
  relativeGap?: number;
}

/** Values of the variables in their order, and what they are worth. */
export interface Found {
  /** `time-limit`: the best that was found in time, with its `gap`. */
  state: 'optimal' | 'time-limit';
  objective: number;
  values: Float64Array;
  /** Of integers stopped by the time limit: how much of the objective the optimum can be better, as far as is known. */
  gap?: number;
  /** By how much the objective changes with a unit more of a constraint's bound; absent with integers, where it is not defined. */
  shadowPrices?: Float64Array;
  /** By how much the objective changes with a unit more of a variable that stands at a bound; absent with integers. */
  reducedCosts?: Float64Array;
}

/** No values fulfil all of it; each constraint and bound named is needed for that (an irreducible infeasible subsystem). */
export interface Conflict {
  state: 'infeasible';
  constraints: string[];
  variables: string[];
}

/** `unbounded`: the objective has no best value. `no-solution`: none was found in the time given or by what the solver can do, and none is excluded. */
export interface NothingFound {
  state: 'unbounded' | 'no-solution';
}

export type Solution = Found | Conflict | NothingFound;
