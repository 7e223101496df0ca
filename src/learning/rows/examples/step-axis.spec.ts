import { describe, expect, it } from '@jest/globals';
import { parseIsoDate } from '../../../tables/columns/calendar.js';
import { parseDuration, stepAxis } from './step-axis.js';

const at = (text: string): number => Number(parseIsoDate(text));
const written = (value: number): string => new Date(value).toISOString().slice(0, 16);

it.each<[string, ReturnType<typeof parseDuration>]>([
  ['5min', { unit: 'order', count: 300_000 }],
  ['1mo', { unit: 'month', count: 1 }],
  ['2y', { unit: 'month', count: 24 }],
  ['5bd', { unit: 'business day', count: 5 }],
  ['1.5mo', undefined],
  ['0d', undefined],
])('%s is a distance', (text, distance) => {
  expect(parseDuration(text)).toEqual(distance);
});

describe('an axis of months', () => {
  const axis = stepAxis({ unit: 'month', step: 1 });

  it('has every month one step from the next, whatever its days', () => {
    const places = ['2023-12-31', '2024-01-01', '2024-02-29', '2024-03-01'].map((day) => axis.place(at(day)));
    expect(places.map((place) => place - places[0])).toEqual([0, 1, 2, 3]);
  });

  it.each([
    ['2024-01-15', 1, '2024-02-15T00:00'],
    ['2024-01-31', 1, '2024-02-29T00:00'],
    ['2023-11-30T06:00', 14, '2025-01-30T06:00'],
  ])('after %s come, %i months on, %s', (from, months, expected) => {
    expect(written(axis.after(at(from), months))).toBe(expected);
  });

  it('follows the clock of its zone', () => {
    const here = stepAxis({ unit: 'month', step: 1, zone: 'America/Chicago' });
    const midnight = at('2024-03-01T06:00Z');
    expect(here.place(midnight - 1)).toBe(here.place(midnight) - 1);
    expect(written(here.after(midnight, 1))).toBe('2024-04-01T05:00');
  });
});

describe('an axis of business days', () => {
  const axis = stepAxis({ unit: 'business day', step: 1 });

  it('has Monday one step from Friday, and the weekend with the Friday', () => {
    const days = ['2024-03-01', '2024-03-02', '2024-03-03', '2024-03-04', '2024-03-05'];
    const places = days.map((day) => axis.place(at(day)));
    expect(places.map((place) => place - places[0])).toEqual([0, 0, 0, 1, 2]);
  });

  it('goes on over weekends, and back before 1970', () => {
    expect(written(axis.after(at('2024-03-01'), 1))).toBe('2024-03-04T00:00');
    expect(written(axis.after(at('2024-03-01'), 6))).toBe('2024-03-11T00:00');
    expect(axis.place(at('1969-12-29')) - axis.place(at('1969-12-26'))).toBe(1);
  });
});

it('a tolerance takes what is near to a step for it, and leaves the rest', () => {
  const axis = stepAxis({ unit: 'order', step: 300_000, tolerance: 5000 });
  const times = ['08:00:03', '08:04:58', '08:07:00'].map((time) => at(`2024-01-01T${time}`));
  expect(times.map((time) => written(axis.place(time)).slice(11))).toEqual(['08:00', '08:05', '08:07']);
  expect(written(axis.after(times[0], 300_000))).toBe('2024-01-01T08:05');
});
