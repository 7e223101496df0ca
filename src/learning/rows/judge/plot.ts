import { taskSpecOf } from '../../../scenarios/task-spec.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { taskOf } from '../tasks/index.js';
import { hasNumber, numberOf } from '../../scored-rows.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { isInput, mayBeLearntFrom } from '../../../tables/columns/roles.js';
import { Table } from '../../../tables/table.js';
import { prepareTable } from '../examples/examples.js';
import type { FittedScenario } from '../fit/fit-scenario.js';
import { scenarioDerivation } from '../load/derived-columns.js';
import type { HeldOutRows } from './held-out-rows.js';
import { extent, scatterPlot, type Point } from './scatter-plot.js';

interface PlotParts {
  scenario: Scenario;
  fitted: FittedScenario;
  held: HeldOutRows;
}

const linePoints = 101;
/** More would only cover each other and swell the file. */
const mostPoints = 2000;

/** Whether versions of this scenario come with a picture. */
export function hasPlot(spec: ScenarioSpec): boolean {
  return hasNumber(taskOf(spec).predictionKind(taskSpecOf(spec)));
}

/**
 * A picture of a regression on the rows held out, as SVG: with one numeric column the points and the fitted line, otherwise
 * predicted against actual values beside the diagonal. Undefined for other tasks.
 */
export function plotOf({ scenario, fitted, held }: PlotParts): string | undefined {
  const numbers = numberOf(held.scored(fitted.served));
  const { target, title } = scenario.spec;
  if (!numbers || target?.kind !== 'numeric') return undefined;
  const { actual, predicted } = numbers;
  const only = onlyNumber(scenario.spec);
  const given = only === undefined ? [] : held.table.column(only);
  const rows = [...given.keys()].filter((row) => given[row] !== null);
  const unit = target.unit ? ` (${target.unit})` : '';
  if (only === undefined || rows.length === 0) {
    const points = thinned(Array.from(actual, (x, i): Point => [x, predicted[i]]));
    const ends = extent(Array.from(actual));
    const axes = { x: `actual ${target.name}${unit}`, y: `predicted ${target.name}${unit}` };
    return scatterPlot({ title: title.en, points, line: ends.map((end): Point => [end, end]), ...axes });
  }
  const points = rows.map((row): Point => [Number(given[row]), actual[row]]);
  const line = fittedLine({ scenario, fitted }, only, extent(points.map(([x]) => x)));
  return scatterPlot({ title: title.en, points: thinned(points), line, x: only, y: `${target.name}${unit}` });
}

/** At most {@link mostPoints} of the points, evenly spaced among them. */
function thinned(points: readonly Point[]): readonly Point[] {
  const step = Math.ceil(points.length / mostPoints);
  return step <= 1 ? points : points.filter((_, i) => i % step === 0);
}

/** The one column that answers hang on, where it is a number. */
function onlyNumber(spec: ScenarioSpec): string | undefined {
  const { columns, derived } = spec;
  const read = columns.filter((column) => isInput(column) || (derived.length > 0 && mayBeLearntFrom(column)));
  const seriesHangOnOthers = columns.length > 1 && taskOf(spec).reads === 'windows';
  if (read.length !== 1 || seriesHangOnOthers) return undefined;
  const [only] = read;
  return only.kind === 'numeric' && isInput(only) ? only.name : undefined;
}

/** The served model's predictions at evenly spaced values of the only column that answers hang on. */
function fittedLine(
  { scenario: { spec }, fitted: learnt }: Omit<PlotParts, 'held'>,
  only: string,
  [low, high]: [number, number],
): Point[] {
  const { preparation, examples, task, fitted, served } = learnt;
  const xs = Array.from({ length: linePoints }, (_, i) => low + ((high - low) * i) / (linePoints - 1));
  const declared = Table.fromColumns([{ name: only, type: 'number', values: xs }]);
  const prepared = prepareTable({ preparation, examples }, scenarioDerivation(spec).learn(declared));
  const outputs = served.model.predict(examples.inputs(prepared), xs.length);
  const targets = { data: new Float32Array(outputs.length), width: outputs.length / xs.length };
  const numbers = numberOf(task.scored(outputs, targets, fitted));
  return numbers ? xs.map((x, i): Point => [x, numbers.predicted[i]]) : [];
}
