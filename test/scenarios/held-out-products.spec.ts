import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256 } from '../../src/core/files/files.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { trainedHome, type TrainedHome } from './trained-home.js';

const sampleFile = new URL('../../datasets/movielens-100k/sample.csv', import.meta.url);

describe('product recommendation', () => {
  let home: TrainedHome;
  let lines: string[];
  let ratings: { user: string; item: string; rating: number; time: number }[];
  beforeAll(async () => {
    home = await trainedHome('retail/product-recommendation');
    lines = (await readFile(sampleFile, 'utf8')).trim().split('\n');
    ratings = lines.slice(1).map((line) => {
      const [user, item, rating, time] = line.split(',');
      return { user, item, rating: Number(rating), time: Number(time) };
    });
  });
  afterAll(() => home.close());

  it('learns nothing from the product of each customer that it is tested on', async () => {
    const { model, interactions } = home.scenario.spec;
    if (!interactions) throw new Error('The scenario declares no interactions.');
    const firsts = new Map<string, number>();
    ratings.forEach(({ item }, row) => firsts.set(item, firsts.get(item) ?? row));
    const last = new Map<string, number>();
    ratings.forEach(({ user, rating, time }, row) => {
      if (rating >= 4 && !(time < ratings[last.get(user) ?? -1]?.time)) last.set(user, row);
    });
    // Another product in its place, that the customer does not have. Products are numbered in the order in which they
    // first stand in the file; that is kept.
    const changed = [...lines];
    let count = 0;
    for (const [user, row] of last) {
      const own = ratings.filter((one) => one.user === user);
      const has = new Set(own.map(({ item }) => item));
      const other = ratings.findIndex(({ item }, at) => at < row && !has.has(item));
      const isTested = own.filter(({ rating }) => rating >= 4).length > 1;
      if (!isTested || other < 0 || firsts.get(ratings[row].item) === row) continue;
      const [, , rating, time] = lines[row + 1].split(',');
      const [, item, , , ...about] = lines[other + 1].split(',');
      changed[row + 1] = [user, item, rating, time, ...about].join();
      count++;
    }
    expect(count).toBeGreaterThan(150);
    const train = async (name: string, rows: readonly string[]) => {
      const file = join(home.folder, name);
      await writeFile(file, `${rows.join('\n')}\n`);
      return home.train({
        model: { ...model, beside: undefined },
        data: { file: name },
        interactions: { ...interactions, keepHistories: false },
      });
    };
    const results = [await train('kept.csv', lines), await train('changed.csv', changed)];
    const [before, after] = await Promise.all(
      results.map(async ({ model: tag }) => {
        const { files } = await home.suite.get(ModelRegistry).load(tag);
        return sha256(files.get('weights.bin') ?? '');
      }),
    );
    expect(after).toBe(before);
    expect(results[1].headline.value).not.toBe(results[0].headline.value);
  });
});
