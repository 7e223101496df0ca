import { createRandom } from '../../../../core/random.js';
import { stratifiedMedoids } from '../../../../explanation/medoids.js';
import type { Table } from '../../../../tables/table.js';
import type { FittedScenario } from '../../fit/fit-scenario.js';
import { prepareTable } from '../../examples/examples.js';
import { figuresOf } from '../../tasks/figures-of.js';
import { settledOutputs } from '../../tasks/settled-outputs.js';
import { referenceWindowsText } from './reference-windows.js';

/** How many windows an answer is compared with: a window has more parts than a row, and each part costs an answer of the network. */
const windowCount = 32;

/** Of more rows to learn from only so many are looked at. */
const mostLookedAt = 1024;

/**
 * The windows that answers of a version are compared with, one medoid of each stratum of the first figure that is predicted; undefined where
 * rows are not read with those before them.
 * @param table with the rows to learn from, and those before them.
 */
export function chooseReferenceWindows(
  { task, fitted, examples, preparation, served }: FittedScenario,
  { table, development, seed }: { table: Table; development: Int32Array; seed: number },
): { text: string; rows: number } | undefined {
  if (!examples.division) return undefined;
  const whole = examples.lookAhead?.wholeWindows(table, development) ?? development;
  const candidates = whole.length > 0 ? whole : development;
  const order = createRandom(seed).fork('references').permutation(candidates.length);
  const rows = order
    .slice(0, mostLookedAt)
    .sort()
    .map((place) => candidates[place]);
  const prepared = prepareTable({ preparation, examples }, table);
  const outputs = served.model.predict(examples.inputs(prepared, rows), rows.length);
  const settled = settledOutputs({ task, examples, state: fitted.state }, outputs, { table, rows });
  const { values, width } = figuresOf(task, fitted)(settled, rows.length);
  const first = Float64Array.from(rows, (_, row) => values[row * width]);
  const { data, shape } = examples.inputs(prepared, rows).history;
  const features = { data: Float32Array.from(data), width: shape[0] * shape[1] };
  const chosen = stratifiedMedoids(features, first, windowCount).map((place) => rows[place]);
  const text = referenceWindowsText(examples.inputs(prepared, chosen), {
    ...{ seed, from: development.length, count: chosen.length },
    last: examples.lookAhead?.last?.(table, chosen),
  });
  return { text, rows: chosen.length };
}
