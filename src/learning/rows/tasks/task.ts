import type { z } from 'zod';
import type { CellForm } from '../../../engine/wasm/rows/row-lines.js';
import type { CellValue } from '../../../tables/columns/column-kind.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import type { PredictionKind } from '../../../evaluation/predictions/index.js';
import type { DecisionSpec, DecisionSubject } from '../../../decisions/decision.js';
import type { Answer, Prediction } from '../../answer.js';
import type { TargetColumn } from '../../../scenarios/targets.js';
import type { GraphBuilder, Reference } from '../../../models/portable/graph.js';
import type { PortableOutput } from '../../portable.js';
import type { ScoredRows, ServedFigures } from '../../scored-rows.js';
import type { TrainingNote } from '../../training-note.js';
import type { EncodedTargets, Head } from '../../targets.js';
import type { Examples, TargetValue } from '../examples/examples.js';
import type { NetworkInput } from '../../../models/architectures/names.js';
import type { IntervalWidths, RowTaskName } from '../names.js';

/** What a task reads of a scenario's declaration. */
export interface TaskSpec {
  /** The only target, or the first. */
  target: TargetColumn;
  /** All of them. */
  targets?: readonly TargetColumn[];
  /** The task's own options, as `task.options` of the specification has them. */
  options?: Readonly<Record<string, unknown>>;
  /** The declared columns, for tasks whose options name some. */
  columns?: readonly ColumnSpec[];
  /** The columns that are worked out from these. */
  derived?: readonly Pick<ColumnSpec, 'name' | 'missing'>[];
  decision?: DecisionSpec;
  /** How wide intervals are; absent: as the task has it. */
  intervals?: IntervalWidths;
}

/** A row's place in its order. */
export interface Moment {
  value: number;
  /** As the row gave it. */
  written: unknown;
}

/** What is known of a row beside what the model gives. */
export interface KnownOfRow {
  /** Where rows have an order and the door knows how it was written. */
  moment?: Moment;
  /** Codes of the notes of its values, for answerers that read them. */
  remarks?: readonly string[];
}

/** A part of a graph, and what it means. */
export interface PortableFigure extends PortableOutput {
  from: Reference;
}

export interface PortableFigures {
  /** In the order of `servedFigures`. */
  figures: PortableFigure[];
  /** What they come from, where it says more. */
  beside?: PortableFigure[];
}

/** What a target should be, and what it is. */
export interface TargetProblem {
  expected: string;
  received: string;
}

/**
 * Turns one row of a model's outputs into the answer of every door. `outputs` is row-major `[rows, width]`.
 */
export interface Answerer {
  answer(outputs: Float32Array, row: number, known?: KnownOfRow): Answer;
  /** Names of the CSV columns, `prediction` first where there is one figure. */
  readonly columns: readonly string[];
  /** The same figures as text, one per column. */
  cells(outputs: Float32Array, row: number, known?: KnownOfRow): string[];
  /** How these texts follow from a row of outputs, one form per column, for who writes them without `cells`; absent: nobody does. */
  readonly forms?: readonly CellForm[];
  /** Whether the action depends on what is remarked about a row. */
  readonly readsRemarks?: boolean;
  /**
   * Possible futures of a row, unrounded, `[paths, horizons]`: only of a forecast that learnt how its errors go together.
   */
  paths?(outputs: Float32Array, row: number): number[][];
  /** The probability of each class, where there are more than two: columns that a CSV has only where they are asked for. */
  readonly classes?: ClassCells;
}

/** A result column for each of more than two classes. */
export interface ClassCells {
  readonly columns: readonly ClassColumn[];
  /** One text per column. */
  cells(outputs: Float32Array, row: number): string[];
}

/** A class as answers call it, and the name of the column with its probability. */
export interface ClassColumn {
  label: string;
  name: string;
}

/** The answers of the rows of one table, whatever the task. */
export interface RowAnswers {
  answer(row: number): Answer;
  /** One text for each result column. */
  cells(row: number): string[];
  /** One text for each class, where there are columns of them. */
  classCells?(row: number): string[];
  /** The figures of all rows, unrounded; absent: there are none. */
  figures?(): ServedFigures;
  /** See {@link Answerer.paths}; undefined where there are none. */
  paths?(row: number): number[][] | undefined;
}

/** What of an answer is judged when it is known what came of it. */
export type GivenPrediction = Pick<Prediction, 'probability' | 'probabilities' | 'value'>;

