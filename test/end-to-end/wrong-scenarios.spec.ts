import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tinyScenarioText } from '../../src/scenarios/scenario.fixture.js';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { runHere } from './run-here.fixture.js';
import { openServer, type Json, type TestServer } from './server.fixture.js';

/** What is wrong, by the scenario: against the schema, against itself, against what is registered, against the datasets, a taken id. */
const wrong: Record<string, { change: [string, string][]; problem: RegExp }> = {
  'own/draft': {
    change: [['question: { en: Is it bad?, zh: 坏吗？ }\n', '']],
    problem:
      /line 1, \/question: expected a text, or one in each language: { en: …, zh: … }, received nothing/,
  },
  'own/fill': {
    change: [['missing: most-frequent', 'missing: { fill: z }']],
    problem: /line 17, \/columns\/1\/missing\/fill: expected a category code of the column, received "z"/,
  },
  'own/metric': {
    change: [['primary: auc', 'primary: rmse']],
    problem: /\/metrics\/primary: expected one of auc/,
  },
  'own/data': {
    change: [['file: rows.csv', 'dataset: nowhere']],
    problem: /\/data\/dataset: expected one of .*, received "nowhere"/,
  },
  'finance/credit-scoring': { change: [], problem: /\/id: expected an id that no other scenario has/ },
};

describe('scenarios of a user, some of them wrong', () => {
  let root: string;
  let server: TestServer;
  const environment = () => ({
    SEXTANT_HOME: server.home,
    SEXTANT_SCENARIOS: root,
    SEXTANT_LOG_LEVEL: 'silent',
  });

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'sextant-wrong-'));
    for (const [id, { change }] of Object.entries({ ...wrong, 'own/good': { change: [] } })) {
      const folder = join(root, id);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'scenario.yaml'), tinyScenarioText(['test/tiny', id], ...change));
      await writeFile(join(folder, 'rows.csv'), csvOf(tinyRows(120)));
    }
    server = await openServer({ scenariosFolder: root });
    await server.train('own/good');
  });
  afterAll(async () => {
    await server.close();
    await rm(root, { recursive: true, force: true });
  });

  it('the others answer, and the list tells what is wrong with which', async () => {
    const { status, json, text } = await server.get('/v1/scenarios');
    expect(status).toBe(200);
    expect(text).not.toContain(root);
    const byId = new Map((json as Json[]).map((one) => [one.id as string, one]));
    expect(byId.size).toBe((json as Json[]).length);
    for (const [id, { problem }] of Object.entries(wrong)) expect(byId.get(id)?.problem).toMatch(problem);
    expect(byId.get('own/good')).not.toHaveProperty('problem');
    // The project's own goes on beside the one that took its id.
    expect(byId.get('finance/credit-scoring')).toMatchObject({ task: 'classification' });
    const answer = await server.post('/v1/own/good/predict', { features: { size: 3, colour: 'b' } });
    expect([answer.status, answer.json.model]).toEqual([200, 'own/good@1']);
  });

  it('asking a wrong one names every place', async () => {
    const { status, json } = await server.get('/v1/own/fill');
    expect([status, json.type]).toEqual([500, 'urn:sextant:problem:invalid-specification']);
    expect(json.detail).toBe('The scenario.yaml of own/fill is wrong.');
    expect(json.errors).toMatchObject([{ pointer: '/columns/1/missing/fill', line: 17 }]);
    expect(json.hint).toContain('start again');
  });

  it('the command line lists them, trains the others, and doctor counts each as a problem', async () => {
    const list = await runHere(['list'], environment());
    expect([list.status, list.stdout.match(/^own\/\w+ .*DAMAGED$/gmu)?.length]).toEqual([0, 4]);
    for (const [id, { problem }] of Object.entries(wrong)) {
      const line = list.stderr.split('\n').find((one) => one.startsWith(`${id}: `));
      expect(line).toMatch(problem);
    }
    const models = await runHere(['models', 'list'], environment());
    expect([models.status, models.stdout.match(/own\/good@1/g)?.length]).toEqual([0, 1]);
    const train = await runHere(['train', 'own/draft'], environment());
    expect([train.status, train.stderr]).toEqual([1, expect.stringContaining('line 1, /question: expected')]);
    const doctor = await runHere(['doctor'], environment());
    expect(doctor.status).toBe(1);
    for (const id of Object.keys(wrong)) expect(doctor.stdout).toContain(`  - ${id}: `);
  });
});
