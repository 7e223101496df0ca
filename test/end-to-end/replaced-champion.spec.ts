import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { ScoreCsv } from '../../src/scoring/csv/score-csv.js';
import { ServedModels } from '../../src/scoring/served-models.js';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

let tiny: TinySuite;
beforeAll(async () => {
  tiny = await openTinySuite();
});
afterAll(() => tiny.remove());

describe('a scoring during which another version becomes champion', () => {
  it('ends with the model that it began with, which is freed afterwards', async () => {
    const models = tiny.suite.get(ServedModels);
    const served = await models.get(tinyId);
    expect(await tiny.train()).toBe(`${tinyId}@2`);
    const events: string[] = [];
    let done = 0;
    jest.spyOn(served, 'dispose').mockImplementation(() => void events.push(`freed behind row ${done}`));
    const replace = async () => {
      await tiny.suite.get(ModelRegistry).promote(tinyId, 2, 'a test');
      events.push((await models.get(tinyId)).tag);
    };
    let replaced: Promise<void> | undefined;
    const result = await tiny.suite.get(ScoreCsv).execute({
      ...{ scenario: tinyId, input: await tiny.file('in.csv', csvOf(tinyRows(150_000))), workers: 1 },
      blockBytes: 4096,
      onProgress: ({ rows }) => {
        done = rows;
        replaced ??= replace();
      },
    });
    await replaced;
    await wait(50);
    expect(result).toMatchObject({ model: `${tinyId}@1`, rows: { scored: 150_000 } });
    expect(events).toEqual([`${tinyId}@2`, 'freed behind row 150000']);
  });
});