/**
 * One kind of question. `State` is what is learnt about the target from training rows (classes, mean, ...), `Policy` what
 * is learnt from rows that the network did not see (thresholds, interval widths); both are plain JSON.
 */
export interface Task<State = unknown, Policy = unknown, Value extends TargetValue = CellValue> {
  readonly name: RowTaskName;
  /** What its networks read of a row. */
  readonly reads: NetworkInput;
  /** Whether one network can learn several of its targets, an output each. */
  readonly joinsTargets?: boolean;
  /** Whether the target is the future of an input column, under the same name. */
  readonly looksAhead?: boolean;
  /** How wide a scenario may declare its intervals; absent: not at all. */
  readonly intervals?: readonly IntervalWidths[];
  /** What a scenario may set under `task.options`; absent: nothing. */
  readonly options?: z.ZodType;
  /** @throws InvalidSpecificationError when the target or an option is none that this task can take. */
  check(spec: TaskSpec): void;
  /** The form of predictions, and so the metrics, that a target of this declaration has. */
  predictionKind(spec: TaskSpec): PredictionKind;
  /** What its answers tell that a decision rule can decide on; absent or undefined: nothing. */
  decidesOn?(spec: TaskSpec): DecisionSubject | readonly DecisionSubject[] | undefined;
  /**
   * Why a row with this value of its target cannot be learnt from; absent: the column alone decides what can be read. Of several targets
   * `place` says which it is.
   */
  targetProblem?(spec: TaskSpec): (value: CellValue, place: number) => TargetProblem | undefined;
  /** How rows become examples. */
  examples(spec: TaskSpec): Examples;
  fitTarget(values: readonly Value[], spec: TaskSpec): State;
  encodeTargets(values: readonly Value[], state: State): EncodedTargets;
  /** The code of a class per row, to stratify a split by; absent for targets that have none. */
  strata?(values: readonly Value[], state: State): string[];
  /** The classes of which these rows have none; absent for targets that have no classes. */
  absentClasses?(values: readonly Value[], state: State): { code: string; label: string }[];
  head(state: State): Head;
  /**
   * From what a network gives to outputs about the target itself, where it learns something else of it, such as a change; absent: they are.
   * @param last what each row knows of the target, see `LookAhead.last`.
   */
  settled?(outputs: Float32Array, last: Float64Array, state: State): Float32Array;
  /** The outputs of a model that knows no feature: one row, from the training targets. */
  constantOutputs(targets: EncodedTargets, state: State): Float32Array;
  /** Outputs beside what happened, as metrics read them. */
  scored(
    outputs: Float32Array,
    targets: EncodedTargets,
    fitted: { state: State; policy?: Policy },
  ): ScoredRows;
  /** Answers that were given, beside what came of them, as metrics read them; absent: they are not judged afterwards. */
  scoredAnswers?(
    given: readonly GivenPrediction[],
    targets: EncodedTargets,
    fitted: { state: State; policy?: Policy },
  ): ScoredRows;
  /** Learn thresholds and widths from outputs on rows that the network did not see. */
  fitPolicy(outputs: Float32Array, targets: EncodedTargets, state: State, spec: TaskSpec): Policy;
  answerer(state: State, policy: Policy, spec: TaskSpec): Answerer;
  /** The figures that are served, as nodes of a graph behind the outputs; absent: more than the outputs of its row make them. */
  portable?(graph: GraphBuilder, outputs: Reference, state: State): PortableFigures;
  /** Curves, confusion, costs ... of rows held out, for the report. Plain JSON. */
  details(
    outputs: Float32Array,
    targets: EncodedTargets,
    fitted: {
      state: State;
      policy: Policy;
      /** What the rows teach, as it was before it was encoded. */
      values?: readonly Value[];
      /** See `LookAhead.baselines`. */
      baselines?: Readonly<Record<string, Float64Array>>;
      /** The rule by which the answers decide. */
      decision?: DecisionSpec;
    },
  ): unknown;
  /** What should be known of the rows held out before anything else of the report. */
  notes?(
    outputs: Float32Array,
    targets: EncodedTargets,
    fitted: {
      state: State;
      policy: Policy;
      /** See `LookAhead.baselines`. */
      baselines?: Readonly<Record<string, Float64Array>>;
      /** Of the resampling. */
      seed: number;
    },
  ): TrainingNote[];
  /** @throws DamagedFileError for JSON that is no state or policy of this task. */
  parse(json: unknown): { state: State; policy: Policy };
}
