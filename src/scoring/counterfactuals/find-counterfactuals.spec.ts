import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfiguration } from '../../core/configuration.js';
import { InvalidInputError } from '../../core/errors.js';
import { createRandom } from '../../core/random.js';
import type { AnswerEnvelope } from '../../learning/answer.js';
import { RowPredictor } from '../../learning/rows/open/row-predictor.js';
import { OperationEvents } from '../../monitoring/operation-events.js';
import { parseScenario } from '../../scenarios/load-scenarios.js';
import type { ScenarioCatalogue } from '../../scenarios/scenario-catalogue.js';
import { trainScenario } from '../../training/train-scenario.js';
import { tinyHome, type TinyHome } from '../../training/training.fixture.js';
import { PredictRows } from '../predict-rows.js';
import type { ServedModels } from '../served-models.js';
import { Turns } from '../turns.js';
import { FindCounterfactuals } from './find-counterfactuals.js';
import { counterfactualsSchema, type Counterfactuals } from './told-answer.js';

const columns = `columns:
  - { name: amount, kind: numeric, meaning: { en: Amount, zh: 金额 }, unit: EUR, range: [0, 100], missing: median, actionable: { direction: down, step: 1 } }
  - { name: months, kind: numeric, meaning: { en: Months, zh: 月数 }, range: [10, 60], integer: true, missing: median, actionable: any }
  - { name: pledge, kind: boolean, meaning: { en: Pledge, zh: 抵押 }, missing: most-frequent, actionable: up }
  - { name: age, kind: numeric, meaning: { en: Age, zh: 年龄 }, range: [18, 90], missing: median }
derived:
  - { name: instalment, expression: amount / months, range: [0, 20], meaning: { en: Instalment, zh: 每期还款 } }`;

const texts = {
  decided: `target:
  name: pays
  kind: categorical
  meaning: { en: Pays back, zh: 还款 }
  categories: [{ code: "n", label: { en: defaults, zh: 违约 } }, { code: "y", label: { en: pays, zh: 还款 } }]
  positive: "n"
task: { name: classification }
metrics: { primary: auc }
decision:
  rule: expected-cost
  costs: { falsePositive: 1, falseNegative: 1 }
  actions: { negative: approve, positive: decline }`,
  number: `target: { name: pays, kind: numeric, meaning: { en: Loss, zh: 损失 }, unit: EUR }
task: { name: regression }
metrics: { primary: rmse }`,
};

const specification = (name: keyof typeof texts) => `id: test/loans
title: { en: Loans, zh: 贷款 }
question: { en: Who pays back?, zh: 谁会还款？ }
data: { file: rows.csv }
${columns}
${texts[name]}
model: { architecture: linear }
training: { epochs: 60, batchSize: 64, optimiser: { name: adam, learningRate: 0.02 } }
split: { method: random }
sensitive: [age]
`;

/** A high instalment without a pledge is not paid back. */
function csvOf(name: keyof typeof texts): string {
  const random = createRandom(5);
  const lines = Array.from({ length: 800 }, () => {
    const [amount, months] = [100 * random.next(), 10 + random.integer(51)];
    const pledge = random.next() < 0.5;
    const risk = amount / months - (pledge ? 1 : 0) + 0.3 * random.normal();
    const target = name === 'number' ? risk.toFixed(4) : risk > 1.5 ? 'n' : 'y';
    return `${amount.toFixed(1)},${months},${pledge},${20 + random.integer(60)},${target}`;
  });
  return `amount,months,pledge,age,pays\n${lines.join('\n')}\n`;
}

const row = { amount: 60, months: 24, pledge: false, age: 40 };

async function opened(name: keyof typeof texts) {
  const home = await tinyHome(parseScenario(specification(name), 'scenario.yaml'), csvOf(name));
  await trainScenario({ scenario: home.scenario }, home.context);
  const { loaded } = await home.context.registry.loadChampion('test/loans');
  const served = RowPredictor.load(home.scenario, loaded);
  const models = {
    get: () => Promise.resolve(served),
    use: (_: string, work: (one: RowPredictor) => unknown) => work(served),
  } as unknown as ServedModels;
  const catalogue = { get: () => home.scenario } as unknown as ScenarioCatalogue;
  const predict = new PredictRows(models, readConfiguration({}), new Turns(), new OperationEvents());
  const find = new FindCounterfactuals(catalogue, models, new Turns());
  return {
    home,
    served,
    predict: (features: unknown) =>
      predict.execute('test/loans', { features }, { reasons: 0 }) as Promise<AnswerEnvelope>,
    find: (body: unknown, language?: 'zh') =>
      find.execute('test/loans', { body, language }) as Promise<Counterfactuals>,
  };
}

