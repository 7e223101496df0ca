import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Logger } from '../../src/core/logger.js';
import { LOGGER } from '../../src/core/tokens.js';
import { tinyScenarioText } from '../../src/scenarios/scenario.fixture.js';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { resealed } from './resealed.fixture.js';
import { runHere } from './run-here.fixture.js';
import { openServer, type Json, type TestServer } from './server.fixture.js';

const features = { size: 3, colour: 'b' };

/** Scenarios of a user's own, some of whose files are damaged one after the other. */
describe('one damaged file', () => {
  let root: string;
  let server: TestServer;
  const ids = ['own/alias', 'own/ledger', 'own/example', 'own/model', 'own/whole'];
  const models = (...parts: string[]) => join(server.home, 'models', ...parts);

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'sextant-damaged-'));
    for (const id of [...ids, 'own/unread']) {
      const folder = join(root, id);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'scenario.yaml'), tinyScenarioText(['test/tiny', id]));
      await writeFile(join(folder, 'rows.csv'), csvOf(tinyRows(120)));
    }
    const unread = join(root, 'own', 'unread', 'scenario.yaml');
    await rm(unread);
    await symlink(unread, unread);
    server = await openServer({ scenariosFolder: root });
    for (const id of ids) {
      await server.train(id);
      // What a linear model asks for grows with each of its sizes.
      await server.train(id, { seed: 1, model: { architecture: 'linear', options: {} } });
    }
  });
  afterAll(async () => {
    await server.close();
    await rm(root, { recursive: true, force: true });
  });

  /** What the server says of the scenarios of one's own; no other one may have a problem. */
  async function listed(): Promise<Record<string, Json>> {
    const { status, json, text } = await server.get('/v1/scenarios');
    expect(status).toBe(200);
    expect(text).not.toContain(server.home);
    expect(text).not.toContain(root);
    const summaries = json as Json[];
    expect(summaries.filter(({ id, problem }) => !id.startsWith('own/') && problem)).toEqual([]);
    return Object.fromEntries(summaries.map((summary) => [summary.id, summary]));
  }

  const predict = (id: string) => server.post(`/v1/${id}/predict`, { features });

  it('a scenario.yaml that cannot be read marks its scenario; asking it says what to do', async () => {
    const all = await listed();
    const problem =
      'The scenario.yaml of own/unread cannot be read: ELOOP: too many symbolic links encountered.';
    expect(all['own/unread']).toEqual({ id: 'own/unread', industry: 'own', problem });
    expect(all['own/whole']).toMatchObject({ champion: 'own/whole@2' });
    for (const path of ['', '/versions', '/model-card']) {
      const { status, json } = await server.get(`/v1/own/unread${path}`);
      expect([status, json.type, json.detail]).toEqual([500, 'urn:sextant:problem:damaged-file', problem]);
      expect(json.hint).toContain('start again');
    }
    expect((await predict('own/unread')).status).toBe(500);
  });

  it.each<[string, string[], () => Promise<unknown>]>([
    ['own/alias', ['aliases', 'champion'], () => mkdir(models('own/alias', 'aliases', 'champion'))],
    ['own/ledger', ['ledger.jsonl'], () => mkdir(models('own/ledger', 'ledger.jsonl'))],
  ])('of the registry marks its scenario, which goes on answering: %s', async (id, place, put) => {
    const warned = jest.spyOn(server.application.get<Logger>(LOGGER), 'warn');
    await rm(models(id, ...place));
    await put();
    for (let i = 0; i < 3; i++) {
      const summary = (await listed())[id];
      expect(summary).toMatchObject({
        champion: `${id}@2`,
        problem: expect.stringContaining('cannot be read: it is a folder.'),
      });
    }
    expect((await predict(id)).json.model).toBe(`${id}@2`);
    expect((await server.get(`/v1/${id}/versions`)).json).toHaveLength(2);
    const paths = warned.mock.calls.map(([first]) => (first as { path: string }).path);
    expect(paths).toEqual([models(id, ...place)]);
    warned.mockRestore();
    expect((await predict('own/whole')).status).toBe(200);
  });

  it('an example that is no JSON is left out, and said so', async () => {
    await mkdir(join(root, 'own/example/examples'));
    await writeFile(join(root, 'own/example/examples/predict.json'), '{"features":');
    const problem = 'The example of own/example (examples/predict.json) is not JSON.';
    expect((await listed())['own/example']).toMatchObject({ champion: 'own/example@2', problem });
    const described = await server.get('/v1/own/example');
    expect([described.status, described.json.problem]).toEqual([200, problem]);
    expect(described.json).not.toHaveProperty('example');
    expect((await server.get('/openapi.json')).status).toBe(200);
  });

  it('a model that asks for more than its weights hold is refused at once, though its checksums are right', async () => {
    const sizes: ((content: Json) => void)[] = [
      (content) => (content.shapes.outputs = 300_000_000),
      (content) => (content.shapes.outputs = 1e9),
      (content) => (content.members = 1_000_000),
      (content) => (content.shapes.outputs = -1),
      (content) => (content.members = 1.5),
      (content) => (content.shapes.inputs.features.shape = [1e9]),
    ];
    const whole = await readFile(models('own/model/2/model.json'), 'utf8');
    for (const change of sizes) {
      await resealed(models('own/model/2'), 'model.json', () => {
        const content = JSON.parse(whole);
        // An ensemble has its models inside.
        change(content.parts ? content.parts[0].model : content);
        return JSON.stringify(content);
      });
      const { status, json } = await predict('own/model');
      expect([status, json.type]).toEqual([500, 'urn:sextant:problem:damaged-file']);
      expect(json.detail).toMatch(/model\.json/);
    }
    expect((await predict('own/whole')).status).toBe(200);
  });

  it('is told by the command line, too, which lists the others', async () => {
    const environment = { SEXTANT_HOME: server.home, SEXTANT_SCENARIOS: root, SEXTANT_LOG_LEVEL: 'warn' };
    const list = await runHere(['list'], environment);
    expect(list.status).toBe(0);
    expect(list.stdout).toMatch(/own\/unread +– +– +– +DAMAGED/);
    expect(list.stdout).toContain('finance/credit-scoring');
    expect(list.stderr).toMatch(/own\/ledger: The ledger of own\/ledger cannot be read: it is a folder\./);
    const versions = await runHere(['models', 'list'], environment);
    expect([versions.status, versions.stdout.match(/own\/\w+@\d/g)?.length]).toEqual([0, 10]);
  });

  it('models whose scenario is not there are listed, and doctor asks after it', async () => {
    const environment = { SEXTANT_HOME: server.home, SEXTANT_LOG_LEVEL: 'silent' };
    const all = await runHere(['models', 'list'], environment);
    expect([all.status, all.stdout.match(/own\/\w+@\d/g)?.length]).toEqual([0, 10]);
    expect(all.stderr).toContain('own/whole: It has models, but is none of the scenarios there are.');
    const one = await runHere(['models', 'list', 'own/whole', '--json'], environment);
    expect(JSON.parse(one.stdout)).toMatchObject([{ model: 'own/whole@1' }, { model: 'own/whole@2' }]);
    expect((await runHere(['models', 'list', 'own/nowhere'], environment)).status).toBe(2);
    const doctor = await runHere(['doctor'], environment);
    expect(doctor.status).toBe(1);
    expect(doctor.stdout).toContain('own/whole has models, but is none of the scenarios there are.');
    expect(doctor.stdout).toContain('Does SEXTANT_SCENARIOS name the folder');
  });
});

