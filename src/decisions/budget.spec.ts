import { describe, expect, it } from '@jest/globals';
import type { BatchDecision, BatchRows } from './batch.js';
import { batchDecisionProblems, batchRules, decisionProblems, eventRule } from './index.js';

const declared = {
  ...{ rule: 'budget', cost: 2, margin: 20, effect: 0.5 },
  actions: { offer: 'call', none: 'wait' },
};
const [rule] = batchRules({ decision: declared }, 'binary');

function decide(given: Record<string, unknown>, probabilities: number[], worth?: number[]): BatchDecision {
  const options: unknown = rule.part.options(rule.spec).parse(given);
  const rows: BatchRows = {
    ...{ count: probabilities.length, width: 1, figures: [Float64Array.from(probabilities)], texts: {} },
    numbers: worth ? { worth: Float64Array.from(worth) } : {},
  };
  return rule.part.decide(rows, rule.spec, options) as BatchDecision;
}

const actionsOf = ({ actions: { codes, texts } }: BatchDecision) => Array.from(codes, (code) => texts[code]);

describe('the rule budget', () => {
  it('decides one row by the probability from which an offer brings more than it costs', () => {
    const event = eventRule(declared)!;
    const learnt = event.rule.learn({ labels: [0, 1], probabilities: [0.1, 0.9] }, event.spec);
    expect(learnt).toEqual({ threshold: 0.2, money: { cost: 2, margin: 20, effect: 0.5 } });
    const decideOne = event.rule.decider(learnt, event.spec);
    expect([0.2, 0.21].map((p) => decideOne(p).action)).toEqual(['wait', 'call']);
    const { effect, gains } = event.rule.report({ labels: [0, 1], probabilities: [0.1, 0.9] }, learnt) as {
      effect: number;
      gains: Record<string, number>[];
    };
    expect(effect).toBe(0.5);
    // One purchase earns 20 x 0.5, less two offers.
    expect(gains.at(-1)).toMatchObject({ share: 1, count: 2, positives: 1, profit: 6, expectedProfit: 6 });
  });

  it('takes the highest gains, the first of equals, up to the limit, the budget or what an offer is worth', () => {
    const probabilities = [0.3, 0.9, 0.3, 0.1, 0.9];
    expect(actionsOf(decide({}, probabilities))).toEqual(['call', 'call', 'call', 'wait', 'call']);
    expect(actionsOf(decide({ limit: 3 }, probabilities))).toEqual(['call', 'call', 'wait', 'wait', 'call']);
    expect(actionsOf(decide({ budget: 5.9 }, probabilities))).toEqual([
      'wait',
      'call',
      'wait',
      'wait',
      'call',
    ]);
    // 0.3 x 90 and 0.9 x 30 are alike.
    const byWorth = decide({ limit: 2, value: 'worth' }, probabilities, [90, 1, 10, 900, 30]);
    expect(actionsOf(byWorth)).toEqual(['call', 'wait', 'wait', 'call', 'wait']);
  });

  it('accounts for the money, what is left of it, and what one more offer would bring', () => {
    const { summary, state, sentence, cells } = decide({ budget: 5 }, [0.3, 0.9, 0.4, 0.1, 0.9]);
    expect(state).toBe('decided');
    expect(sentence).toBe('2 of 5 rows get an offer, which cost 4 and are expected to gain 14 beyond that.');
    expect(summary).toMatchObject({
      ...{ rows: 5, offers: 2, worthwhile: 4, spent: 4, left: 1, expectedEvents: 1.8, expectedGain: 14 },
      ...{ expectedGainWithoutLimit: 17, shadowPrice: { offer: 2, money: 1 }, assumedEffect: 0.5 },
    });
    expect(
      cells.map((cell) => 'numbers' in cell && Array.from(cell.numbers, (n) => Number(n.toFixed(9)))),
    ).toEqual([
      [1, 7, 2, -1, 7],
      [4, 1, 3, 5, 2],
    ]);
  });

  it('pays for three offers at 0.1 with 0.3, and takes what the scenario declares for a default', () => {
    expect(decide({ budget: 0.3, cost: 0.1 }, [0.5, 0.5, 0.5, 0.5]).summary.offers).toBe(3);
    const [limited] = batchRules({ decision: { ...declared, limit: 1, value: 'worth' } }, 'binary');
    expect(limited.part.options(limited.spec).parse({})).toMatchObject({ limit: 1, value: 'worth' });
    expect(limited.part.options(limited.spec).parse({ limit: '7' })).toMatchObject({ limit: 7 });
  });

  it('is refused where no offer could be worth its cost', () => {
    const [problem] = decisionProblems({ ...declared, cost: 10 }, 'event');
    expect([problem.pointer, problem.expected]).toEqual([
      '/decision/cost',
      'less than the margin times the effect: nobody would get an offer',
    ]);
  });
});

describe('rules about whole files', () => {
  it('are those that are declared and suit the predictions', () => {
    expect(batchRules({ batchDecisions: [declared] }, 'binary').map(({ name }) => name)).toEqual(['budget']);
    expect(batchRules({ decision: declared }, 'number-with-event')).toEqual([]);
    expect(batchRules({}, 'binary')).toEqual([]);
  });

  it.each<[string, Parameters<typeof batchDecisionProblems>, string, string]>([
    ['unknown', [{ batchDecisions: [{ rule: 'lottery' }] }, 'binary'], '/batchDecisions/0/rule', 'one of '],
    [
      'of another kind of rule',
      [{ batchDecisions: [{ rule: 'expected-cost' }] }, 'binary'],
      '/batchDecisions/0/rule',
      'budget',
    ],
    [
      'not for such predictions',
      [{ batchDecisions: [declared] }, 'ranking'],
      '/batchDecisions/0/rule',
      'none decides on whole files of such answers',
    ],
    [
      'declared twice',
      [{ decision: declared, batchDecisions: [declared] }, 'binary'],
      '/batchDecisions/0/rule',
      'each rule declared once',
    ],
    [
      'declared wrongly',
      [{ batchDecisions: [{ ...declared, margin: -1 }] }, 'binary'],
      '/batchDecisions/0/margin',
      'more than 0',
    ],
  ])('are refused where one is %s', (_, [spec, kind], pointer, expected) => {
    const [problem] = batchDecisionProblems(spec, kind);
    expect(problem.pointer).toBe(pointer);
    expect(problem.expected).toContain(expected);
  });
});
