import { describe, expect, it } from '@jest/globals';
import { whatDecides } from './what-decides.js';

const decided = { negative: { count: 5, positives: 1 }, review: { count: 2, positives: 1 } };
const crossing = {
  horizon: '6h',
  limit: 75,
  side: 'above',
  rows: 10,
  share: 0.5,
  brier: 0.12,
  ece: 0.03,
  baselines: { 'share of the training rows': { brier: 0.25 }, 'by the last value': { brier: 0.2 } },
  reliability: [{ lower: 0, upper: 0.1, count: 4, meanProbability: 0.05, observedRate: 0.25 }],
  decisions: {
    decided: { ...decided, positive: { count: 3, positives: 3 } },
    meanCost: 0.4,
    meanCostAllNegative: 1.5,
    meanCostAllPositive: 0.5,
  },
};

describe('the tables of crossings', () => {
  it('have scores beside what needs no model, what was predicted beside what happened, and the decisions', () => {
    const also = { ...crossing, limit: 35, decisions: undefined, brier: null };
    const tables = whatDecides({ details: { crossings: [crossing, also] } });
    expect(tables.map(({ title }) => title)).toEqual([
      'Probability of crossing a limit: Brier score beside what can be said without a model',
      'Calibration above 75 at 6h: what was predicted beside what happened',
      'Calibration above 35 at 6h: what was predicted beside what happened',
      'Decisions above 75 at 6h',
    ]);
    expect(tables[0].rows).toEqual([
      [
        'limit',
        'rows',
        'crossed',
        'calibration error',
        'Brier',
        'share of the training rows',
        'by the last value',
      ],
      ['above 75 at 6h', '10', '0.5000', '0.0300', '0.1200', '0.2500', '0.2000'],
      ['above 35 at 6h', '10', '0.5000', '0.0300', '–', '0.2500', '0.2000'],
    ]);
    expect(tables[1].rows[1]).toEqual(['0.0500', '0.2500', '4']);
    expect(tables[3].rows[1]).toEqual(['negative', '5', '1']);
    expect(tables[3].summary).toBe(
      'Mean cost per decision 0.4000 (all negative 1.5000, all positive 0.5000).',
    );
  });

  it('are none for other reports', () => {
    expect(whatDecides({ details: { crossings: [] } })).toEqual([]);
  });
});
