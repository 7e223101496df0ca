import type { ErrorDetail } from '../core/errors.js';
import type { DatasetCatalogue } from '../datasets/dataset-catalogue.js';
import type { MetricName } from '../evaluation/metrics/names.js';
import type { PredictionKind } from '../evaluation/predictions/index.js';
import type { LoadedModel } from '../registry/model-registry.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import type { Profile } from '../tables/profile/profile-schema.js';
import type { FoldResult } from './fold-result.js';
import type { RowFilter } from './loading/raw-rows.js';
import type { DataSource } from './data-source.js';
import type { CandidateProgress } from './fitting/fit-candidate.js';
import type { TaskName } from './names.js';
import type { Predictor } from './predictor.js';
import type { ReportSections } from './report.js';
import type { ScoredRows, ServedFigures } from './scored-rows.js';
import type { TrainingNote } from './training-note.js';

/**
 * A way of learning: what its data are, how it is fitted, judged and stored, and how a stored version is opened again to answer. A family is
 * one folder here; nothing outside of it asks which one it is.
 */
export interface Family {
  readonly name: string;
  /** The tasks whose scenarios it learns. */
  readonly tasks: readonly TaskName[];
  /** How much of a request is answered beside the event loop's other work. */
  readonly lightWork: LightWork;
  /** What of a specification does not fit the family or its task; empty when all is well. */
  check(spec: ScenarioSpec): ErrorDetail[];
  /** @throws InvalidInputError when no other networks can be tried for the scenario. */
  checkSearch(scenario: Scenario): void;
  /** The form of predictions, and so the metrics, that a scenario has. */
  predictionKind(spec: ScenarioSpec): PredictionKind;
  /** How rows are read together with the rows before them; undefined where each stands for itself. */
  history(spec: ScenarioSpec): HistoryDescription | undefined;
  /** Whether its versions tell what each part of what they answer from adds to an answer; absent: they do not. */
  explains?(spec: ScenarioSpec): boolean;
  /** Whether its versions tell what every column does on the whole; absent: they do not. */
  hasImportance?(spec: ScenarioSpec): boolean;
  /** Whether its answers can be judged when it is known what came of them; absent: they cannot. */
  judgesAnswers?(spec: ScenarioSpec): boolean;
  /** Names of the columns that an answer can rest on: a row of a file without a value in any of them is none. */
  answeredFrom(spec: ScenarioSpec): string[];
  /** Columns that a table to learn from must have where these are others than the declared ones and the target; absent: they are not. */
  learntFrom?(spec: ScenarioSpec): string[];
  /**
   * Read what is learnt from: `options.file` when given, else the scenario's dataset or its own CSV file.
   * @throws InvalidInputError when columns are missing or most rows cannot be read.
   */
  load(scenario: Scenario, datasets: DatasetCatalogue, options?: LoadOptions): Promise<LoadedData>;
  /**
   * Profile a file of rows: as those of a training, but the target may be absent.
   * @throws InvalidInputError when columns are missing or records are not well formed; NotFoundError; TooLargeError.
   */
  profile(scenario: Scenario, datasets: DatasetCatalogue, file: string): Promise<FileProfile>;
  /**
   * Ask a stored version the rows of a file of which it is known what came of them.
   * @throws InvalidInputError when columns are missing, most rows cannot be read or none can be judged; NotFoundError; TooLargeError;
   * DamagedFileError when the version does not fit the scenario any more.
   */
  evaluate(scenario: Scenario, version: LoadedModel, asked: FileToJudge): Promise<JudgedFile>;
  /** @throws DamagedFileError when a file of the version is missing or not of its form. */
  open(scenario: Scenario, version: LoadedModel): Predictor | Promise<Predictor>;
}

/** What the rows of a file are like, read as a scenario reads them. */
export interface FileProfile {
  profile: Profile;
  /** Rows left out because a value could not be read. */
  rejected: number;
}

export interface FileToJudge {
  datasets: DatasetCatalogue;
  file: string;
  /** What the file is written in; absent: UTF-8. */
  encoding?: string;
  /** By which products are held out where a version ranks them. */
  seed: number;
}

