import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { scoringProgress, type ProgressStream, type ScoringProgress } from './progress.js';

/** Standard error as it would be, with what was written to it. */
function standardError(isTTY: boolean): { stream: ProgressStream; written: () => string } {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  const terminal = {
    isTTY,
    columns: 120,
    cursorTo: () => true,
    clearLine: () => true,
    moveCursor: () => true,
  };
  return { stream: Object.assign(stream, terminal), written: () => text };
}

const before = { rows: 0, bytes: 0 };
const half: ScoringProgress = { before, rows: 1_234_567, bytes: 500, bytesTotal: 1000, seconds: 10 };
const all: ScoringProgress = { before, rows: 2_469_134, bytes: 1000, bytesTotal: 1000, seconds: 20 };
const unknownEnd: ScoringProgress = { before, rows: 2000, bytes: 500, seconds: 10 };

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('progress that is no terminal', () => {
  it('is a line every five seconds, without control characters', () => {
    const { stream, written } = standardError(false);
    const progress = scoringProgress(stream);
    progress.update(half);
    expect(written()).toBe('');
    jest.advanceTimersByTime(5000);
    progress.update(half);
    progress.update(half);
    jest.advanceTimersByTime(4999);
    progress.update(all);
    expect(written()).toBe('1,234,567 rows (50 %), 123,457 rows/s, 10 s left\n');
    jest.advanceTimersByTime(1);
    progress.update(all);
    progress.stop();
    expect(written().split('\n').slice(1)).toEqual(['2,469,134 rows (100 %), 123,457 rows/s, 0 s left', '']);
  });

  it('counts the speed of this run, not what a run before it had done', () => {
    const { stream, written } = standardError(false);
    const progress = scoringProgress(stream);
    jest.advanceTimersByTime(5000);
    progress.update({
      rows: 3000,
      bytes: 750,
      before: { rows: 2000, bytes: 500 },
      bytesTotal: 1000,
      seconds: 10,
    });
    expect(written()).toBe('3,000 rows (75 %), 100 rows/s, 10 s left\n');
  });

  it('knows no share and no end of standard input', () => {
    const { stream, written } = standardError(false);
    const progress = scoringProgress(stream);
    jest.advanceTimersByTime(5000);
    progress.update(unknownEnd);
    expect(written()).toBe('2,000 rows, 200 rows/s\n');
  });
});

describe('progress on a terminal', () => {
  it('is a bar with share, rows, speed and time left, drawn to its end', () => {
    const { stream, written } = standardError(true);
    const progress = scoringProgress(stream);
    progress.update(half);
    expect(written()).toContain('50% | 1,234,567 rows | 123,457 rows/s | 10 s left');
    jest.advanceTimersByTime(1000);
    progress.update(all);
    progress.stop();
    expect(written()).toContain('100% | 2,469,134 rows | 123,457 rows/s | 0 s left');
    expect(written().endsWith('\n')).toBe(true);
  });

  it('shows rows and speed alone while the end is unknown', () => {
    const { stream, written } = standardError(true);
    const progress = scoringProgress(stream);
    progress.update(unknownEnd);
    jest.advanceTimersByTime(1000);
    progress.update({ ...unknownEnd, rows: 4000, seconds: 20 });
    progress.stop();
    expect(written()).toContain('2,000 rows | 200 rows/s');
    expect(written()).toContain('4,000 rows | 200 rows/s');
    expect(written()).not.toMatch(/%|left|NaN/);
  });

  it('draws nothing when nothing was scored', () => {
    const { stream, written } = standardError(true);
    scoringProgress(stream).stop();
    expect(written()).toBe('');
  });
});
