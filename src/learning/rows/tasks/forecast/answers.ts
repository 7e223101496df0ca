import type { Answer, HorizonPrediction } from '../../../answer.js';
import { crossingColumns } from '../crossing-probabilities.js';
import { localClock } from '../../../../tables/columns/zone.js';
import { writtenLike } from '../../../../tables/columns/written-instant.js';
import type { Answerer, Moment } from '../task.js';
import type { HorizonLimits } from './horizon-crossings.js';
import type { AnsweredHorizon } from './horizon-widths.js';
import type { ForecastOptions } from './options.js';

/** What a kind of forecast makes of its outputs. */
export interface ForecastReader {
  /** Of a row, horizon by horizon. */
  read(outputs: Float32Array, row: number): AnsweredHorizon[];
  /** Of each horizon the names of what is told of it, in the order of {@link cellsOf}. */
  columns: readonly (readonly string[])[];
  /** What is asked about limits, where a decision is about any. */
  limits?: HorizonLimits;
  paths?: Answerer['paths'];
}

interface AnswerParts {
  options: ForecastOptions;
  reader: ForecastReader;
  unit?: string;
}

/** One figure per horizon with its interval. */
export function forecastAnswerer({ options, reader, unit }: AnswerParts): Answerer {
  const { horizons, windows } = options;
  const { columns, limits, paths } = reader;
  const clock = windows.zone === undefined ? undefined : localClock(windows.zone);
  const momentAfter = ({ value: reading, written }: Moment, distance: number) => {
    const at = windows.axis.after(reading, distance);
    if (!windows.dated || typeof written !== 'string') return String(at);
    return writtenLike({ text: written, reading, clock }, at);
  };
  const figures = (outputs: Float32Array, row: number, moment?: Moment): HorizonPrediction[] => {
    const read = reader.read(outputs, row);
    return horizons.map(({ name, distance }, i) => ({
      horizon: name,
      ...(moment && { at: momentAfter(moment, distance) }),
      ...read[i],
    }));
  };
  const columnsOf = (i: number) => [
    ...columns[i],
    ...(limits?.known[i] ? [...crossingColumns(limits), 'decision'] : []),
  ];
  const decides = limits?.known.includes(true) ?? false;
  return {
    columns: [
      ...horizons.flatMap(({ name }, i) => columnsOf(i).map((what) => `${what}_${name}`)),
      ...(decides ? ['decision'] : []),
    ],
    ...(paths && { paths }),
    answer(outputs, row, known): Answer {
      const prediction: Answer['prediction'] = { horizons: figures(outputs, row, known?.moment) };
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

function cellsOf({
  value,
  interval,
  bands = [],
  quantiles = [],
  crossings = [],
  decision,
}: HorizonPrediction) {
  const probabilities = crossings.map(({ probability }) => probability);
  const narrower = bands.slice(0, -1).flatMap((band) => band.interval);
  const spread = [...(interval ?? []), ...narrower, ...quantiles.map((quantile) => quantile.value)];
  return [value, ...spread, ...probabilities, ...(decision ? [decision.action] : [])];
}