describe.each(['decided', 'number'] as const)('what would change an answer that is %s', (name) => {
  let parts: Awaited<ReturnType<typeof opened>>;
  let home: TinyHome;
  const want = name === 'number' ? '<= 1.5' : 'approve';

  beforeAll(async () => {
    parts = await opened(name);
    ({ home } = parts);
  });
  afterAll(async () => {
    parts.served.dispose();
    await home.remove();
  });

  it('is told in few changes of actionable columns, and predict of the changed row gives the same figures', async () => {
    const answer = await parts.find({ features: row, want });
    expect(counterfactualsSchema.strict().safeParse(answer).error).toBeUndefined();
    expect(answer.counterfactuals.length).toBeGreaterThan(0);
    expect(answer.evaluations).toBeLessThanOrEqual(2000);
    for (const { changes, features, prediction, decision } of answer.counterfactuals) {
      const told = await parts.predict(features);
      expect(told.prediction).toEqual(prediction);
      expect(told.decision).toEqual(decision);
      expect(told.applicability.in_domain).toBe(true);
      if (name === 'number') expect(prediction.interval?.[1]).toBeLessThanOrEqual(1.5);
      else expect(decision?.action).toBe('approve');
      expect(changes.length).toBeLessThanOrEqual(3);
      for (const { feature, from, to } of changes) {
        expect(feature).not.toBe('age');
        expect(from).toBe(row[feature as keyof typeof row]);
        if (feature === 'amount') expect(Number(to)).toBeLessThan(60);
      }
      const unchanged = Object.entries(features).filter(
        ([column]) => !changes.some(({ feature }) => feature === column),
      );
      for (const [column, value] of unchanged) expect(value).toBe(row[column as keyof typeof row]);
    }
  });

  it('is the least step of a number: one step nearer to the row the answer is another', async () => {
    const { counterfactuals } = await parts.find({ features: row, want });
    const single = counterfactuals.find(
      ({ changes }) => changes.length === 1 && changes[0].feature === 'amount',
    );
    expect(single).toBeDefined();
    const amount = Number(single?.changes[0].to) + 1;
    const { prediction, decision } = await parts.predict({ ...row, amount });
    if (name === 'number') expect(prediction.interval?.[1]).toBeGreaterThan(1.5);
    else expect(decision?.action).toBe('decline');
  });

  it('is said in Chinese, too, and that it is no promise', async () => {
    const answer = await parts.find({ features: row, want }, 'zh');
    expect(answer.text).toBe('做出其中任何一组改变，模型就会这样回答。');
    expect(answer.caution.text).toMatch(/既非建议，也非承诺/);
    const texts = answer.counterfactuals.flatMap(({ changes }) => changes.map(({ text }) => text));
    for (const text of texts) expect(text).toMatch(/^(金额|月数|抵押)：由“.*”改为“.*”$/);
  });

  it('is said to be none where it is none, or where the row is answered so already', async () => {
    const first = await parts.find({ features: row, want: '<= -50' });
    expect(first.counterfactuals).toEqual([]);
    expect(first.text).toMatch(/^None within 3 changes/);
    const second = await parts.find({ features: row, want: '<= 1000' });
    expect(second.counterfactuals).toMatchObject([{ changes: [], features: row }]);
    expect(second.text).toBe('The model answers so already.');
  });

  it('is refused for what is no answer of the scenario, and for a row that cannot be read', async () => {
    const refused = await parts.find({ features: row, want: 'sell' }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidInputError);
    expect((refused as InvalidInputError).details).toMatchObject([{ pointer: '/want', received: '"sell"' }]);
    const unread = await parts
      .find({ features: { ...row, months: 'x' }, want })
      .catch((error: unknown) => error);
    expect((unread as InvalidInputError).details).toMatchObject([{ pointer: '/features/months' }]);
    await expect(parts.find({ rows: [row] })).rejects.toThrow(InvalidInputError);
  });
});

describe('without a wish', () => {
  it('any other action is looked for', async () => {
    const parts = await opened('decided');
    try {
      const { want, counterfactuals } = await parts.find({ features: row });
      expect(want).toBe('another action');
      expect(counterfactuals[0].decision?.action).toBe('approve');
    } finally {
      parts.served.dispose();
      await parts.home.remove();
    }
  });
});
