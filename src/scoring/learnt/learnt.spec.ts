import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidInputError, NotFoundError } from '../../core/errors.js';
import { createRandom } from '../../core/random.js';
import { dependenceSchema, importanceSchema, type Dependence } from '../../explanation/learnt/learnt.js';
import { openVersion } from '../../learning/index.js';
import type { Predictor } from '../../learning/predictor.js';
import { parseScenario } from '../../scenarios/load-scenarios.js';
import type { ScenarioCatalogue } from '../../scenarios/scenario-catalogue.js';
import { trainScenario } from '../../training/train-scenario.js';
import { tinyHome, type TinyHome } from '../../training/training.fixture.js';
import type { ServedModels } from '../served-models.js';
import { Turns } from '../turns.js';
import { TellDependence } from './tell-dependence.js';
import { TellImportance } from './tell-importance.js';

/** 2 x linear + 3 tanh(2 x saturating) + what the group adds, and nothing of the rest. */
const specification = `id: test/mechanism
title: { en: A, zh: 一 }
question: { en: What?, zh: 何？ }
data: { file: rows.csv }
columns:
  - { name: id, kind: identifier, meaning: { en: Number of the case, zh: 编号 } }
  - { name: linear, kind: numeric, meaning: { en: Straight, zh: 线性 }, unit: m, missing: median }
  - { name: saturating, kind: numeric, meaning: { en: Levels off, zh: 饱和 }, missing: median }
  - { name: unused, kind: numeric, meaning: { en: Does nothing, zh: 无用 }, missing: median }
  - { name: group, kind: categorical, meaning: { en: Group, zh: 组 }, missing: most-frequent, categories: [{ code: a, label: { en: first, zh: 甲 } }, { code: b, label: { en: second, zh: 乙 } }, { code: c, label: { en: third, zh: 丙 } }, { code: d, label: { en: empty, zh: 丁 } }] }
target: { name: y, kind: numeric, meaning: { en: Cost, zh: 成本 }, unit: EUR }
task: { name: regression }
model: { architecture: mlp, options: { hidden: [32] } }
training: { epochs: 300, batchSize: 32, optimiser: { name: adam, learningRate: 0.01 } }
split: { method: random }
metrics: { primary: rmse }
sensitive: [group]
`;

const added = { a: 0, b: 1, c: 3 };

function csv(): string {
  const random = createRandom(8);
  const lines = Array.from({ length: 900 }, (_, i) => {
    const [linear, saturating, unused] = [4 * random.next(), 6 * random.next() - 3, random.normal()];
    const group = (['a', 'b', 'c'] as const)[random.integer(3)];
    const y = 2 * linear + 3 * Math.tanh(2 * saturating) + added[group] + 0.1 * random.normal();
    return [i, linear.toFixed(3), saturating.toFixed(3), unused.toFixed(3), group, y.toFixed(3)].join(',');
  });
  return `id,linear,saturating,unused,group,y\n${lines.join('\n')}\n`;
}

