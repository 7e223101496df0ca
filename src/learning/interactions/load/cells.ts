import { shown, type ErrorDetail } from '../../../core/errors.js';
import { parseIsoDate } from '../../../tables/columns/calendar.js';

export function numberOf(text: string): number | undefined {
  const value = text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Reads the cells of a column of times, all of which are written as the first is: numbers, or ISO 8601. */
export class TimeReader {
  private form: 'a number' | 'an ISO 8601 time' | undefined;

  constructor(private readonly column: string) {}

  /** The number that orders rows; of an ISO 8601 time milliseconds since 1970 (UTC when no offset is written). */
  read(text: string): number | ErrorDetail {
    const number = numberOf(text);
    const instant = number === undefined ? parseIsoDate(text.trim()) : 'form';
    const time = number ?? instant;
    const { column } = this;
    if (time === 'form') {
      const expected = this.form ?? 'a number, or an ISO 8601 time as 2024-12-31 or 2024-12-31T18:30:00';
      return { column, expected, received: shown(text) };
    }
    if (time === 'value') return { column, expected: 'a day and time that exist', received: shown(text) };
    const form = number === undefined ? 'an ISO 8601 time' : 'a number';
    this.form ??= form;
    if (form === this.form) return time;
    return { column, expected: `${this.form}, as in the first row`, received: shown(text) };
  }
}
