import { figure } from '../../../../core/text/figures.js';
import type { Answer, HorizonPrediction } from '../../../answer.js';
import type { Answerer } from '../task.js';
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
  const figures = (outputs: Float32Array, row: number, moment?: number): HorizonPrediction[] =>
    horizons.map(({ name, distance }, i) => {
      const centre = value(outputs[row * horizons.length + i]);
      const half = halfWidths[i];
      const at = moment === undefined ? undefined : moment + distance;
      return {
        horizon: name,
        ...(at === undefined ? {} : { at: windows.dated ? new Date(at).toISOString() : String(at) }),
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
