import type { Phrase } from '../core/language/phrase-book.js';
import type { ColumnSpec } from '../tables/columns/column-spec.js';
import type { CellValue, Feature, NearValue } from '../tables/columns/column-kind.js';
import type { Answer } from '../learning/answer.js';
import type { Table } from '../tables/table.js';
import type { OptimisationSpec } from './schema/optimisation.js';
import type { ScenarioSpec } from './schema/scenario.js';
import { SetMetadata } from '@nestjs/common';

/** A linear model over prepared features: log-odds (or the standardised target) = intercept + sum of weight x feature. */
export interface LinearView {
  intercept: number;
  weights: { feature: Feature; weight: number }[];
}

/** What a plug-in may read when a version has been trained. */
export interface TrainedView {
  /** The linear model trained beside the network, when the task trains one. */
  linear?: LinearView;
  /** The training rows: columns of every role, the derived ones, and the targets. */
  training: Table;
  /** Of each training row 1 where the event happened, else 0; absent where the question is not whether something happens. */
  events?: ArrayLike<number>;
  /** As the scenario declares them, whatever their role and without the derived ones; the model reads the inputs only (`isInput`). */
  columns: readonly ColumnSpec[];
  /** Those that are worked out from these; the model reads them all. */
  derived: readonly Pick<ColumnSpec, 'name'>[];
  /** One row per row of the table, row-major: the prepared features of any rows. */
  prepare: (table: Table) => { data: Float32Array; width: number };
}

/** What a recommender answers beside its lists; products by id or title. */
export interface RecommenderView {
  /** The list for one request, as `predict` would give it; what it does not know is left out. */
  recommend: (row: unknown) => readonly unknown[];
  /** Whether there is a product of this id or title. */
  has: (item: string) => boolean;
  /** Products that are liked by the same customers, the nearest first. */
  similar: (
    item: string,
    k: number,
  ) => {
    item: string;
    title: string;
    customers: number;
    similar: { item: string; title: string; similarity: number; common: number; lift: number }[];
  };
  /** @throws NotFoundError when the data hold no ratings. */
  rate: (customer: string, item: string) => { rating?: number; interval?: [number, number] };
}

/** What an endpoint of a plug-in may use of the served model. */
export interface ServedView {
  /** The plug-in's own section of the champion's report. */
  section: unknown;
  /** What the task learnt for its answers, as it is stored: thresholds, and what the decision rule keeps. Absent where it is a recommender. */
  policy?: unknown;
  /**
   * What was learnt about a column from the training rows, as its kind stores it; undefined for one that nothing was learnt of. Absent where no
   * columns are prepared.
   */
  stateOf?: (column: string) => unknown;
  /** As the scenario declares it. */
  decision?: ScenarioSpec['decision'];
  /** `finance/credit-scoring@3` */
  model: string;
  /**
   * Read, derive and prepare rows as `predict` would.
   * @throws InvalidInputError naming each wrong field.
   */
  prepareRows: (rows: readonly unknown[]) => {
    data: Float32Array;
    width: number;
    features: readonly Feature[];
  };
  /** The values of a column in the training that are most alike to one, the nearest first; undefined where its kind cannot tell. */
  nearest?: (column: string, value: CellValue, k: number) => NearValue[] | undefined;
  /** Of a scenario that recommends; absent for every other. */
  recommender?: RecommenderView;
  /**
   * Answer rows as `predict` would, without the envelope.
   * @throws InvalidInputError naming each wrong field.
   */
  answerRows: (rows: readonly unknown[]) => PluginAnswer[];
  /**
   * Rows as the table that `predict` prepares: read and checked, derived columns included.
   * @throws InvalidInputError naming each wrong field.
   */
  readRows: (rows: readonly unknown[]) => Table;
  /**
   * Answer the last row of each series of a history, as `predict` would.
   * @param pointer of the list in the request, for the errors.
   * @throws InvalidInputError naming each wrong field, and where the scenario reads no history.
   */
  answerHistory: (rows: readonly unknown[], pointer: string) => PluginAnswer[];
  /**
   * Possible futures of the last row of each series of a history, `[paths, horizons]` in the unit of the target: together they have the
   * distribution that is forecast of each horizon, and horizons go together as errors did on rows held out.
   * @param pointer of the list in the request, for the errors.
   * @throws InvalidInputError as `answerHistory`, and where the scenario forecasts no quantiles.
   */
  pathsOfHistory: (rows: readonly unknown[], pointer: string) => number[][][];
  /** As the scenario declares them, whatever their role: a row has them all, and the model reads the inputs only (`isInput`). */
  columns: readonly ColumnSpec[];
  /** How settings are proposed, where the scenario says so. */
  optimisation?: OptimisationSpec;
}

/** The figures and the action of one answer, as every door gives them; the fields depend on the task. */
export type PluginAnswer = Answer;

/** What every answer of an endpoint begins with, whatever the plug-in adds. */
export interface EndpointStanding {
  /** `finance/credit-scoring@3` */
  model: string;
  /** English; absent where the scenario declares none. */
  notice?: string;
  /** True when no real row stands behind the model. */
  syntheticModel: boolean;
}

/** An extra way to ask a scenario: `METHOD /v1/{industry}/{scenario}/{name}` and `sextant ask S NAME [JSON]`. */
export interface ScenarioEndpoint {
  name: string;
  method: 'GET' | 'POST';
  summary: { en: string; zh: string };
  /** A body that works as it stands; absent: that of `predict`. */
  example?: unknown;
  /** A search or the like, which asks the model thousands of times: a server answers it in a process of its own. */
  heavy?: boolean;
  /**
   * `body` is the parsed JSON of the request, undefined for GET.
   * @returns the plug-in's own fields; which version answers and what stands behind it is put before them.
   */
  handle(body: unknown, served: ServedView): object | Promise<object>;
}

/**
 * An industry's own rules for one scenario. Every member is optional; a scenario without a plug-in is complete.
 * Register with `@Plugin('finance/credit-scoring')` on a provider of the industry's module.
 */
export interface ScenarioPlugin {
  /** A section of the version's report: `report.json` under `plugin`. Plain JSON. */
  report?(trained: TrainedView): unknown;
  readonly endpoints?: readonly ScenarioEndpoint[];
  /** What its answers and refusals say, in both languages; what is missing stays English. */
  readonly phrases?: readonly Phrase[];
}

export const pluginMetadata = 'sextant:scenario-plugin';

/** Marks a provider as the plug-in of a scenario, to be found by Nest's discovery. */
export const Plugin = (scenario: string): ClassDecorator => SetMetadata(pluginMetadata, scenario);
