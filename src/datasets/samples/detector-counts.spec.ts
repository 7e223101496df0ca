import { describe, expect, it } from '@jest/globals';
import { detectorCountsMechanism, detectorCountsOptions } from './detector-counts.mechanism.js';

const options = detectorCountsOptions.parse({
  mechanism: 'detector-counts',
  seed: 1,
  rows: 288 * 10,
  testRows: 288,
  // A Saturday.
  start: '2022-12-31T00:00:00Z',
  stepMinutes: 5,
  columns: { part: 'part', time: 'time', count: 'count', lanes: 'lanes', observed: 'observed' },
  densest: 100,
});

describe('the mechanism detector-counts', () => {
  const { header, records } = detectorCountsMechanism.generate(options);
  const days = records.map(([, time]) => time.slice(0, 10));

  it('counts step by step on weekdays only', () => {
    expect(header).toEqual(['part', 'time', 'count', 'lanes', 'observed']);
    expect(records).toHaveLength(288 * 10);
    expect(records[1].slice(0, 2)).toEqual(['train', '2023-01-02 00:05:00']);
    expect([...new Set(days)]).toEqual([
      ...['2023-01-02', '2023-01-03', '2023-01-04', '2023-01-05', '2023-01-06'],
      ...['2023-01-09', '2023-01-10', '2023-01-11', '2023-01-12', '2023-01-13'],
    ]);
  });

  it('makes the last rows the test', () => {
    const parts = records.map(([part]) => part);
    expect(parts.lastIndexOf('train')).toBe(288 * 9 - 1);
    expect(parts.filter((part) => part === 'test')).toHaveLength(288);
    expect(detectorCountsMechanism.problems(options)).toEqual([]);
    expect(detectorCountsMechanism.problems({ ...options, testRows: options.rows })).toHaveLength(1);
  });

  it('has whole counts that are as many at the densest time as the options say, and few by night', () => {
    const counts = records.map(([, , count]) => Number(count));
    expect(counts.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
    const meanAt = (hour: string) => {
      const found = counts.filter((_, row) => records[row][1].slice(11, 16) === hour);
      return found.reduce((sum, count) => sum + count, 0) / found.length;
    };
    expect(Math.abs(meanAt('07:00') - 100)).toBeLessThan(15);
    expect(meanAt('02:00')).toBeLessThan(10);
  });
});