describe('what a version has learnt of a mechanism that is known', () => {
  let home: TinyHome;
  let served: Predictor;
  let importance: TellImportance;
  let dependence: TellDependence;
  const parts = () => {
    const models = {
      use: (_: unknown, work: (one: Predictor) => unknown) => work(served),
    } as unknown as ServedModels;
    const catalogue = { get: () => home.scenario } as unknown as ScenarioCatalogue;
    return [catalogue, models, new Turns()] as const;
  };
  const depend = (column: string, language?: 'zh') =>
    dependence.execute('test/mechanism', { column, language });

  beforeAll(async () => {
    home = await tinyHome(parseScenario(specification, 'scenario.yaml'), csv());
    await trainScenario({ scenario: home.scenario }, home.context);
    const { loaded } = await home.context.registry.loadChampion('test/mechanism');
    served = await openVersion(home.scenario, loaded);
    importance = new TellImportance(...parts());
    dependence = new TellDependence(...parts());
  }, 120_000);
  afterAll(async () => {
    served.dispose();
    await home.remove();
  });

  it('is which columns move the answer, in their order, and which does not', async () => {
    const told = await importance.execute('test/mechanism');
    expect(importanceSchema.parse(told)).toEqual(told);
    const [{ columns, unit, text }] = told.figures;
    expect([unit, text]).toEqual(['EUR', 'the answer (EUR)']);
    expect(columns.map(({ column }) => column)).toEqual(['saturating', 'linear', 'group', 'unused']);
    // An additive mechanism: twice how far each reference lies from their mean.
    const values = served.reasons!.overall!.rows.column('linear').map(Number);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const truth = values.reduce((sum, value) => sum + 2 * Math.abs(value - mean), 0) / values.length;
    expect(Math.abs(columns[1].importance / truth - 1)).toBeLessThan(0.1);
    expect(columns[3]).toMatchObject({ first: 4, last: 4, notToldApart: [] });
    expect(columns[3].share).toBeLessThan(0.03);
    expect(columns.filter(({ sensitive }) => sensitive).map(({ column }) => column)).toEqual(['group']);
    expect(columns[1].text).toMatch(/^Straight: moves the answer by [\d.]+ EUR on average, \d+ % of all$/);
    expect(told.caution.text).toContain('not what causes what happens');
  });

  const at = ({ bins = [], figures: [{ effects }] }: Dependence, value: number) => {
    const place = bins.findIndex(({ from, to }) => from <= value && value <= to);
    const [low, high] = [effects[place]!.effect, effects[place + 1]!.effect];
    const { from, to } = bins[place];
    return low + ((high - low) * (value - from)) / (to - from);
  };

  it('is the slope of a straight line', async () => {
    const told = await depend('linear');
    expect(dependenceSchema.parse(told)).toEqual(told);
    expect(told).toMatchObject({ kind: 'numeric', columnUnit: 'm', missing: 0 });
    expect(told.bins!.reduce((sum, { rows }) => sum + rows, 0)).toBe(told.rows);
    for (const [from, to] of [
      [0.5, 1.5],
      [1.5, 2.5],
      [2.5, 3.5],
    ])
      expect(Math.abs(at(told, to) - at(told, from) - 2)).toBeLessThan(0.3);
  });

  it('is where a curve levels off', async () => {
    const told = await depend('saturating');
    expect(at(told, 1.2) - at(told, -1.2)).toBeGreaterThan(4.8);
    expect(Math.abs(at(told, 2.8) - at(told, 1.6))).toBeLessThan(0.4);
    expect(Math.abs(at(told, -1.6) - at(told, -2.8))).toBeLessThan(0.4);
  });

  it('is flat for a column that does nothing', async () => {
    const [{ effects }] = (await depend('unused')).figures;
    for (const one of effects) expect(Math.abs(one!.effect)).toBeLessThan(0.4);
  });

  it('is what each category adds, and nothing where there was none', async () => {
    const { values, figures, sensitive } = await depend('group');
    const [{ effects }] = figures;
    expect(sensitive).toBe(true);
    expect(values!.map(({ label }) => label)).toEqual(['first', 'second', 'third', 'empty']);
    expect(values![3].rows).toBe(0);
    expect(effects[3]).toBeNull();
    expect(Math.abs(effects[1]!.effect - effects[0]!.effect - 1)).toBeLessThan(0.2);
    expect(Math.abs(effects[2]!.effect - effects[0]!.effect - 3)).toBeLessThan(0.3);
  });

  it('is the same bits at each call, remembered or worked out anew', async () => {
    const again = [new TellImportance(...parts()), new TellDependence(...parts())] as const;
    const first = [await importance.execute('test/mechanism'), await depend('linear')];
    const second = [
      await again[0].execute('test/mechanism'),
      await again[1].execute('test/mechanism', { column: 'linear' }),
    ];
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
  });

  it('is said in Chinese', async () => {
    const { figures, caution, method } = await importance.execute('test/mechanism', { language: 'zh' });
    expect(figures[0].text).toBe('预测值（EUR）');
    expect(figures[0].columns[1].meaning).toBe('线性');
    expect(figures[0].columns[1].text).toMatch(/^线性：平均使预测值变动 [\d.]+ EUR，占全部的 \d+%$/);
    const { values, caution: other, method: how } = await depend('group', 'zh');
    expect(values!.map(({ label }) => label)).toEqual(['甲', '乙', '丙', '丁']);
    for (const text of [caution.text, method, other.text, how]) expect(text).toMatch(/^\p{Script=Han}/u);
  });

  it('is not told of a column that is not there, or that is not read', async () => {
    await expect(depend('nobody')).rejects.toThrow(NotFoundError);
    await expect(depend('id')).rejects.toThrow(InvalidInputError);
    await expect(depend('id')).rejects.toThrow('does not read the column "id"');
  });
});
