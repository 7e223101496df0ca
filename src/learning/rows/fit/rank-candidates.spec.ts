import { describe, expect, it } from '@jest/globals';
import type { FittedScenario } from './fit-scenario.js';
import { reasonOf } from '../judge/sections.js';
import { bestOf, type RankedCandidate } from './rank-candidates.js';

const ranked = (name: string, primary: number, loss: number) => ({ name, primary, loss }) as RankedCandidate;
const reason = (candidates: RankedCandidate[]) =>
  reasonOf({ candidates, served: bestOf(candidates, 'auc') } as FittedScenario, 'auc');

describe('the choice between candidates', () => {
  it('is by the primary metric, whichever way it is better, and the first of equals', () => {
    const all = [ranked('a', 0.7, 0.1), ranked('b', 0.8, 0.2), ranked('c', 0.8, 0.05)];
    expect(bestOf(all, 'auc').name).toBe('b');
    expect(bestOf(all, 'rmse').name).toBe('a');
    expect(reason(all)).toBe(
      "highest auc on the rows that no candidate's member learnt from (a 0.7000, b 0.8000, c 0.8000)",
    );
  });

  it('is by the loss where the primary metric is not defined, and says so', () => {
    const all = [ranked('a', NaN, 0.2), ranked('b', NaN, 0.1)];
    expect(bestOf(all, 'auc').name).toBe('b');
    expect(reason(all)).toBe(
      "lowest loss, for auc is not defined, on the rows that no candidate's member learnt from (a 0.2000, b 0.1000)",
    );
  });
});
