import { createRandom } from '../../../core/random.js';
import { stratifiedMedoids } from '../../../explanation/medoids.js';
import { Preparation, type FeatureMatrix } from '../../../tables/preparation/preparation.js';
import { stagesOfRows } from '../../../tables/preparation/stages.js';
import type { Table } from '../../../tables/table.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import type { FittedScenario } from '../fit/fit-scenario.js';
import { prepareTable } from '../examples/examples.js';
import { learnDomain } from '../domain/learn-domain.js';
import { figuresOf } from '../tasks/figures-of.js';
import { columnsRead } from './columns-read.js';
import { referencesText } from './references.js';

/** How many rows an answer is compared with; what more of them cost and change: docs/decisions/0042-reasons.md. */
const referenceCount = 64;

/** Of more rows to learn from only so many are looked at. */
const mostLookedAt = 4096;

/** The file of a version with its references, and how many they are. */
export interface ChosenReferences {
  text: string;
  rows: number;
  /** The file with how far rows usually lie from them, where that can be told. */
  domain?: string;
}

/** What references are picked by. */
interface Seen {
  /** Features on comparable scales. */
  matrix: FeatureMatrix;
  /** One figure a row. */
  predicted: Float64Array;
}

interface ToPickFrom {
  training: Table;
  seed: number;
  /** The columns that are kept. */
  names: readonly string[];
  see: (table: Table) => Seen;
}

/**
 * The rows that answers of a version are compared with, taken from those that it learnt from; undefined where its rows are not
 * explained column by column.
 */
export function chooseReferences(
  spec: ScenarioSpec,
  { task, fitted, examples, preparation, served }: FittedScenario,
  { training, seed }: { training: Table; seed: number },
): ChosenReferences | undefined {
  if (!examples.ofFeatures) return undefined;
  const names = columnsRead(preparation, spec).map(({ name }) => name);
  const known = spec.stages.length === 0 ? training : knownToTheEnd(training, spec.stages);
  if (known.rows === 0) return undefined;
  const see = (table: Table): Seen => {
    const prepared = prepareTable({ preparation, examples }, table);
    const outputs = served.model.predict(examples.inputs(prepared), table.rows);
    const { values, width } = figuresOf(task, fitted)(outputs, table.rows);
    const predicted = Float64Array.from({ length: table.rows }, (_, row) => values[row * width]);
    return { matrix: prepared.matrix, predicted };
  };
  const { text, rows, table, matrix, medoids } = pickReferences({ training: known, seed, names, see });
  const domain =
    preparation instanceof Preparation ? learnDomain(spec, { table, matrix, seed }, medoids) : undefined;
  return { text, rows, ...(domain !== undefined && { domain }) };
}

/** One medoid of each stratum of what is predicted of the rows; see `stratifiedMedoids`. */
export function pickReferences({ training, seed, names, see }: ToPickFrom) {
  const random = createRandom(seed).fork('references');
  const looked = random.permutation(training.rows).slice(0, mostLookedAt).sort();
  const table = training.take(looked);
  const { matrix, predicted } = see(table);
  const medoids = stratifiedMedoids(matrix, predicted, referenceCount);
  const text = referencesText(table.take(medoids).select(names), { seed, from: training.rows });
  return { text, rows: medoids.length, table, matrix, medoids };
}

/** The rows of which everything is known that the last stage reads: as they were known at any other follows from them. */
function knownToTheEnd(training: Table, stages: ScenarioSpec['stages']): Table {
  const stageOfRow = stagesOfRows(training, stages);
  return training.take(
    Int32Array.from(stageOfRow.keys()).filter((row) => stageOfRow[row] === stages.length - 1),
  );
}
