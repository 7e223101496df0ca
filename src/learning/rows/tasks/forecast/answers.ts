import type { Answer, HorizonPrediction } from '../../../answer.js';
import { localClock } from '../../../../tables/columns/zone.js';
import { writtenLike } from '../../../../tables/columns/written-instant.js';
import type { AnsweredNumber } from '../regression/number-target.js';
import type { Answerer, Moment } from '../task.js';
import type { ForecastOptions } from './options.js';

interface AnswerParts {
  options: ForecastOptions;
  /** From the raw output of a horizon to its answer. */
  read: (output: number, horizon: number) => AnsweredNumber;
  /** Of each horizon. */
  hasWidths: readonly boolean[];
  unit?: string;
}

/** One figure per horizon with its interval. */
export function forecastAnswerer({ options, read, hasWidths, unit }: AnswerParts): Answerer {
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
    }));
  return {
    columns: horizons.flatMap(({ name }, i) =>
      (hasWidths[i] ? ['value', 'lower', 'upper'] : ['value']).map((what) => `${what}_${name}`),
    ),
    answer(outputs, row, moment): Answer {
      const prediction: Answer['prediction'] = { horizons: figures(outputs, row, moment) };
      if (unit !== undefined) prediction.unit = unit;
      return { prediction };
    },
    cells: (outputs, row) =>
      figures(outputs, row).flatMap((one) => [one.value, ...(one.interval ?? [])].map(String)),
  };
}
