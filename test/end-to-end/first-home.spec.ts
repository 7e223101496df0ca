import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { restoreBackup } from '../../src/backup/restore-backup.js';
import { save, everythingIn } from '../../src/backup/backup.fixture.js';
import { projectRoot } from '../../src/core/paths.js';
import { credit, exampleFeatures, line, openServer, type TestServer } from './server.fixture.js';

/*
 * `test/golden/first-home` is what the first program of version 0.1.0 (commit c114322) made by `sextant train` of the two scenarios that it had,
 * on their synthetic samples. The figures are those that it answered itself.
 */

let root: string;
let server: TestServer;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sextant-first-home-'));
  await cp(join(projectRoot, 'test', 'golden', 'first-home'), join(root, 'home'), { recursive: true });
  server = await openServer({}, join(root, 'home'));
}, 60_000);
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

describe('a home of the first program', () => {
  it('answers with the figures of then, to the last digit', async () => {
    const point = await server.post(`${line}/predict`, { features: { x: 3 } });
    expect(point.json).toMatchObject({
      model: 'basics/linear-regression@1',
      prediction: { value: 6.92911005, interval: [5.05013102, 8.80808908] },
    });
    const features = await exampleFeatures('finance/credit-scoring');
    const applicant = await server.post(`${credit}/predict`, { features });
    expect(applicant.json).toMatchObject({
      model: 'finance/credit-scoring@1',
      prediction: { label: 'bad', probability: 0.615482986 },
      decision: { action: 'decline', threshold: 0.166666667 },
    });
  });

  it('lists its versions, and shows reports, cards and plots as they were written', async () => {
    for (const scenario of [line, credit]) {
      const versions = (await server.get(`${scenario}/versions`)).json;
      expect(versions).toEqual([
        expect.objectContaining({ champion: true, publishedAt: expect.any(String) }),
      ]);
      expect(versions[0].model).toBe(`${scenario.slice('/v1/'.length)}@1`);
      expect(versions[0]).not.toHaveProperty('problem');
      const folder = join(projectRoot, 'test/golden/first-home/models', scenario.slice('/v1/'.length), '1');
      expect((await server.get(`${scenario}/model-card`)).text).toBe(
        await readFile(join(folder, 'card.md'), 'utf8'),
      );
      const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as object;
      expect((await server.get(`${scenario}/report`)).json).toMatchObject(report);
    }
  });

  it('says what it lacks, and what to do about it', async () => {
    const features = await exampleFeatures('finance/credit-scoring');
    const explained = await server.post(`${credit}/explain`, { features });
    expect(explained.status).toBe(422);
    expect(explained.text).toContain('train again');
    const drift = await server.get(`${credit}/drift`);
    expect(drift.status).toBe(404);
    expect(drift.text).toContain('sextant train finance/credit-scoring');
  });

  it('takes a newer version, and goes back to its own', async () => {
    await server.train('basics/linear-regression', { seed: 5 });
    expect((await server.post(`${line}/predict`, { features: { x: 3 } })).json.model).toMatch(/@2$/);
    expect((await server.post(`${line}/rollback`)).status).toBe(200);
    const { model, prediction } = (await server.post(`${line}/predict`, { features: { x: 3 } })).json;
    expect([model, prediction.value]).toEqual(['basics/linear-regression@1', 6.92911005]);
  });

  it('is saved and restored like any other', async () => {
    await save(join(root, 'b.tar.gz'), { SEXTANT_HOME: join(root, 'home') });
    await restoreBackup({ file: join(root, 'b.tar.gz'), home: join(root, 'restored') });
    const all = await everythingIn(join(root, 'restored'));
    const home = await everythingIn(join(root, 'home'));
    expect(all).toEqual(Object.fromEntries(Object.keys(all).map((path) => [path, home[path]])));
    expect(all).toHaveProperty([join('models', 'finance', 'credit-scoring', '1', 'weights.bin')]);
  });
});
