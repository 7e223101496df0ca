import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../../core/random.js';
import { betterBaselineNotes } from './better-baselines.js';

const rows = 300;
const random = createRandom(3);
const actual = Float64Array.from({ length: 2 * rows }, (_, i) => (i % 7 === 5 ? NaN : 10 * random.normal()));
const off = (deviation: number) =>
  actual.map((value) => (Number.isNaN(value) ? 0 : value + deviation * random.normal()));
const scored = {
  horizons: 2,
  actual,
  predicted: off(1).map((value, i) => (i % 2 === 0 ? value : value + 4)),
};
const baselines = {
  'last value': off(3),
  // Nothing is known of the first half.
  'season 1d': off(2).map((value, i) => (i < rows ? NaN : value)),
};

describe('a baseline that is better than the forecast', () => {
  it('is noted at its horizon, and only where it is better by more than chance', () => {
    const notes = betterBaselineNotes({ names: ['1h', '1d'], scored, baselines }, 1);
    expect(notes.map(({ code }) => code)).toEqual(['baseline-better', 'baseline-better']);
    expect(notes[0].text.en).toMatch(
      /^At 1d last value alone is better than the forecast: mean absolute error 2\.\d{4} beside [34]\.\d{4}\.$/,
    );
    expect(notes[1].text.en).toMatch(/^At 1d season 1d alone is better .* 1\.\d{4} beside [34]\.\d{4}\.$/);
    const same = { ...baselines, 'last value': scored.predicted };
    expect(
      betterBaselineNotes(
        { names: ['1h', '1d'], scored, baselines: { 'last value': same['last value'] } },
        1,
      ),
    ).toEqual([]);
  });

  it('is none where it has nothing to say', () => {
    const silent = { 'season 1d': new Float64Array(2 * rows).fill(NaN) };
    expect(betterBaselineNotes({ names: ['1h', '1d'], scored, baselines: silent }, 1)).toEqual([]);
  });
});
