import { describe, expect, it } from '@jest/globals';
import type { TrainingHistory } from '../../models/training/training-loop.js';
import { endedEarly, endedEarlyNotes } from './ended-early.js';

function historyOf(
  losses: (number | null)[],
  stoppedBy: TrainingHistory['stoppedBy'] = 'epochs',
  rate: (passed: number) => number = () => 0.01,
): TrainingHistory {
  const epochs = losses.map((validationLoss, i) => ({
    epoch: i + 1,
    epochs: losses.length,
    trainingLoss: 1,
    validationLoss,
    learningRate: rate(i / losses.length),
    seconds: i,
    rowsPerSecond: 1,
  }));
  return { epochs, bestEpoch: losses.length, stoppedBy, seconds: losses.length };
}

const falling = Array.from({ length: 20 }, (_, i) => 2 - i / 20);
const level = Array.from({ length: 20 }, (_, i) => 1 + Math.exp(-i));

describe('a training that ended by its limits', () => {
  it('ended early while the validation loss was falling', () => {
    expect(endedEarly(historyOf(falling))).toBe(true);
    expect(endedEarly(historyOf([1, 0.5], 'time'))).toBe(true);
  });

  it('did not where the loss is level or rising, was waited for, or is not known', () => {
    expect(endedEarly(historyOf(level))).toBe(false);
    expect(endedEarly(historyOf([...falling].reverse()))).toBe(false);
    expect(endedEarly(historyOf(falling, 'early-stopping'))).toBe(false);
    expect(endedEarly(historyOf(falling.map(() => null)))).toBe(false);
    expect(endedEarly(historyOf([1]))).toBe(false);
  });

  it('ended early where the loss fell as long as the learning rate let it', () => {
    const slowing = falling.map((_, i) => 1 + (1 - i / 19) ** 3);
    const cosine = (passed: number) => 1 + Math.cos(Math.PI * passed);
    expect(endedEarly(historyOf(slowing))).toBe(false);
    expect(endedEarly(historyOf(slowing, 'epochs', cosine))).toBe(true);
  });

  it('is noted once for each candidate, with the limit that ended it', () => {
    const notes = endedEarlyNotes([
      { name: 'mlp', histories: [historyOf(level), historyOf(falling), historyOf(falling)] },
      { name: 'linear', histories: [historyOf(level)] },
      { name: 'tab-m', histories: [historyOf([1, 0.5], 'time')] },
    ]);
    expect(notes.map(({ code }) => code)).toEqual(['ended-early', 'ended-early']);
    expect(notes[0].text.en).toContain('training of mlp ended after 20 epochs, by training.epochs');
    expect(notes[1].text.zh).toContain('training.maxSeconds');
  });
});
