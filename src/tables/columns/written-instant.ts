import { millisecondsPerDay, parseIsoDate } from './calendar.js';

const form = /^\d{4}-\d{2}-\d{2}(?:([T ])\d{2}:\d{2}(:\d{2}(?:([.,])\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/iu;

interface Written {
  /** How an instant was written that `reading` gave. */
  text: string;
  reading: number;
  /** From an instant to what the clock of the column's zone shows, as if that were UTC; absent without a zone. */
  clock?: (instant: number) => number;
}

/**
 * An instant in the form in which another one of the same rows was written: a day or a time, its separator, with the offset that it
 * had or without one. Nothing is added but what the instant needs: a time of day, seconds, their fraction.
 * @param instant milliseconds since 1970 UTC.
 */
export function writtenLike(written: Written, instant: number): string {
  const text = written.text.trim();
  const [, separator = 'T', seconds, point = '.', offset = ''] = form.exec(text) ?? [];
  const shown = new Date(instant + shiftOf(written, text, { offset, instant })).toISOString();
  const isDay = !text.includes(':');
  if (isDay && shown.endsWith('T00:00:00.000Z')) return shown.slice(0, 10);
  const fraction = shown.slice(20, 23);
  const withFraction = fraction !== '000' || /[.,]/u.test(seconds ?? '');
  const withSeconds = isDay || withFraction || seconds !== undefined || shown.slice(17, 19) !== '00';
  return [
    `${shown.slice(0, 10)}${separator}${shown.slice(11, 16)}`,
    withSeconds ? shown.slice(16, 19) : '',
    withFraction ? `${point}${fraction}` : '',
    offset,
  ].join('');
}

/** How far the written clock is before UTC at an instant, in milliseconds. */
function shiftOf(
  { reading, clock }: Written,
  text: string,
  { offset, instant }: { offset: string; instant: number },
): number {
  const wall = parseIsoDate(offset === '' ? text : text.slice(0, -offset.length));
  if (typeof wall !== 'number') return 0;
  // A time without an offset was read on the clock of the zone, whose offset may be another one at the other instant.
  if (offset === '' && clock && clock(reading) === wall && wall !== reading) return clock(instant) - instant;
  const shift = wall - reading;
  return Math.abs(shift) < millisecondsPerDay ? shift : 0;
}
