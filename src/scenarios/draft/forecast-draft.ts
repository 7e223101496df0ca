import type { InferredSeries } from '../../tables/inference/infer-series.js';
import type { InferredColumn } from '../../tables/inference/inferred-column.js';
import type { InferredTarget } from '../../tables/inference/infer-target.js';
import { declarationLines, entryLines, headLines, type DraftHead } from './draft-lines.js';
import { planForecast, type ForecastPlan } from './forecast-plan.js';
import { yamlLine, yamlValue } from './yaml-text.js';

export interface ForecastDraft extends DraftHead {
  /** All of the file, the target among them. */
  columns: readonly InferredColumn[];
  target: InferredTarget;
  series: InferredSeries;
  /** Least and greatest value of the target in the file. */
  extent: readonly [low: number, high: number];
}

/** More rows than this are learnt from a random part at a time. */
const rowsOfEpoch = 60_000;
/** More columns in the history make a network slow before they help it. */
const mostOfHistory = 8;

/**
 * A `scenario.yaml` that forecasts a column of a series, with a comment `# ?` wherever a person must decide.
 * @throws InvalidInputError for a series that is too short.
 */
export function draftForecast(draft: ForecastDraft): string {
  const { target, series } = draft;
  const median = series.lengths[Math.floor(series.lengths.length / 2)];
  const plan = planForecast(series.step, median, series.order);
  const furthest = plan.horizons[plan.horizons.length - 1];
  return [
    ...headLines(draft, `What will ${target.name} be in up to ${furthest}?`),
    '',
    'columns:',
    ...draft.columns.map((column) => asOfSeries(column, draft)).flatMap(entryLines),
    '',
    'target: # the future of the column of that name',
    ...targetLines(draft).map((line) => `  ${line}`),
    '',
    ...taskLines(draft, plan),
    '',
    ...(draft.source.rows > rowsOfEpoch
      ? [`training: { epochs: 60, epochRows: ${rowsOfEpoch} } # so many rows of an epoch, others each time`]
      : []),
    `split: { method: time, column: ${yamlValue(series.order)}, test: 0.2 }`,
    'metrics: { primary: mae } # ? what a good answer is measured by',
    '',
  ].join('\n');
}

function asOfSeries(column: InferredColumn, { series, target }: ForecastDraft): InferredColumn {
  if (column.name === series.order) return asOrder(column, series);
  if (column.name === series.group) return asGroup(column, series);
  return column.name === target.name ? asHistory(column) : column;
}

/** A row without its moment belongs nowhere in the series, so it is rejected: no rule for missing values. */
function asOrder(
  { name, keys, remarks }: InferredColumn,
  { step, repeated }: InferredSeries,
): InferredColumn {
  const isWithinDay = step.unit === 'order' && step.count < 86_400_000;
  const weekly = step.unit === 'order' && step.count > 86_400_000;
  const ofDay = isWithinDay ? ['time-of-day', 'hour-index', 'weekday-index'] : ['month', 'weekday-index'];
  const parts = step.unit === 'month' || weekly ? ['month'] : ofDay;
  const { format } = keys;
  return {
    name,
    kind: 'date',
    keys: { parts, ...(format !== undefined && { format }) },
    remarks: [
      ...remarks.filter((remark) => !remark.includes('(missing)')),
      ...step.remarks,
      ...(repeated > 0
        ? [
            `${repeated} rows give a moment again: the last one counts; where a clock was set back, name its zone`,
          ]
        : []),
    ],
  };
}

function asGroup({ name, keys, categories }: InferredColumn, { lengths }: InferredSeries): InferredColumn {
  return {
    name,
    kind: 'categorical',
    keys: { encoding: 'index', ...(keys.missing === 'own-category' && { missing: 'own-category' }) },
    remarks: [
      `names ${lengths.length} series: each has something of its own that is learnt; for series that are new later on write role: context in place of encoding`,
    ],
    categories,
  };
}

/** Whole numbers may be codes elsewhere; what is forecast is a quantity, and a blank in it is filled from the series. */
function asHistory({ name, keys, remarks }: InferredColumn): InferredColumn {
  const isOfTables = /\(missing\)|if they are codes|names the row/u;
  return { name, kind: 'numeric', keys, remarks: remarks.filter((remark) => !isOfTables.test(remark)) };
}

function targetLines({ target, extent }: ForecastDraft): string[] {
  return [
    ...declarationLines({ ...target, seen: undefined }),
    yamlLine(
      'range',
      rangeAround(extent),
      'no forecast leaves it: the least and the greatest value that can be',
    ),
  ];
}

/** Half as far again as the values of the file reach, in round numbers; what was never below 0 stays above it. */
function rangeAround([low, high]: ForecastDraft['extent']): [number, number] {
  const margin = (high - low) / 2;
  const unit = 10 ** Math.floor(Math.log10(margin > 0 ? margin : 1));
  const round = (value: number) => Number((value * unit).toPrecision(12));
  return [low >= 0 ? 0 : round(Math.floor((low - margin) / unit)), round(Math.ceil((high + margin) / unit))];
}

function taskLines({ columns, target, series }: ForecastDraft, plan: ForecastPlan): string[] {
  const numbers = columns.filter(({ kind, name }) => kind === 'numeric' && name !== target.name);
  const others = numbers.map(({ name }) => name).filter((name) => name !== series.group);
  const history = [target.name, ...others.slice(0, mostOfHistory - 1)];
  const { step } = series;
  const share = `${Math.round(100 * step.share)} % of the distances between rows`;
  const options = [
    ...(series.group === undefined
      ? []
      : [`group: ${yamlValue(series.group)} # rows of one value are one series`]),
    `order: ${yamlValue(series.order)}`,
    `step: ${step.text} # ${share}`,
    ...(step.tolerance === undefined ? [] : [`tolerance: ${step.tolerance}`]),
    yamlLine('window', plan.window, 'how many steps are read, the present one among them'),
    yamlLine('history', history, 'read at every step; all other columns at the present one only'),
    yamlLine('horizons', plan.horizons, 'how far ahead an answer is needed'),
    ...(plan.seasons.length === 0
      ? []
      : [
          yamlLine(
            'seasons',
            plan.seasons,
            'after which much is the same again; the report compares with it',
          ),
        ]),
  ];
  return ['task:', '  name: forecast', '  options:', ...options.map((line) => `    ${line}`)];
}
