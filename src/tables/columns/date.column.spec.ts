import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { millisecondsPerDay, monthOfDay, parseIsoDate, weekdayOfDay } from './calendar.js';
import { CellProblem } from './column-kind.js';
import { dateSpec, encodeColumn, NoteList } from './columns.fixture.js';
import { dateColumn } from './date.column.js';

const read = dateColumn.reader(dateSpec());

describe('reading dates', () => {
  it.each<[string, string]>([
    ['2024-12-31', '2024-12-31T00:00:00Z'],
    [' 2024-02-29 ', '2024-02-29T00:00:00Z'],
    ['2024-12-31T18:30', '2024-12-31T18:30:00Z'],
    ['2024-12-31 18:30:05.25', '2024-12-31T18:30:05.250Z'],
    ['2024-12-31T18:30:00+08:00', '2024-12-31T10:30:00Z'],
    ['2024-12-31T18:30:00-0130', '2024-12-31T20:00:00Z'],
    ['1969-12-31T23:59:59Z', '1969-12-31T23:59:59Z'],
  ])('takes %j', (input, instant) => expect(read(input)).toBe(Date.parse(instant)));

  it.each(['', 'NA', null, undefined])('takes %j for missing', (input) => expect(read(input)).toBeNull());

  it.each([
    '2023-02-30',
    '2023-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-01-01T24:00',
    '2024-01-01T10:60',
    '0000-01-01',
  ])('refuses %j, which does not exist', (input) =>
    expect(read(input)).toEqual(
      new CellProblem('a day and time that exist, written YYYY-MM-DD', JSON.stringify(input)),
    ),
  );

  it.each([
    '31/12/2024',
    '2024/12/31',
    '20241231',
    '2024-1-5',
    'yesterday',
    '2024-12-31Z',
    '2024-12-31T',
    'Dec 31, 2024',
  ])('refuses %j and names the form', (input) =>
    expect((read(input) as CellProblem).expected).toBe(
      'a date written YYYY-MM-DD (ISO 8601), for instance 2024-12-31',
    ),
  );

  it('refuses numbers, which could be seconds or milliseconds', () => {
    expect(read(1735603200)).toBeInstanceOf(CellProblem);
  });

  it('agrees with Date on every day of the calendar', () => {
    const day = fc.integer({ min: Date.UTC(1, 0, 1) / millisecondsPerDay + 720_000, max: 2_932_896 });
    fc.assert(
      fc.property(day, (days) => {
        const date = new Date(days * millisecondsPerDay);
        expect(monthOfDay(days)).toBe(date.getUTCMonth());
        expect(weekdayOfDay(days)).toBe((date.getUTCDay() + 6) % 7);
        if (date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9999) {
          expect(parseIsoDate(date.toISOString().slice(0, 10))).toBe(days * millisecondsPerDay);
        }
      }),
    );
  });
});

describe('date state and features', () => {
  const days = (...texts: string[]) => texts.map((text) => Date.parse(text));

  it('gives standardised days, and month and weekday on a circle', () => {
    const column = dateSpec();
    const state = dateColumn.fit(days('2024-01-01', '2024-01-03'), column);
    const [first] = encodeColumn(days('2024-01-01'), { column, state });
    expect(first).toEqual([-1, 0, 1, 0, 1]);
    const [autumn] = encodeColumn(days('2024-10-02'), { column, state });
    expect(autumn[1]).toBeCloseTo(-1, 6);
    expect(autumn[3]).toBeCloseTo(Math.sin((2 * Math.PI * 2) / 7), 6);
  });

  it('fills with the training median and says which', () => {
    const column = dateSpec();
    const state = dateColumn.fit([...days('2024-01-01', '2024-01-02', '2024-06-01'), null], column);
    const notes = new NoteList();
    const [filled] = encodeColumn([null], { column, state, notes });
    expect(filled.slice(0, 5)).toEqual(encodeColumn(days('2024-01-02'), { column, state })[0].slice(0, 5));
    expect(filled[5]).toBe(1);
    expect(notes.notes[0][2]).toBe('a date (filled with 2024-01-02, the training median)');
  });
});
