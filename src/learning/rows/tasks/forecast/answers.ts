import type { Answer, HorizonPrediction } from '../../../answer.js';
import { crossingColumns } from '../crossing-probabilities.js';
import { localClock } from '../../../../tables/columns/zone.js';
import { writtenLike } from '../../../../tables/columns/written-instant.js';
import type { AnsweredHorizon } from './horizon-widths.js';
import type { Answerer, Moment } from '../task.js';
import type { HorizonLimits } from './horizon-crossings.js';
import type { ForecastOptions } from './options.js';

interface AnswerParts {
  options: ForecastOptions;
  /** From the raw output of a horizon to its answer. */
  read: (output: number, horizon: number) => AnsweredHorizon;
  /** The shares that intervals are meant to hold, the widest last, and of each horizon whether its interval is known. */
  levels: readonly { coverage: number; known: readonly boolean[] }[];
  unit?: string;
  /** What is asked about limits, where a decision is about any. */
  limits?: HorizonLimits;
}

/** One figure per horizon with its interval. */
export function forecastAnswerer({ options, read, levels, unit, limits }: AnswerParts): Answerer {
  const { horizons, windows } = options;
  const clock = windows.zone === undefined ? undefined : localClock(windows.zone);
  const momentAfter = ({ value: reading, written }: Moment, distance: number) => {
    const at = windows.axis.after(reading, distance);
    if (!windows.dated || typeof written !== 'string') return String(at);
    return writtenLike({ text: written, reading, clock }, at);
  };
  const figures = (outputs: Float32Array, row: number, moment?: Moment): HorizonPrediction[] =>
    horizons.map(({ name, distance }, i) => ({
      horizon: name,
      ...(moment && { at: momentAfter(moment, distance) }),
      ...read(outputs[row * horizons.length + i], i),
      ...limits?.at(outputs[row * horizons.length + i], i),
    }));
  const columnsOf = (i: number) => [
    ...figureColumns(levels, i),
    ...(limits?.known[i] ? [...crossingColumns(limits), 'decision'] : []),
  ];
  const decides = limits?.known.includes(true) ?? false;
  return {
    columns: [
      ...horizons.flatMap(({ name }, i) => columnsOf(i).map((what) => `${what}_${name}`)),
      ...(decides ? ['decision'] : []),
    ],
    answer(outputs, row, moment): Answer {
      const prediction: Answer['prediction'] = { horizons: figures(outputs, row, moment) };
      if (unit !== undefined) prediction.unit = unit;
      const decision = limits?.gravest(prediction.horizons ?? []);
      return decision ? { prediction, decision } : { prediction };
    },
    cells(outputs, row) {
      const all = figures(outputs, row);
      const decision = limits?.gravest(all);
      return [...all.flatMap(cellsOf), ...(decision ? [decision.action] : [])].map(String);
    },
  };
}

function cellsOf({ value, interval, bands = [], crossings = [], decision }: HorizonPrediction) {
  const probabilities = crossings.map(({ probability }) => probability);
  const narrower = bands.slice(0, -1).flatMap((band) => band.interval);
  return [value, ...(interval ?? []), ...narrower, ...probabilities, ...(decision ? [decision.action] : [])];
}

/** Of a horizon: its value, the ends of its widest interval, and those of the narrower ones. */
function figureColumns(levels: AnswerParts['levels'], horizon: number): string[] {
  if (!levels[levels.length - 1].known[horizon]) return ['value'];
  const narrower = levels.slice(0, -1).flatMap(({ coverage }) => {
    const percent = Number((100 * coverage).toFixed(3));
    return [`lower_${percent}`, `upper_${percent}`];
  });
  return ['value', 'lower', 'upper', ...narrower];
}
