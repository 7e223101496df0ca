import type { NoteCollector } from '../data/columns/column-kind.js';
import type { Table } from '../data/table.js';
import type { LoadedModel } from '../registry/model-registry.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import type { ServedView } from '../scenarios/scenario-plugin.js';
import { learnsFromInteractions } from '../tasks/index.js';
import type { RowAnswers } from '../tasks/task.js';
import { ServedModel } from './served-model.js';
import { ServedRecommender } from './served-recommender.js';

/** A version in memory, ready to answer: the one path from a table of requests to answers, whatever the door. */
export interface Served {
  readonly scenario: Scenario;
  /** `finance/credit-scoring@3` */
  readonly tag: string;
  /** Names of the result columns in a CSV, `prediction` first. */
  readonly columns: readonly string[];
  /** True when no real row stands behind it. */
  readonly synthetic: boolean;
  /** The section of its report that the industry's plug-in wrote. */
  readonly section: unknown;
  /** The table with the derived columns of the scenario's plug-in. */
  derive(declared: Table): Table;
  /** The stage that each row is answered at; undefined where the scenario has none. */
  stagesOf(declared: Table): string[] | undefined;
  /** Answers to a table of the declared columns; the notes are the table's rows'. */
  answers(declared: Table, notes?: NoteCollector): RowAnswers;
  /** What an endpoint of the plug-in may use beyond that. */
  abilities(read: (rows: readonly unknown[]) => Table): Pick<ServedView, 'prepareRows' | 'recommender'>;
  dispose(): void;
}

/** @throws DamagedFileError when a file of the version is missing or not of its form. */
export function loadServed(scenario: Scenario, loaded: LoadedModel): Served {
  const fromInteractions = learnsFromInteractions(scenario.spec.task.name);
  return (fromInteractions ? ServedRecommender : ServedModel).load(scenario, loaded);
}
