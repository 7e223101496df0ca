import { createRandom } from '../../../core/random.js';
import { stratifiedMedoids } from '../../../explanation/medoids.js';
import { Preparation } from '../../../tables/preparation/preparation.js';
import type { Table } from '../../../tables/table.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import type { FittedScenario } from '../fit/fit-scenario.js';
import { prepareTable } from '../examples/examples.js';
import { learnDomain } from '../domain/learn-domain.js';
import { figuresOf } from '../tasks/figures-of.js';
import { playersOf } from './feature-blocks.js';
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

/**
 * The rows that answers of a version are compared with, taken from those that it learnt from; undefined where its rows are not
 * explained column by column.
 */
export function chooseReferences(
  spec: ScenarioSpec,
  { task, fitted, examples, preparation, served }: FittedScenario,
  { training, seed }: { training: Table; seed: number },
): ChosenReferences | undefined {
  if (!(preparation instanceof Preparation) || !examples.ofFeatures) return undefined;
  const random = createRandom(seed).fork('references');
  const looked = random.permutation(training.rows).slice(0, mostLookedAt).sort();
  const table = training.take(looked);
  const prepared = prepareTable({ preparation, examples }, table);
  const outputs = served.model.predict(examples.inputs(prepared), table.rows);
  const { values, width } = figuresOf(task, fitted)(outputs, table.rows);
  const first = Float64Array.from({ length: table.rows }, (_, row) => values[row * width]);
  const medoids = stratifiedMedoids(prepared.matrix, first, referenceCount);
  const names = playersOf(preparation, spec).columns.map(({ name }) => name);
  const text = referencesText(table.take(medoids).select(names), { seed, from: training.rows });
  const domain = learnDomain(spec, { table, matrix: prepared.matrix, seed }, medoids);
  return { text, rows: medoids.length, ...(domain !== undefined && { domain }) };
}
