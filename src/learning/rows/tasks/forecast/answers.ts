import { figure } from '../../../../core/text/figures.js';
import type { Answer, HorizonPrediction } from '../../../answer.js';
import { localClock } from '../../../../tables/columns/zone.js';
import { writtenLike } from '../../../../tables/columns/written-instant.js';
import type { Answerer, Moment } from '../task.js';
import type { ForecastOptions } from './options.js';

interface AnswerParts {
  options: ForecastOptions;
  /** From a raw output to the target's unit. */
  value: (output: number) => number;
  /** Brings a figure into the range of the target. */
  within: (value: number) => number;
  halfWidths: readonly (number | null)[];
  unit?: string;
}

/** One figure per horizon with its interval. */
export function forecastAnswerer({ options, value, within, halfWidths, unit }: AnswerParts): Answerer {
  const { horizons, windows } = options;
  const clock = windows.zone === undefined ? undefined : localClock(windows.zone);
  const momentAfter = ({ value: reading, written }: Moment, distance: number) => {
    const at = windows.axis.after(reading, distance);
    if (!windows.dated || typeof written !== 'string') return String(at);
    return writtenLike({ text: written, reading, clock }, at);
  };
  const figures = (outputs: Float32Array, row: number, moment?: Moment): HorizonPrediction[] =>
    horizons.map(({ name, distance }, i) => {
      const centre = value(outputs[row * horizons.length + i]);
      const half = halfWidths[i];
      return {
        horizon: name,
        ...(moment && { at: momentAfter(moment, distance) }),
        value: figure(within(centre)),
        ...(half === null
          ? {}
          : { interval: [figure(within(centre - half)), figure(within(centre + half))] }),
      };
    });
  return {
    columns: horizons.flatMap(({ name }, i) =>
      (halfWidths[i] === null ? ['value'] : ['value', 'lower', 'upper']).map((what) => `${what}_${name}`),
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
