import type { CellValue, NoteCollector } from '../tables/columns/column-kind.js';
import type { CellForm } from '../engine/wasm/rows/row-lines.js';
import type { Derivation } from '../tables/derived/derive.js';
import type { Preparation } from '../tables/preparation/preparation.js';
import type { ExplainedRow, Reason, ReferencesView } from '../explanation/explanation.js';
import type { FigureName } from '../explanation/reason-text.js';
import type { ColumnSpec } from '../tables/columns/column-spec.js';
import type { Reference } from '../tables/reference/reference.js';
import type { Table } from '../tables/table.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import type { ServedView } from '../scenarios/scenario-plugin.js';
import type { HistoryRules } from './rows/examples/examples.js';
import type { ClassColumn, GivenPrediction, RowAnswers } from './rows/tasks/task.js';
import type { PortableVersion } from './portable.js';
import type { ScoredRows, ServedFigures } from './scored-rows.js';

/** A version in memory, ready to answer: the one path from a table of requests to answers, whatever the door. */
export interface Predictor {
  readonly scenario: Scenario;
  /** `finance/credit-scoring@3` */
  readonly tag: string;
  /** Names of the result columns in a CSV, `prediction` first where there is one figure. */
  readonly columns: readonly string[];
  /** Of more than two classes the columns of their probabilities, which a CSV has only where they are asked for. */
  readonly classColumns?: readonly ClassColumn[];
  /** True when no real row stands behind it. */
  readonly synthetic: boolean;
  /** The section of its report that the industry's plug-in wrote. */
  readonly section: unknown;
  /** What rows can be compared with, of a version that was opened to answer; see `referenceOf`. */
  reference?: Reference;
  /** The table with the derived columns of the scenario. */
  derive(declared: Table): Table;
  /** The stage that each row is answered at; undefined where the scenario has none. */
  stagesOf(declared: Table): string[] | undefined;
  /** Only where a row is answered from the rows before it, too: what is to be known of these. */
  readonly history?: HistoryRules;
  /** Where a row is answered from nothing but the features of its declared columns: how these are made, and answers to them. */
  readonly fromFeatures?: FeatureAnswers;
  /** Answers to a table of the declared columns, in the order of the rows that are asked for. */
  answers(declared: Table, asked?: Asked): RowAnswers;
  /**
   * Ask again with other values: the figures of a table of the declared columns, some of whose values were changed. Nothing is written, decided or
   * remarked, so that explanations can ask thousands of times.
   */
  figures(declared: Table, asked?: Pick<Asked, 'rows'>): ServedFigures;
  /** What an endpoint of the plug-in may use beyond that. */
  abilities(
    read: (rows: readonly unknown[]) => Table,
  ): Pick<ServedView, 'prepareRows' | 'recommender' | 'policy' | 'nearest' | 'stateOf'>;
  /** What answers rest on; absent where the version cannot tell: an earlier build made it, or its figures are none that columns add to. */
  readonly reasons?: ReasonGiver;
  /**
   * Of each row of the declared columns how far it lies from what was learnt from: 1 is how far rows like those lie at most, but for one of a hundred, and a figure up to 1 says no more than that. Absent where
   * the version cannot tell: an earlier build made it, it learnt from few rows, or rows are not read one by one.
   */
  readonly distances?: (declared: Table) => Float64Array;
  /**
   * The version as one graph that other programs run, with what they must know to ask it.
   * @throws ConflictError saying which part of it has no such form.
   */
  portable(): PortableVersion;
  /** How its answers are judged when it is known what came of them; absent: they are not. */
  readonly outcomes?: OutcomeJudge;
  dispose(): void;
}

/** Judges answers that were given, whichever version is asked by now. */
export interface OutcomeJudge {
  /**
   * Answers beside what came of them, as metrics read them, in their order.
   * @param values of the target, as its column reads them.
   */
  scored(given: readonly GivenPrediction[], values: readonly CellValue[]): ScoredRows;
}

/** Explains answers to rows of the declared columns, each by itself: the same row, the same bits. */
export interface ReasonGiver {
  /** How, in a sentence. */
  readonly method: string;
  /** What answers are compared with; absent: a part of them with its absence. */
  readonly references?: ReferencesView;
  /** Whether one row comes with its reasons although nobody asks for them: where these cost little more than the answer. */
  readonly areUsual: boolean;
  /**
   * Every figure of each row, with all that adds to it.
   * @param rows positions of those that are asked for; the others are their context only. Absent: all.
   */
  explain(declared: Table, rows?: Int32Array): ExplainedRow[];
  /** Of each row so many reasons at most, the largest first; of several targets so many of each. Never a sensitive column. */
  reasons(declared: Table, most: number, rows?: Int32Array): Reason[][];
  /** How the version answers as a whole; absent where that is not told. */
  readonly overall?: OverallView;
}

/** What can be asked of a version to see what it has learnt. */
export interface OverallView {
  /** Declared columns of which features are made, as themselves or through derived ones. */
  readonly columns: readonly ColumnSpec[];
  /** What is told of each row. */
  readonly figures: readonly FigureName[];
  /** Rows that stand for those learnt from, equally many each, with these columns alone. */
  readonly rows: Table;
  /** Of each row what every column adds to every figure, `[columns, figures]`. */
  contributions(rows: Table): Float64Array[];
  /** The figures of rows as they are served. */
  answers(rows: Table): ServedFigures;
}

export interface FeatureAnswers {
  readonly preparation: Preparation;
  readonly derivation: Derivation;
  /** @param features of so many rows, `[rows, preparation.width]`, row-major; they may change afterwards. */
  outputs: (features: Float32Array, rows: number) => Float32Array;
  answers: (outputs: Float32Array) => RowAnswers;
  /** Outputs of a row. */
  readonly width: number;
  /** How the cells of the result columns follow from a row of outputs, where that can be told. */
  readonly cells?: readonly CellForm[];
}

/** What of a table is asked for. */
export interface Asked {
  /** Receives what is unusual about rows of the table. */
  notes?: NoteCollector;
  /** Positions of the rows that are asked for; the others are their context only. Absent: all. */
  rows?: Int32Array;
  /** Where rows have an order: of each row of the table its place in it as the door was given it. Absent: answers name no moment. */
  written?: readonly unknown[];
}
