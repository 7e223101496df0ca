import { expect, it } from '@jest/globals';
import { parseIsoDate } from './calendar.js';
import { writtenLike } from './written-instant.js';
import { localClock } from './zone.js';

const hour = 3_600_000;

const later = (text: string, hours: number): string => {
  const reading = Number(parseIsoDate(text.trim()));
  return writtenLike({ text, reading }, reading + hours * hour);
};

it.each<[string, number, string]>([
  ['2024-01-31 23:00:00', 6, '2024-02-01 05:00:00'],
  ['2024-01-31T23:00', 6, '2024-02-01T05:00'],
  ['2024-01-31T23:00', 0.01, '2024-01-31T23:00:36'],
  ['2024-01-31T23:00:00Z', 1, '2024-02-01T00:00:00Z'],
  ['2024-01-31T23:00:00.000Z', 1, '2024-02-01T00:00:00.000Z'],
  ['2024-01-31T23:00:00+08:00', 1, '2024-02-01T00:00:00+08:00'],
  ['2024-01-31 23:00-0530', 1, '2024-02-01 00:00-0530'],
  [' 2024-02-28 ', 24, '2024-02-29'],
  ['2024-02-28', 1, '2024-02-28T01:00:00'],
  ['2024-01-31 23:00:00,5', 1, '2024-02-01 00:00:00,500'],
])('an instant after %j is written in the same form', (text, hours, expected) => {
  expect(later(text, hours)).toBe(expected);
});

it('a time without an offset stays on the clock of its zone, across a change of that clock', () => {
  const clock = localClock('America/Chicago');
  const reading = Date.UTC(2024, 2, 10, 6);
  const written = { text: '2024-03-10 00:00', reading, clock };
  expect(clock(reading)).toBe(parseIsoDate(written.text));
  expect(writtenLike(written, reading + 24 * hour)).toBe('2024-03-11 01:00');
});

it('a time without an offset that was read as UTC stays so whatever the zone of its column', () => {
  const reading = Date.UTC(2024, 2, 10);
  const clock = localClock('America/Chicago');
  const written = { text: '2024-03-10 00:00', reading, clock };
  expect(writtenLike(written, reading + hour)).toBe('2024-03-10 01:00');
});
