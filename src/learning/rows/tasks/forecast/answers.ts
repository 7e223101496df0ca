import type { Answer, HorizonPrediction } from '../../../answer.js';
import { crossingColumns } from '../crossing-probabilities.js';
import { localClock } from '../../../../tables/columns/zone.js';
import { writtenLike } from '../../../../tables/columns/written-instant.js';
import type { AnsweredNumber } from '../regression/number-target.js';
import type { Answerer, Moment } from '../task.js';
import type { HorizonLimits } from './horizon-crossings.js';
import type { ForecastOptions } from './options.js';

interface AnswerParts {
  options: ForecastOptions;
  /** From the raw output of a horizon to its answer. */
  read: (output: number, horizon: number) => AnsweredNumber;
  /** Of each horizon. */
  hasWidths: readonly boolean[];
  unit?: string;
  /** What is asked about limits, where a decision is about any. */
  limits?: HorizonLimits;
}

/** One figure per horizon with its interval. */
export function forecastAnswerer({ options, read, hasWidths, unit, limits }: AnswerParts): Answerer {
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
    ...(hasWidths[i] ? ['value', 'lower', 'upper'] : ['value']),
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

function cellsOf({ value, interval, crossings = [], decision }: HorizonPrediction) {
  const probabilities = crossings.map(({ probability }) => probability);
  return [value, ...(interval ?? []), ...probabilities, ...(decision ? [decision.action] : [])];
}
