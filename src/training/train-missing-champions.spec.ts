import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CancelledError, NotFoundError } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import type { DatasetCatalogue } from '../datasets/dataset-catalogue.js';
import { OperationEvents } from '../monitoring/operation-events.js';
import { RecentRequests } from '../monitoring/recent-requests.js';
import type { ModelRegistry } from '../registry/model-registry.js';
import type { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import type { TrainInBackground } from './train-in-background.js';
import { TrainMissingChampions } from './train-missing-champions.js';
import { TrainingPlaces } from './training-places.js';

const places = () => new TrainingPlaces(new RecentRequests(new OperationEvents()));

/** A house of scenarios `a`, `b`, ... in which `trained` have a champion, and what is logged in it. */
function house(
  ids: string[],
  train: (scenario: string) => Promise<unknown>,
  { trained = [], first = [], folder = '.' }: { trained?: string[]; first?: string[]; folder?: string } = {},
) {
  const log: string[] = [];
  const say = (first: unknown, second?: string) => void log.push(second ?? String(first));
  const logger = { info: say, warn: say, error: say } as unknown as Logger;
  const scenarios = ids.map((id) => {
    return { spec: { id, data: { file: `${id}.csv` }, trainedFirst: first.includes(id) }, folder };
  });
  const catalogue = { list: () => scenarios } as unknown as ScenarioCatalogue;
  const champion = (id: string) =>
    trained.includes(id) ? Promise.resolve(1) : Promise.reject(new NotFoundError(id));
  const training = { execute: ({ scenario }: { scenario: string }) => train(scenario) };
  const missing = new TrainMissingChampions(
    catalogue,
    { champion } as unknown as ModelRegistry,
    training as unknown as TrainInBackground,
    {} as DatasetCatalogue,
    logger,
  );
  return { missing, log };
}

function outcome(scenario: string) {
  const headline = { metric: 'auc', value: 0.75, rows: 200, data: 'synthetic-sample' };
  return { model: `${scenario}@1`, headline, promoted: true, promotion: '' };
}

describe('TrainMissingChampions', () => {
  it('trains every scenario once, except those that have a champion', async () => {
    const seen: string[] = [];
    const { missing, log } = house(
      ['a', 'b', 'c', 'd', 'e', 'f'],
      (scenario) => {
        seen.push(scenario);
        return Promise.resolve(outcome(scenario));
      },
      { trained: ['b'] },
    );
    await missing.execute(places());
    expect(seen.sort()).toEqual(['a', 'c', 'd', 'e', 'f']);
    expect(log).toContain('c@1 serves: auc 0.7500 on 200 rows held out (synthetic-sample)');
  });

  it('begins with the least data, and ends with what has none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sextant-missing-'));
    const bytes = { a: 300, c: 100, d: 200 };
    for (const [id, size] of Object.entries(bytes))
      await writeFile(join(folder, `${id}.csv`), 'x'.repeat(size));
    const seen: string[] = [];
    const train = (scenario: string) => {
      seen.push(scenario);
      return Promise.resolve(outcome(scenario));
    };
    await house(['a', 'b', 'c', 'd'], train, { folder }).missing.execute(places());
    await rm(folder, { recursive: true });
    expect(seen).toEqual(['c', 'd', 'a', 'b']);
  });

  it('begins with those that ask for it', async () => {
    const seen: string[] = [];
    const train = (scenario: string) => {
      seen.push(scenario);
      return Promise.resolve(outcome(scenario));
    };
    await house(['a', 'b', 'c'], train, { first: ['c'] }).missing.execute(places());
    expect(seen).toEqual(['c', 'a', 'b']);
  });

  it('goes on after one that fails, and says which', async () => {
    const { missing, log } = house(['a', 'b', 'c'], (scenario) =>
      scenario === 'a' ? Promise.reject(new Error('no')) : Promise.resolve(outcome(scenario)),
    );
    await missing.execute(places());
    expect(log).toContain('a could not be trained');
    expect(log.filter((line) => line.includes('serves'))).toHaveLength(2);
    const reason = 'Its training at the start failed; the log says why.';
    expect(missing.firstModel('a')).toEqual({ state: 'missing', reason });
    expect(missing.firstModel('b')).toBeUndefined();
  });

  it('tells which wait for their first model, and why one has none in the end', async () => {
    const seen: unknown[] = [];
    const { missing } = house(['a', 'b'], (scenario) => {
      seen.push(missing.firstModel(scenario));
      return Promise.resolve({
        ...outcome(scenario),
        promoted: false,
        promotion: 'auc 0.5 misses the floor',
      });
    });
    missing.announce();
    expect(missing.firstModel('b')).toEqual({ state: 'training' });
    await missing.execute(places());
    expect(seen).toEqual([{ state: 'training' }, { state: 'training' }]);
    const reason = 'a@1 does not serve: auc 0.5 misses the floor.';
    expect(missing.firstModel('a')).toEqual({ state: 'missing', reason });
  });

  it('begins nothing more after a cancellation', async () => {
    const stopping = new AbortController();
    const seen: string[] = [];
    const { missing, log } = house([...'abcdefghijkl'], (scenario) => {
      seen.push(scenario);
      stopping.abort();
      return Promise.reject(new CancelledError('stopped'));
    });
    await missing.execute(places(), stopping.signal);
    expect(seen.length).toBeLessThan(5);
    expect(log.some((line) => line.includes('could not'))).toBe(false);
  });
});
