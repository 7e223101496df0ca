import { parseIsoDate } from '../columns/calendar.js';
import { compileDateFormat } from '../columns/date-format.js';
import { missingRemark, type ColumnTexts, type InferredColumn } from './inferred-column.js';

const days = [
  'dd.MM.yyyy',
  'd.M.yyyy',
  'yyyy/MM/dd',
  'yyyy/M/d',
  'dd/MM/yyyy',
  'd/M/yyyy',
  'MM/dd/yyyy',
  'M/d/yyyy',
  'yyyy.MM.dd',
  'dd-MM-yyyy',
  'yyyy年M月d日',
];
const times = ['', ' HH:mm', ' HH:mm:ss', ' H:mm'];
/** Digits alone are a number as well, so these must look like days of our time. */
const digitsOnly = 'yyyyMMdd';

/** A column whose texts are all dates of one form. */
export function inferDate({ name, values, missing }: ColumnTexts): InferredColumn | undefined {
  const remarks = missing > 0 ? [missingRemark(missing)] : [];
  const keys = missing > 0 ? { missing: 'median' } : {};
  if (values.every((text) => typeof parseIsoDate(text) === 'number')) {
    const timed = values.some((text) => /\d[T ]\d/u.test(text));
    const parts = timed ? { parts: ['trend', 'month', 'weekday', 'time-of-day'] } : {};
    return { name, kind: 'date', keys: { ...parts, ...keys }, remarks };
  }
  const fitting = [...times.flatMap((time) => days.map((day) => day + time)), digitsOnly].filter((format) =>
    readsAll(format, values),
  );
  const [format, ...others] = fitting;
  if (format === undefined) return undefined;
  const second = others.find((other) => isOtherOrder(format, other));
  return {
    name,
    kind: 'date',
    keys: { format, ...keys },
    remarks:
      second === undefined ? remarks : [`${format} or ${second}? every date can be read as both`, ...remarks],
  };
}

function readsAll(format: string, values: readonly string[]): boolean {
  const { parse } = compileDateFormat(format);
  if (format === digitsOnly && !values.every((text) => /^(?:19|20)\d{6}$/u.test(text))) return false;
  return values.every((text) => typeof parse(text) === 'number');
}

/** Whether two forms put day and month in different places. */
function isOtherOrder(one: string, other: string): boolean {
  const dayFirst = (format: string) => format.indexOf('d') < format.indexOf('M');
  return dayFirst(one) !== dayFirst(other);
}