/** The answers of a version to the rows of a file, beside what came of them. */
export interface JudgedFile {
  source: DataSource;
  leftOut: {
    /** Rows that could not be read. */
    unreadable: number;
    /** Rows of which it is not known what came of them. */
    unlabelled: number;
    /** Rows that were read together with those that were judged, and not judged themselves. */
    context: number;
  };
  scored: ScoredRows;
  /** What is said by who knows no feature but the mean or the base rate of these very rows. */
  constant: ScoredRows;
  /** The same rows as they were known at each stage; absent where the scenario has none. `scored` is the first. */
  stages?: { stage: string; scored: ScoredRows }[];
  /** Of a target that lies ahead: figures at each distance beside what could be said without a model. Plain JSON. */
  details?: unknown;
}

export interface LightWork {
  bytes: number;
  rows: number;
}

/** The column of the series, if there are several, the one that orders it, and how many steps are read. */
export interface HistoryDescription {
  group?: string;
  order: string;
  window: number;
}

export interface LoadOptions {
  file?: string;
  /** What the file is written in, by a name of the WHATWG encoding standard; absent: UTF-8. */
  encoding?: string;
  /** Other rows are left aside; those that remain are numbered anew. */
  where?: RowFilter;
}

/** Data of a scenario in memory. */
export interface LoadedData {
  readonly source: DataSource;
  /** What should be known of the data; empty when nothing is unusual. */
  readonly notes: readonly TrainingNote[];
  /**
   * Hold rows out for the report, and learn from the others.
   * @throws InvalidInputError, InvalidSpecificationError, CancelledError.
   */
  fit(request: FitRequest): Promise<Learnt>;
  /**
   * What each of several versions says of the rows held out that none of them has learnt from, beside what happened. Absent: the family
   * cannot ask versions without fitting one. Undefined where a version learnt from other data, which may hold these rows, or no row is left.
   * @throws DamagedFileError when a version does not fit the scenario any more.
   */
  judgeHeldOut?(versions: readonly LoadedModel[]): ScoredRows[] | undefined;
  /**
   * Divide the rows of the source into folds, in the way that rows are held out for a report.
   * @throws InvalidInputError where rows are not held out by chance, or are too few.
   */
  divide(request: DivideRequest): DividedRows;
  /** Learn from the rows outside a fold alone, and measure on those inside. */
  evaluateFold(request: FoldRequest): Promise<FoldResult>;
}

export interface FitRequest {
  seed: number;
  /** Minutes in which other networks are tried beside the configured one. */
  search?: number;
  onProgress?: (progress: CandidateProgress) => void;
  signal?: AbortSignal;
}

export interface DivideRequest {
  /** Number of folds, at least 2. */
  k: number;
  /** How often all rows are divided, each time otherwise. */
  repeats: number;
  seed: number;
}

export interface DividedRows {
  /** Such as `stratified`. */
  method: string;
  /** Of each repeat the fold (0 to k - 1) of every row of the source; -1 for a row that cannot be judged. */
  repeats: Int32Array[];
}

export interface FoldRequest {
  repeat: number;
  fold: number;
  /** Of every row of the source its fold. */
  folds: Int32Array;
  /** What the candidates are compared by. */
  metric: MetricName;
  /** Of a scenario with stages the one that is measured; default: the first. */
  stage?: string;
  seed: number;
  signal?: AbortSignal;
}

/** Two versions asked the same rows. */
export interface ScoredPair {
  own: ScoredRows;
  other: ScoredRows;
}

/** What a version keeps of the rows that it learnt from. */
export interface KeptRows {
  /** So many rows as they are. */
  rows?: number;
  /** So many rows with those before them, as numbers that a network reads. */
  windows?: number;
}

/** What was learnt from the rows that were not held out. Dispose frees the networks. */
export interface Learnt {
  /** The report's sections about the rows held out, which are predicted once. */
  judge(): ReportSections;
  /**
   * The answers to rows held out beside those of another version. Rows that it is known to have learnt from are left out; undefined
   * when none are left.
   * @throws DamagedFileError when the other version does not fit the scenario any more.
   */
  beside(other: LoadedModel): ScoredPair | undefined;
  /** What the rows are like that were learnt from. */
  profile(): Profile;
  /** What of the rows that were learnt from the version keeps, to explain answers by it; absent: nothing. */
  kept?(): KeptRows;
  /** What is said of the rows held out, where there is a figure for each; absent or undefined: there is none. */
  heldOutFigures?(): ServedFigures | undefined;
  /** Networks and preparation of the version, and `plot.svg` of the rows held out, by name. */
  files(): Record<string, string | Uint8Array>;
  dispose(): void;
}
