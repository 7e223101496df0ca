import { describe, expect, it } from '@jest/globals';
import { daysFromCivil, easterOfYear, monthOfDay, weekOfDay, yearOfDay } from './calendar.js';

const days = (text: string) => Date.parse(text) / 86_400_000;

describe('the calendar', () => {
  it('has the year and the month of every day as Date has them', () => {
    for (let day = days('1895-12-20'); day < days('2105-01-10'); day += 13) {
      const date = new Date(day * 86_400_000);
      expect([yearOfDay(day), monthOfDay(day)]).toEqual([date.getUTCFullYear(), date.getUTCMonth()]);
    }
  });

  // Of ISO 8601, and of the retail weeks that end on a Friday: Thanksgiving is the same week in each year.
  it.each([
    ['2009-12-31', 53],
    ['2010-01-03', 53],
    ['2010-01-04', 1],
    ['2012-01-01', 52],
    ['2010-11-26', 47],
    ['2011-11-25', 47],
    ['2012-11-23', 47],
    ['1969-12-29', 1],
  ])('has the week of %s', (text, week) => {
    expect(weekOfDay(days(text))).toBe(week);
  });

  it.each([
    [1818, 3, 22],
    [1943, 4, 25],
    [2000, 4, 23],
    [2010, 4, 4],
    [2011, 4, 24],
    [2012, 4, 8],
    [2038, 4, 25],
  ])('has Easter of %i', (year, month, day) => {
    expect(easterOfYear(year)).toBe(daysFromCivil(year, month, day));
  });
});
