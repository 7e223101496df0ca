import { describe, expect, it } from '@jest/globals';
import { numericTarget, tinySpec } from '../scenarios/scenario.fixture.js';
import type { ScenarioDescription } from '../scoring/scenario-description.js';
import { allowedText, decisionLines, labelLines, targetLines } from './description-text.js';

const { columns, target } = tinySpec();
const described = columns as unknown as ScenarioDescription['columns'];
const label = (text: string) => ({ en: text, zh: text });

describe('the text of a description', () => {
  it('says what a column may hold, and what its codes mean', () => {
    expect(described.map(allowedText)).toEqual(['0 to 10', 'r b']);
    expect(labelLines(described)).toEqual(['  colour: r = red · 红, b = blue · 蓝']);
    expect(allowedText({ kind: 'boolean' })).toBe('yes no');
  });

  it('leaves out labels that repeat the codes, and counts what is more than twenty', () => {
    const [, colour] = described;
    const own = { ...colour, categories: [{ code: 'low', label: label('low') }] } as typeof colour;
    expect(labelLines([own])).toEqual([]);
    const codes = Array.from({ length: 50 }, (_, i) => ({ code: `c${i}`, label: label(`code ${i}`) }));
    const many = { ...colour, categories: codes } as typeof colour;
    expect(allowedText(many)).toMatch(/^c0 c1 .* c19 and 30 more$/);
    expect(labelLines([many])[0]).toMatch(/c19 = code 19, and 30 more$/);
  });

  it('names the event that classes are kinds of, and the costs of actions over several classes', () => {
    const event = { ...target, positive: undefined, negative: 'g', event: { en: 'loss', zh: '损失' } };
    expect(targetLines({ target: event as typeof target })[1]).toBe(
      '  g = good · 好, x = bad · 坏; asked for: loss · 损失, which is any but g',
    );
    const costs = { sell: { g: 0, x: 20 }, mend: { g: 3, x: 9 } };
    expect(decisionLines({ rule: 'cost-matrix', costs, refer: { action: 'ask', cost: 2.5 } })).toEqual([
      'Decision: cost-matrix',
      '  costs: sell (g = 0, x = 20), mend (g = 3, x = 9)',
      '  refer: action = ask, cost = 2.5',
    ]);
    const scale = [{ grade: 'A', below: 0.02 }, { grade: 'B' }];
    expect(decisionLines({ rule: 'grades', scale })[1]).toBe(
      '  scale: (grade = A, below = 0.02), (grade = B)',
    );
  });

  it('names each target with what it may be, and the class that is asked for', () => {
    expect(targetLines({ target })).toEqual([
      'Target: class (categorical), What became of it · 结果',
      '  g = good · 好, x = bad · 坏; asked for: x',
    ]);
    const number = numericTarget.target as NonNullable<typeof target>;
    const targets = [number, { ...number, name: 'weight', unit: 'kg' }] as ScenarioDescription['targets'];
    expect(targetLines({ targets })).toEqual([
      'Target: price (numeric), What it costs · 价格',
      '  any number (CNY)',
      'Target: weight (numeric), What it costs · 价格',
      '  any number (kg)',
    ]);
  });

  it('tells the decision with its actions and costs, whatever the rule', () => {
    expect(decisionLines(undefined)).toEqual([]);
    const decision = { rule: 'a-rule', lead: 30, costs: { miss: 5, review: 0.5 }, actions: { yes: 'call' } };
    expect(decisionLines(decision)).toEqual([
      'Decision: a-rule',
      '  lead: 30',
      '  costs: miss = 5, review = 0.5',
      '  actions: yes = call',
    ]);
  });
});
