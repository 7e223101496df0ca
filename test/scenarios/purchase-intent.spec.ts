import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainResult } from '../../src/training/train-scenario.js';
import { DecideCsv } from '../../src/scoring/decide/decide-csv.js';
import { trainedHome, type TrainedHome } from './trained-home.js';

const id = 'retail/purchase-intent';
const sample = join(import.meta.dirname, '../../datasets/online-shoppers/sample.csv');

describe(id, () => {
  let home: TrainedHome;
  let result: TrainResult;
  let features: Record<string, unknown>;
  beforeAll(async () => {
    home = await trainedHome(id);
    result = await home.train({ training: { epochs: 8 } });
    const example = await readFile(join(home.scenario.folder, 'examples', 'predict.json'), 'utf8');
    ({ features } = JSON.parse(example) as { features: Record<string, unknown> });
  });
  afterAll(() => home.close());

  it('answers early where the visit is not over, and late where all of it is known', async () => {
    const { stages } = home.scenario.spec;
    const late = new Set(stages[0].without);
    expect(late.size).toBe(9);
    const early = Object.fromEntries(Object.entries(features).filter(([name]) => !late.has(name)));
    const withoutValues = { ...features };
    delete withoutValues.PageValues;
    const answers = await home.predict({ rows: [features, early, withoutValues] });
    expect(answers.map(({ stage }) => stage)).toEqual(['late', 'early', 'early']);
    expect(answers[0].prediction.probability).not.toBe(answers[1].prediction.probability);
    expect(answers[2].prediction.probability).toBe(answers[1].prediction.probability);
    expect(answers[0].decision?.threshold).toBe(0.2);
  });

  it('keeps visits that are alike in everything on one side of the split', () => {
    const { split, columns } = home.scenario.spec;
    expect([split.method, split.columns]).toEqual(['group', columns.map(({ name }) => name)]);
  });

  it('reports lift and gains on visits held out, and says what it must not be taken for', () => {
    const details = JSON.stringify(result.report);
    expect(details).toContain('"gains":[{"share":0.01');
    expect(home.scenario.spec.caveats.map(({ en }) => en).join(' ')).toContain('no effect of an offer');
  });

  it('chooses within a limit from a whole file, by what is known of each visit', async () => {
    const input = join(home.folder, 'visits.csv');
    await writeFile(input, await readFile(sample));
    const { decided, rows } = await home.suite
      .get(DecideCsv)
      .execute({ scenario: id, input, rule: 'budget', options: { limit: 20 }, workers: 1 });
    expect(rows).toMatchObject({ input: 400, scored: 400 });
    expect(decided).toMatchObject({ state: 'decided', options: { limit: 20, effect: 0.2 } });
    expect(decided?.actions.offer).toBeLessThanOrEqual(20);
    expect(decided?.summary.caution).toContain('no effect of the offer');
  });
});
