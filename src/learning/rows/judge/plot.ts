import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { taskOf } from '../tasks/index.js';
import type { LocalisedText } from '../../../core/text/localised-text.js';
import type { RegressionPredictions } from '../../../evaluation/predictions/regression.predictions.js';
import { drawPanels } from '../../plots/panels.js';
import { scoredPanels, thinned, type PlotWords } from '../../plots/scored-panels.js';
import { numberOf } from '../../scored-rows.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { isInput, mayBeLearntFrom } from '../../../tables/columns/roles.js';
import { Table } from '../../../tables/table.js';
import { prepareTable } from '../examples/examples.js';
import type { FittedScenario } from '../fit/fit-scenario.js';
import { scenarioDerivation } from '../load/derived-columns.js';
import type { HeldOutRows } from './held-out-rows.js';
import { extent, type Point } from '../../plots/axis.js';
import { scatterPlot } from '../../plots/scatter-plot.js';

interface PlotParts {
  scenario: Scenario;
  fitted: FittedScenario;
  held: HeldOutRows;
}

const linePoints = 101;

/**
 * A picture of the rows held out, as SVG: of one number with one numeric column the points and the fitted line, of one number otherwise
 * predicted against actual values beside the diagonal; of other answers the panels that show how far they can be trusted.
 */
export function plotOf(parts: PlotParts): string {
  const { scenario, fitted, held } = parts;
  const { target, title } = scenario.spec;
  const scored = held.scored(fitted.served);
  const numbers = numberOf(scored);
  if (numbers && target?.kind === 'numeric') return numberPlot(parts, numbers);
  return drawPanels(title, scoredPanels(scored, wordsOf(parts)));
}

function wordsOf({ scenario: { spec }, held: { baselines } }: PlotParts): PlotWords {
  const { target } = spec;
  if (target?.kind !== 'categorical') return { target: target ? nameWithUnit(target) : '', baselines };
  const labels = new Map((target.categories ?? []).map(({ code, label }) => [code, both(label)]));
  const all = [...labels.values()];
  const { negative, event, positive } = target;
  if (negative !== undefined && event)
    return { target: target.name, classes: [labels.get(negative) ?? negative, both(event)] };
  if (positive === undefined) return { target: target.name, classes: all };
  const asked = labels.get(positive) ?? positive;
  return { target: target.name, classes: [...all.filter((label) => label !== asked), asked] };
}

function both({ en, zh }: LocalisedText): string {
  return en === zh ? en : `${en} · ${zh}`;
}

function nameWithUnit({ name, unit }: { name: string; unit?: string }): string {
  return unit ? `${name} (${unit})` : name;
}

function numberPlot(
  { scenario, fitted, held }: PlotParts,
  { actual, predicted }: RegressionPredictions,
): string {
  const { target, title } = scenario.spec;
  const said = target ? nameWithUnit(target) : '';
  const only = onlyNumber(scenario.spec);
  const given = only === undefined ? [] : held.table.column(only);
  const rows = [...given.keys()].filter((row) => given[row] !== null);
  if (only === undefined || rows.length === 0) {
    const points = thinned(Array.from(actual, (x, i): Point => [x, predicted[i]]));
    const ends = extent(Array.from(actual));
    const axes = { x: `actual ${said}`, y: `predicted ${said}` };
    return scatterPlot({ title: title.en, points, line: ends.map((end): Point => [end, end]), ...axes });
  }
  const points = rows.map((row): Point => [Number(given[row]), actual[row]]);
  const line = fittedLine({ scenario, fitted }, only, extent(points.map(([x]) => x)));
  return scatterPlot({ title: title.en, points: thinned(points), line, x: only, y: said });
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