describe("a scenario's own data", () => {
  let root: string;
  let environment: Record<string, string>;
  const train = (...more: string[]) => runHere(['train', 'own/data', ...more], environment);
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'sextant-data-'));
    environment = {
      SEXTANT_HOME: join(root, 'home'),
      SEXTANT_SCENARIOS: join(root, 'scenarios'),
      SEXTANT_LOG_LEVEL: 'silent',
    };
    await mkdir(join(root, 'scenarios/own/data'), { recursive: true });
    await writeFile(join(root, 'secret.csv'), csvOf(tinyRows(120)));
    await writeFile(
      join(root, 'scenarios/own/data/scenario.yaml'),
      tinyScenarioText(['test/tiny', 'own/data']),
    );
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  const data = () => join(root, 'scenarios/own/data/rows.csv');
  it.each<[string, () => Promise<unknown>, string]>([
    [
      'a link that leads out of its folder',
      () => symlink(join(root, 'secret.csv'), data()),
      "is not in the scenario's own folder",
    ],
    [
      'a pipe that nobody writes to',
      () => Promise.resolve(execFileSync('mkfifo', [data()])),
      'rows.csv is a pipe; expected a file.',
    ],
    ['a folder', () => mkdir(data()), 'rows.csv is a folder; expected a file.'],
  ])('is not read behind %s', async (_, put, message) => {
    await put();
    try {
      const { status, stderr } = await train();
      expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
      expect(stderr).not.toContain(root);
    } finally {
      await rm(data(), { recursive: true });
    }
  });

  it('may come from a pipe when it is named by hand: it is read once', async () => {
    const pipe = join(root, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const writer = spawn('sh', ['-c', `cat '${join(root, 'secret.csv')}' > '${pipe}'`]);
    try {
      const { status, stderr } = await train('--data', pipe);
      expect([status, stderr]).toEqual([0, expect.not.stringContaining('error')]);
    } finally {
      writer.kill('SIGKILL');
    }
  });
});
