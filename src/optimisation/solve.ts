import type { Highs, Model } from 'highs';
import { checkProgramme } from './check-programme.js';
import { hasIntegers, modelData } from './model-data.js';
import type { Conflict, Found, Programme, Solution, SolveOptions } from './programme.js';

let loading: Promise<Highs> | undefined;

/** A solver that is loaded, and answers at once. @throws as {@link solve}. */
export type Solver = (programme: Programme, options?: SolveOptions) => Solution;

/** For who cannot wait when there is something to solve. */
export async function loadedSolver(): Promise<Solver> {
  const highs = await (loading ??= loadSolver());
  return (programme, options) => {
    checkProgramme(programme);
    return programme.variables.length === 0
      ? withoutVariables(programme)
      : solveBy(highs, programme, options);
  };
}

/**
 * Solves a programme with HiGHS (Huangfu and Hall, 2018), exactly up to its tolerances of 1e-7. The same programme has the same solution
 * on every machine: one thread, one seed, WebAssembly. It computes in the thread that asks, so what takes long belongs into a worker.
 *
 * @throws RangeError where the programme is not one (an index without a variable, bounds that cross, a name given twice)
 */
export async function solve(programme: Programme, options?: SolveOptions): Promise<Solution> {
  checkProgramme(programme);
  if (programme.variables.length === 0) return withoutVariables(programme);
  return solveBy(await (loading ??= loadSolver()), programme, options);
}

function solveBy(highs: Highs, programme: Programme, options: SolveOptions = {}): Solution {
  return highs.withModel(modelData(programme, highs.constants), (model): Solution => {
    setOptions(model, options);
    const modelStatus = statusOf(model);
    return modelStatus === undefined
      ? { state: 'no-solution' }
      : solutionOf({ highs, model, programme }, modelStatus);
  });
}

/** Undefined where the solver gave up: that of quadratic programmes ends with an error on some that have a solution. */
function statusOf(model: Model): number | undefined {
  try {
    return model.run().modelStatus;
  } catch (error) {
    if (error instanceof Error && error.name === 'HighsError') return undefined;
    throw error;
  }
}

/** Every sum is zero, which the solver leaves to who asks. */
function withoutVariables({ constraints }: Programme): Solution {
  const unmet = constraints.find(({ lower = -Infinity, upper = Infinity }) => lower > 0 || upper < 0);
  if (unmet) return { state: 'infeasible', constraints: [unmet.name], variables: [] };
  return {
    state: 'optimal',
    objective: 0,
    values: new Float64Array(),
    shadowPrices: new Float64Array(constraints.length),
    reducedCosts: new Float64Array(),
  };
}

/** Loaded by the first programme: 3.9 MB of WebAssembly that most processes never need. */
async function loadSolver(): Promise<Highs> {
  // Its types describe the CommonJS form, whose default is a key of the module's own.
  const { default: load } = (await import('highs')) as unknown as { default: () => Promise<Highs> };
  return load();
}

function setOptions(model: Model, { timeLimit, relativeGap = 0 }: SolveOptions): void {
  model.options.set({
    output_flag: false,
    mip_rel_gap: relativeGap,
    ...(timeLimit === undefined ? {} : { time_limit: timeLimit }),
  });
}

interface Solved {
  highs: Highs;
  model: Model;
  programme: Programme;
}

function solutionOf(solved: Solved, status: number): Solution {
  const { modelStatus } = solved.highs.constants;
  switch (status) {
    case modelStatus.optimal:
      return found(solved, 'optimal');
    case modelStatus.infeasible:
      return conflictOf(solved);
    case modelStatus.unboundedOrInfeasible:
      return unboundedOrInfeasible(solved);
    case modelStatus.unbounded:
      return { state: 'unbounded' };
    case modelStatus.timeLimit:
      return hasValues(solved) ? found(solved, 'time-limit') : { state: 'no-solution' };
    default:
      throw new Error(`The solver ended without an answer: status ${status}.`);
  }
}

function hasValues({ highs, model }: Solved): boolean {
  return model.info.get('primal_solution_status') === highs.constants.solutionStatus.feasible;
}

function found({ model, programme }: Solved, state: Found['state']): Found {
  const { colValue, colDual, rowDual } = model.getSolution();
  const best = { state, objective: model.getObjectiveValue(), values: Float64Array.from(colValue) };
  if (hasIntegers(programme))
    return state === 'optimal' ? best : { ...best, gap: Number(model.info.get('mip_gap')) };
  return {
    ...best,
    shadowPrices: Float64Array.from(rowDual ?? []),
    reducedCosts: Float64Array.from(colDual ?? []),
  };
}

/** Presolve may not tell which of the two it is: solved again without it, the solver knows. */
function unboundedOrInfeasible({ highs, model, programme }: Solved): Solution {
  model.clearSolver();
  model.options.set('presolve', 'off');
  const { modelStatus } = model.run();
  const { infeasible } = highs.constants.modelStatus;
  return modelStatus === infeasible ? conflictOf({ highs, model, programme }) : { state: 'unbounded' };
}

function conflictOf({ model, programme }: Solved): Conflict {
  const { rowIndex, colIndex } = model.getIis();
  return {
    state: 'infeasible',
    constraints: namesAt(programme.constraints, rowIndex),
    variables: namesAt(programme.variables, colIndex),
  };
}

function namesAt(named: readonly { name: string }[], indices: Int32Array): string[] {
  return [...indices].flatMap((index) => named[index]?.name ?? []);
}
