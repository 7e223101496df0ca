import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { millisecondsPerDay, monthOfDay, parseIsoDate, weekdayOfDay } from './calendar.js';
import { CellProblem } from './column-kind.js';
import { dateSpec, encodeColumn, NoteList } from './columns.fixture.js';
import { dateColumn, type DateColumnSpec, type DateState } from './date.column.js';

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

describe('the range of dates', () => {
  const instants = (...texts: string[]) => texts.map((text) => Date.parse(text));
  const training = instants('2021-01-01', '2022-06-01', '2023-09-28');
  const notesOf = (column: DateColumnSpec, state: DateState, ...texts: string[]) => {
    const notes = new NoteList();
    encodeColumn(instants(...texts), { column, state, notes });
    return notes.notes;
  };

  it('is that of the training rows where there is a trend, and says that this is carried on', () => {
    const column = dateSpec();
    const state = dateColumn.fit(training, column);
    const expected = '2021-01-01 to 2023-09-28, as in the training rows (the trend is carried on beyond)';
    expect(notesOf(column, state, '2020-12-31', '2021-01-01', '2023-09-28', '9999-12-31')).toEqual([
      [0, 'out-of-range', expected, '2020-12-31'],
      [3, 'out-of-range', expected, '9999-12-31'],
    ]);
    expect(dateColumn.parseState(JSON.parse(JSON.stringify(state)), column)).toEqual(state);
  });

  it('is not checked where a stored state has none, or nothing is carried on', () => {
    const column = dateSpec();
    const { range, ...older } = dateColumn.fit(training, column);
    expect(range).toEqual([training[0], training[2]]);
    expect(notesOf(column, dateColumn.parseState(older, column), '9999-12-31')).toEqual([]);
    const seasonal = dateSpec({ parts: ['month', 'weekday'] });
    expect(notesOf(seasonal, dateColumn.fit(training, seasonal), '9999-12-31')).toEqual([]);
  });

  it('may be declared, its last day to the end', () => {
    const column = dateSpec({ range: ['2015-01-01', '2030-12-31'], parts: ['month'] });
    const state = dateColumn.fit(training, column);
    expect(notesOf(column, state, '2014-12-31', '2015-01-01', '2030-12-31T23:59:59Z', '2031-01-01')).toEqual([
      [0, 'out-of-range', '2015-01-01 to 2030-12-31', '2014-12-31'],
      [3, 'out-of-range', '2015-01-01 to 2030-12-31', '2031-01-01'],
    ]);
    const cells = { values: instants('2014-01-01', '2020-01-01'), inputAt: () => '' };
    expect(dateColumn.review?.(cells, column)).toMatchObject([{ code: 'outside-range', rows: [0] }]);
    for (const range of [
      ['2030-12-31', '2015-01-01'],
      ['2015', '2016'],
    ])
      expect(dateColumn.schema.safeParse({ ...column, range }).success).toBe(false);
  });

  it('is not widened by placeholders, which are found', () => {
    const days = Array.from({ length: 200 }, (_, i) => Date.UTC(2021, 0, 1 + i));
    const values = [...days, Date.parse('9999-12-31'), null, Date.parse('1899-12-30')];
    expect(dateColumn.fit(values, dateSpec()).range).toEqual([days[0], days[199]]);
    const found = dateColumn.review?.({ values, inputAt: () => '' }, dateSpec());
    expect(found?.map(({ code, text, rows }) => [code, text.en.slice(0, 10), rows])).toEqual([
      ['placeholder-date', '1899-12-30', [202]],
      ['placeholder-date', '9999-12-31', [200]],
    ]);
  });

  it('holds days of birth: 1970-01-01 is one of them, unless it is far too common', () => {
    const births = Array.from({ length: 1000 }, (_, i) => Date.UTC(1940, 0, 1 + 20 * i));
    const withNewYear = (count: number) => [...births, ...Array<number>(count).fill(0)];
    const review = (values: number[]) => dateColumn.review?.({ values, inputAt: () => '' }, dateSpec());
    expect(review(withNewYear(3))).toEqual([]);
    expect(review(withNewYear(40))).toMatchObject([{ code: 'placeholder-date' }]);
  });
});
