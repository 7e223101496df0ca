import { describe, expect, it } from '@jest/globals';
import { inferStep, isIrregular } from './infer-step.js';

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];

/** Moments at so many steps from a first one. */
const every = (step: number, count: number, first = '2024-01-01') =>
  Array.from({ length: count }, (_, i) => Date.parse(`${first}Z`) + i * step);

const days = (count: number, first?: string) => every(day, count, first);

const monthly = (count: number, months = 1) =>
  Array.from({ length: count }, (_, i) => Date.UTC(2018, i * months, 1));

function inferred(...series: number[][]) {
  const step = inferStep(series);
  if (step === undefined || isIrregular(step)) throw new Error(`no step: ${JSON.stringify(step)}`);
  return step;
}

describe('the step of a series', () => {
  it.each<[string, number[], string]>([
    ['seconds', every(10 * second, 50), '10s'],
    ['minutes', every(15 * minute, 50), '15min'],
    ['hours', every(hour, 50), '1h'],
    ['days', days(50), '1d'],
    ['weeks', every(7 * day, 50), '7d'],
    ['months', monthly(30), '1mo'],
    ['quarters', monthly(30, 3), '3mo'],
    ['years', monthly(30, 12), '1y'],
    ['working days', days(60).filter((time) => ![0, 6].includes(new Date(time).getUTCDay())), '1bd'],
    ['Mondays', every(7 * day, 50, '2024-01-01'), '7d'],
    ['days from Monday to Friday of one week only', days(5), '1d'],
  ])('of %s', (_, times, text) => {
    expect(inferred(times)).toMatchObject({ text, remarks: [] });
    expect(inferred(times).tolerance).toBeUndefined();
  });

  it('is that of all series, whenever each begins', () => {
    expect(inferred(every(hour, 30), every(hour, 40, '2023-05-04'))).toMatchObject({ text: '1h', share: 1 });
  });

  it('tolerates gaps, and says where the longest is', () => {
    const times = days(60).filter((_, i) => i !== 7 && (i < 20 || i > 24));
    const { text, share, remarks } = inferred(times);
    expect(text).toBe('1d');
    expect(share).toBeCloseTo(51 / 53);
    expect(remarks).toEqual([
      '6 steps of 1d are absent, the most between 2024-01-20 and 2024-01-26: the last row before stands for each',
    ]);
  });

  it('knows an hour that a clock skips in spring', () => {
    const times = every(hour, 24 * 20, '2024-03-20').filter((time) => time !== Date.UTC(2024, 2, 31, 2));
    expect(inferred(times).remarks[1]).toMatch(/absent on Sunday 2024-03-31.*zone: Europe\/Berlin/u);
  });

  it('takes midnights of a clock that is changed for days', () => {
    const offset = (time: number) => (time < Date.UTC(2024, 2, 31) ? hour : 2 * hour);
    const times = days(60, '2024-03-01').map((time) => time - offset(time));
    expect(inferred(times)).toMatchObject({ text: '1d', tolerance: '2h' });
  });

  it('takes rows near a usual step for it', () => {
    const times = every(5 * minute, 200).map((time, i) => time + ((i * 7) % 11) * second);
    expect(inferred(times)).toMatchObject({ text: '5min', tolerance: '10s' });
  });

  it('is none where distances differ: the most frequent are told', () => {
    const times = every(hour, 40).flatMap((time, i) => (i % 3 === 0 ? [time, time + 20 * minute] : [time]));
    expect(inferStep([times])).toMatchObject({
      found: [
        { distance: '1h', share: expect.closeTo(26 / 53) },
        { distance: '20min' },
        { distance: '40min' },
      ],
    });
    expect(inferStep([[1], [2]])).toBeUndefined();
  });
});
