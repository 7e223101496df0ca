import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidSpecificationError } from '../../core/errors.js';
import { dateSpec, encodeColumn } from './columns.fixture.js';
import type { DatePart } from './names.js';
import { dateColumn } from './date.column.js';
import { instantOnClock, localClock } from './zone.js';

const chicago = 'America/Chicago';

describe('a clock of a zone', () => {
  it.each(['America/Chicago', 'Europe/Berlin', 'Asia/Shanghai', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC'])(
    'of %s tells the instant of what it shows',
    (zone) => {
      const [clock, instantOf] = [localClock(zone), instantOnClock(zone)];
      const instant = fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2037, 0, 1) });
      fc.assert(
        fc.property(instant, (moment) => {
          const shown = clock(moment);
          expect(clock(instantOf(shown))).toBe(shown);
          expect(instantOf(shown)).toBeLessThanOrEqual(moment);
        }),
      );
    },
  );

  it('set back shows an hour twice, of which the first is meant; set forward it skips one', () => {
    const instantOf = instantOnClock('Europe/Berlin');
    expect(instantOf(Date.UTC(2024, 9, 27, 2, 30))).toBe(Date.UTC(2024, 9, 27, 0, 30));
    expect(instantOf(Date.UTC(2024, 2, 31, 2, 30))).toBe(Date.UTC(2024, 2, 31, 1, 30));
  });

  it('knows no offset to the second, and the first year as well as the last', () => {
    const read = dateColumn.reader(dateSpec({ zone: chicago }));
    const years = ['0001-01-01', '1850-07-01', '9999-12-31'].map((day) => read(day));
    expect(years).toEqual(
      ['0001-01-01T06:00Z', '1850-07-01T06:00Z', '9999-12-31T06:00Z'].map((text) => Date.parse(text)),
    );
  });

  it('that does not exist is refused', () => {
    expect(() => dateColumn.reader(dateSpec({ zone: 'Mars/Olympus' }))).toThrow(InvalidSpecificationError);
  });
});

describe('a date with a zone', () => {
  const parts: DatePart[] = ['weekday-index', 'hour-index'];
  const encoded = (zone: string | undefined, ...texts: string[]) => {
    const column = dateSpec({ zone, parts });
    const read = dateColumn.reader(column);
    const values = texts.map((text) => read(text) as number);
    return encodeColumn(values, { column, state: dateColumn.fit(values, column) });
  };

  it('is on its clock where it is written without an offset', () => {
    // A Tuesday, 18:30.
    expect(encoded(chicago, '2024-12-31T18:30', '2025-01-01T00:30Z', '2024-12-31T18:30:00-06:00')).toEqual([
      [2, 19],
      [2, 19],
      [2, 19],
    ]);
    expect(encoded(chicago, '2024-12-31')).toEqual([[2, 1]]);
    expect(encoded(undefined, '2024-12-31T18:30', '2024-12-31')).toEqual([
      [2, 19],
      [2, 1],
    ]);
  });

  it('tells its range on that clock, its last day to the end', () => {
    const column = dateSpec({ zone: chicago, range: ['2024-01-01', '2024-12-31'] });
    const read = dateColumn.reader(column);
    const values = ['2024-01-01', '2025-01-01T05:59:59Z', '2025-01-01', '2023-12-31T23:59'].map(
      (text) => read(text) as number,
    );
    expect(dateColumn.review?.({ values, inputAt: () => '' }, column)).toMatchObject([
      { code: 'outside-range', rows: [2, 3] },
    ]);
  });

  it('notes times with an offset beside times without, whatever the zone', () => {
    const texts = ['2024-12-31T18:30', ' 2024-12-31T18:30Z', '2024-12-31', '2024-12-31 18:30', '?'];
    const inputAt = (row: number) => texts[row];
    for (const [zone, told] of [
      [undefined, 'read as UTC'],
      [chicago, `on the clock of ${chicago}`],
    ] as const) {
      const column = dateSpec({ zone });
      const read = dateColumn.reader(column);
      const values = texts.map((text) => read(text));
      const [found, ...others] = dateColumn.review?.({ values, inputAt }, column) ?? [];
      expect(found).toMatchObject({ code: 'mixed-offsets', rows: [1] });
      expect(found.text.en).toContain(told);
      expect(others).toEqual([]);
      const alike = {
        values: values.filter((_, row) => row !== 1),
        inputAt: (row: number) => texts[row < 1 ? row : row + 1],
      };
      expect(dateColumn.review?.(alike, column)).toEqual([]);
    }
  });

  it('notes several offsets where no zone says what a clock shows', () => {
    const texts = ['2024-01-15T08:00+01:00', '2024-07-15T08:00+02:00', '2024-01-16T08:00+0100', '2024-01-16'];
    const review = (zone: string | undefined) => {
      const column = dateSpec({ zone });
      const values = texts.map((text) => dateColumn.reader(column)(text));
      return dateColumn.review?.({ values, inputAt: (row) => texts[row] }, column);
    };
    expect(review(undefined)).toMatchObject([{ code: 'mixed-offsets', rows: [1] }]);
    expect(review('Europe/Berlin')).toEqual([]);
  });
});
