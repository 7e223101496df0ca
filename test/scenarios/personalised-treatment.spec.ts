import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { createRandom } from '../../src/core/random.js';
import { DatasetCatalogue } from '../../src/datasets/dataset-catalogue.js';
import { familyOf } from '../../src/learning/index.js';
import { checkInputs } from '../../src/learning/check.js';
import type { TrainResult } from '../../src/training/train-scenario.js';
import { trainedHome, type TrainedHome } from './trained-home.js';

const id = 'medical/personalised-treatment';
const sample = join(import.meta.dirname, '../../datasets/ihdp/sample.csv');
/** Simulated with the outcome: what no study knows. */
const truths = ['y_cfactual', 'mu0', 'mu1'];

describe(id, () => {
  let home: TrainedHome;
  let result: TrainResult;
  let features: Record<string, unknown>;
  beforeAll(async () => {
    home = await trainedHome(id);
    result = await home.train({ training: { epochs: 8 }, metrics: { primary: 'r_error' } });
    const example = await readFile(join(home.scenario.folder, 'examples', 'predict.json'), 'utf8');
    ({ features } = JSON.parse(example) as { features: Record<string, unknown> });
  });
  afterAll(() => home.close());

  it('answers effect, both outcomes, propensity and a decision, whoever was treated', async () => {
    const [answer, treated, untreated] = await home.predict({
      rows: [features, { ...features, treatment: true }, { ...features, treatment: false }],
    });
    const { value, interval, outcomes, propensity } = answer.prediction;
    expect(interval?.[0]).toBeLessThan(value ?? NaN);
    expect(outcomes?.treated).toBeGreaterThan(outcomes?.untreated ?? NaN);
    expect(propensity).toBeGreaterThan(0.02);
    expect(answer.decision).toMatchObject({ rule: 'effect against cost and harm', threshold: 2.5 });
    expect(answer.notice).toContain('simulated');
    expect([treated.prediction, untreated.prediction]).toEqual([answer.prediction, answer.prediction]);
  });

  it('gives no effect where nobody like the child is known in one of the arms, and says so', async () => {
    const large = { birth_weight: 20, head_circumference: 6, weeks_preterm: -6, married: true };
    const [{ prediction, decision, applicability }] = await home.predict({
      rows: [{ ...features, ...large, less_than_high_school: false }],
    });
    expect(Object.keys(prediction)).toEqual(['propensity']);
    expect(prediction.propensity).toBeLessThan(0.02);
    expect(decision).toBeUndefined();
    expect(applicability.in_domain).toBe(false);
    const remark = applicability.warnings.find(({ code }) => code === 'no-support');
    expect(remark?.text).toContain('hardly anyone like this was treated');
  });

  it('reports averages, overlap, uplift, policy and refutations', () => {
    const { details } = result.report as { details: Record<string, unknown> };
    for (const part of [
      'averageEffect',
      'overlap',
      'uplift',
      'groups',
      'policy',
      'bySensitive',
      'refutations',
    ])
      expect(details[part]).toBeDefined();
  });

  it('says that it is semi-synthetic', () => {
    const { caveats, notFor } = home.scenario.spec;
    expect(caveats[0].en).toMatch(/^Semi-synthetic/);
    expect(notFor.length).toBeGreaterThan(0);
  });

  it('learns the same bytes whatever stands in the simulated truth', async () => {
    const rows = parse<Record<string, string>>(await readFile(sample), { columns: true });
    const random = createRandom(1);
    const planted = rows.map((row) => {
      return { ...row, ...Object.fromEntries(truths.map((name) => [name, String(random.normal())])) };
    });
    const write = async (name: string, all: readonly Record<string, string>[]) => {
      const header = Object.keys(all[0]);
      const lines = all.map((row) => header.map((column) => row[column]).join());
      const file = join(home.folder, name);
      await writeFile(file, `${[header.join(), ...lines].join('\n')}\n`);
      return file;
    };
    const { spec } = home.scenario;
    const brief = { ...spec, training: { ...spec.training, epochs: 3 }, split: { ...spec.split, validation: { folds: 2 } } }; // prettier-ignore
    const filesOf = async (file: string) => {
      const scenario = { ...home.scenario, spec: brief };
      const data = await familyOf(spec).load(scenario, new DatasetCatalogue([], home.folder), { file });
      const learnt = await data.fit({ seed: 1 });
      const { metrics } = learnt.judge();
      const files = learnt.files();
      learnt.dispose();
      return { files, metrics };
    };
    const own = await filesOf(await write('own.csv', rows));
    expect(await filesOf(await write('planted.csv', planted))).toEqual(own);
  });

  it.each(truths)('refuses to learn from %s', async (name) => {
    const { spec, folder } = home.scenario;
    const [first] = spec.columns;
    const columns = [...spec.columns, { ...first, name }];
    const datasets = await home.suite.get(DatasetCatalogue).list();
    expect(() => checkInputs({ ...spec, columns }, folder, datasets)).toThrow(
      expect.objectContaining({ details: [expect.objectContaining({ column: name })] }),
    );
  });
});
