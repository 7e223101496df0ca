import { describe, expect, it } from '@jest/globals';
import { createSchedule, scheduleNames, scheduleSchema, type Schedule } from './index.js';

const schedule = (spec: unknown, epochs = 10): Schedule => createSchedule(scheduleSchema.parse(spec), epochs);

describe('learning-rate schedules', () => {
  it('constant stays', () => {
    expect(schedule({ name: 'constant' }).factor(7)).toBe(1);
  });

  it('cosine falls from 1 to its floor along half a wave', () => {
    const cosine = schedule({ name: 'cosine', floor: 0.2 });
    expect(cosine.factor(0)).toBe(1);
    expect(cosine.factor(5)).toBeCloseTo(0.6);
    expect(cosine.factor(10)).toBeCloseTo(0.2);
  });

  it('cosine begins after its warm-up', () => {
    const cosine = schedule({ name: 'cosine', warmUpEpochs: 2 });
    expect(cosine.factor(0.5)).toBeCloseTo(0.25);
    expect(cosine.factor(2)).toBe(1);
    expect(cosine.factor(6)).toBeCloseTo(0.5);
  });

  it('step falls in stairs, exponential smoothly', () => {
    const step = schedule({ name: 'step', every: 3, decay: 0.5 });
    expect([0, 2.9, 3, 6].map((epoch) => step.factor(epoch))).toEqual([1, 1, 0.5, 0.25]);
    expect(schedule({ name: 'exponential', decay: 0.9 }).factor(2)).toBeCloseTo(0.81);
  });

  it('plateau falls when the loss stands still, not below its floor', () => {
    const plateau = schedule({ name: 'plateau', patience: 2, decay: 0.5, floor: 0.4 });
    const factors = [5, 4, 4, 4, 3, 3, 3, 3].map((loss) => {
      plateau.observe(loss);
      return plateau.factor(0);
    });
    expect(factors).toEqual([1, 1, 1, 0.5, 0.5, 0.5, 0.4, 0.4]);
  });

  it.each(scheduleNames)('%s passes observations through its warm-up and stays within 0 and 1', (name) => {
    const warmed = schedule({ name, warmUpEpochs: 1 });
    for (let epoch = 0; epoch < 10; epoch += 0.25) {
      const factor = warmed.factor(epoch);
      expect(factor).toBeGreaterThanOrEqual(0);
      expect(factor).toBeLessThanOrEqual(1);
      warmed.observe(1);
    }
  });
});
