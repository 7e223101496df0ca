import type { Answer, HorizonPrediction } from '../../../answer.js';
import { localClock } from '../../../../tables/columns/zone.js';
import { writtenLike } from '../../../../tables/columns/written-instant.js';
import type { AnsweredNumber } from '../regression/number-target.js';
import type { Answerer, Moment } from '../task.js';
import type { ForecastOptions } from './options.js';

/** What is answered of one horizon. */
type AnsweredHorizon = AnsweredNumber & Pick<HorizonPrediction, 'quantiles'>;

/** What a kind of forecast makes of its outputs. */
export interface ForecastReader {
  /** Of a row, horizon by horizon. */
  read(outputs: Float32Array, row: number): AnsweredHorizon[];
  /** Of each horizon. */
  hasWidths: readonly boolean[];
  /** Levels of the quantiles, where there are any. */
  levels?: readonly number[];
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
  const { hasWidths, levels = [], paths } = reader;
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
  return {
    columns: horizons.flatMap(({ name }, i) =>
      [
        ...(hasWidths[i] ? ['value', 'lower', 'upper'] : ['value']),
        ...levels.map((level) => `q${level}`),
      ].map((what) => `${what}_${name}`),
    ),
    ...(paths && { paths }),
    answer(outputs, row, moment): Answer {
      const prediction: Answer['prediction'] = { horizons: figures(outputs, row, moment) };
      if (unit !== undefined) prediction.unit = unit;
      return { prediction };
    },
    cells: (outputs, row) =>
      figures(outputs, row).flatMap(({ value, interval = [], quantiles = [] }) =>
        [value, ...interval, ...quantiles.map((one) => one.value)].map(String),
      ),
  };
}
