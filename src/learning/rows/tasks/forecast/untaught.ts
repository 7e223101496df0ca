import type { LocalisedText } from '../../../../core/text/localised-text.js';
import type { Table } from '../../../../tables/table.js';
import { SeriesIndex } from '../../examples/series.js';
import type { UntaughtRows } from '../../examples/examples.js';
import type { ForecastOptions } from './options.js';

/**
 * Rows that nothing is learnt from although their series goes on: at one of the horizons no row lies, or one without a value. The
 * last rows of a series, whose future is not there yet, are no such rows.
 */
export function untaughtRows(table: Table, target: string, options: ForecastOptions): UntaughtRows {
  const { windows, horizons } = options;
  const series = new SeriesIndex(table, windows);
  const values = table.column(target);
  const furthest = horizons[horizons.length - 1].distance;
  const rows = Array.from(values.keys()).filter((row) => {
    if (values[row] === null || series.isSuperseded(row)) return false;
    if (series.times[row] + furthest > series.end(row)) return false;
    return horizons.some(({ distance }) => {
      const at = series.at(row, series.times[row] + distance);
      return at < 0 || values[at] === null;
    });
  });
  return { rows, text: reasonOf(rows.length, series, options) };
}

function reasonOf(count: number, series: SeriesIndex, { windows, horizons }: ForecastOptions): LocalisedText {
  const names = horizons.map(({ name }) => name).join(', ');
  const advice = adviceOf(series, windows);
  return {
    en: `${count} rows teach nothing: at one of the horizons (${names}) their series has no row with a value.${advice.en}`,
    zh: `${count} 行未被学习：在某个预测步长（${names}）上，其序列没有带数值的行。${advice.zh}`,
  };
}

function adviceOf(series: SeriesIndex, windows: ForecastOptions['windows']): LocalisedText {
  const { unit, step, tolerance, dated } = windows;
  const off = (time: number) => Math.abs(time - Math.round(time / step) * step);
  const most = series.times.reduce((furthest, time) => Math.max(furthest, off(time)), 0);
  if (unit === 'order' && tolerance === undefined && most > 0 && most < step / 4) {
    const near = dated ? `${Math.ceil(most / 1000)}s` : String(most);
    return {
      en: ` All rows are near to a multiple of the step: "tolerance: ${near}" in task.options takes them for it.`,
      zh: `所有行都接近步长的整数倍：在 task.options 中写 "tolerance: ${near}" 即按该时刻处理。`,
    };
  }
  if (!dated || unit !== 'order') return { en: '', zh: '' };
  return {
    en: ' A step of 1mo or 1bd counts months or business days.',
    zh: '步长 1mo 按月、1bd 按工作日计数。',
  };
}
