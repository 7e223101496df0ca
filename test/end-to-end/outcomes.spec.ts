import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tinyScenarioText } from '../../src/scenarios/scenario.fixture.js';
import { AnswerLog } from '../../src/monitoring/answers/answer-log.js';
import { tinyRows } from '../../src/training/training.fixture.js';
import { openServer, type Json, type TestServer } from './server.fixture.js';

/* Answers that are kept, what came of them, and what of both is removed: by hand and by the day. */

const tiny = '/v1/test/tiny';

const text = tinyScenarioText(
  [
    'columns:\n',
    'columns:\n  - { name: customer, kind: identifier, meaning: { en: Who, zh: 客户 }, missing: allow, optional: true }\n',
  ],
  ['sensitive: [colour]\n', 'sensitive: [colour]\nlog: { days: 30, key: customer, inputs: true }\n'],
);

let root: string;
let server: TestServer;
let answers: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sextant-outcomes-'));
  const folder = join(root, 'scenarios', 'test', 'tiny');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'scenario.yaml'), text);
  const lines = tinyRows(300).map((row, i) => `C-${i},${row.size},${row.colour},${row.target}`);
  await writeFile(join(folder, 'rows.csv'), ['customer,size,colour,class', ...lines, ''].join('\n'));
  const home = join(root, 'home');
  server = await openServer({ scenariosFolder: join(root, 'scenarios'), logAnswers: {} }, home);
  answers = join(home, 'answers', 'test', 'tiny');
  await server.train('test/tiny');
  await server.train('basics/linear-regression');
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

async function written(kind = ''): Promise<string> {
  await server.application.get(AnswerLog).flush();
  const names = (await readdir(answers).catch(() => [])).filter((name) => name.includes(kind)).sort();
  return (await Promise.all(names.map((name) => readFile(join(answers, name), 'utf8')))).join('');
}

async function ask(rows: object[]): Promise<Json[]> {
  const { status, json } = await server.post(`${tiny}/predict`, { rows });
  expect(status).toBe(200);
  return json.answers;
}

const rowsOf = (count: number, seed: number) =>
  tinyRows(count, seed).map(({ size, colour, target }, i) => ({
    features: { customer: `K-${seed}-${i}`, size: Number(size), colour },
    outcome: target,
  }));

describe('the log of answers', () => {
  it('has a line per answer, of every form of a request, with keyed hashes of persons', async () => {
    const features = { customer: 'Rosalind Franklin', size: 1.25, colour: 'b' };
    const one = await server.post(`${tiny}/predict`, { features });
    const many = await ask([{ ...features, customer: 'Ada Lovelace' }, features]);
    const large = await ask(Array.from({ length: 120 }, () => features));
    const lines = (await written('answers'))
      .trim()
      .split('\n')
      .map((line): Json => JSON.parse(line));
    expect(lines.map(({ id }) => id)).toEqual([one.json.id, ...[...many, ...large].map(({ id }) => id)]);
    expect(lines[0]).toEqual({
      id: one.json.id,
      at: expect.any(String),
      version: 1,
      prediction: one.json.prediction,
      inDomain: true,
      warnings: [],
      key: expect.stringMatching(/^[\w-]{43}$/),
      inputs: { customer: lines[0].key, size: 1.25, colour: expect.stringMatching(/^[\w-]{43}$/) },
    });
    expect(lines[1].key).not.toBe(lines[0].key);
    expect(lines[2].key).toBe(lines[0].key);
    expect(await written()).not.toMatch(/Franklin|Lovelace/);
  });

  it('has no line of what was refused, and none of a scenario whose log is off', async () => {
    const before = await written();
    await server.post(`${tiny}/predict`, { features: { size: 'CANARY', colour: 'b' } });
    await server.post('/v1/basics/linear-regression/predict', { features: { x: 1 } });
    expect(await written()).toBe(before);
    expect(await readdir(join(server.home, 'answers'))).not.toContain('basics');
    const refused = await server.get('/v1/basics/linear-regression/outcomes');
    expect(refused.status).toBe(404);
    expect(refused.json.hint).toContain('SEXTANT_LOG_ANSWERS=basics/linear-regression');
  });
});

describe('outcomes', () => {
  it('are told by id and by key, and judged beside the report', async () => {
    const rows = rowsOf(80, 7);
    const given = await ask(rows.map(({ features }) => features));
    const byId = rows.slice(0, 40).map(({ outcome }, i) => ({ answer: given[i].id, outcome }));
    const byKey = rows.slice(40).map(({ features, outcome }) => ({ key: features.customer, outcome }));
    const told = await server.post(`${tiny}/outcomes`, { rows: [...byId, ...byKey] });
    expect(told.json).toEqual({ scenario: 'test/tiny', told: 80, known: 0 });
    const again = await server.post(`${tiny}/outcomes`, { rows: byId });
    expect(again.json).toEqual({ scenario: 'test/tiny', told: 0, known: 40 });

    const { json } = await server.get(`${tiny}/outcomes`);
    expect(json).toMatchObject({ model: 'test/tiny@1', verdict: 'ok', days: 30, known: 80, judged: 80 });
    expect(json.headline.metric).toBe('auc');
    const events = rows.filter(({ outcome }) => outcome === 'x').length;
    expect(json.calibration.observed).toMatchObject({ count: events, of: 80 });
    const mean = given.reduce((sum, { prediction }) => sum + prediction.probability, 0) / 80;
    expect(json.calibration.predicted).toBeCloseTo(mean, 12);
    const squares = given.map(
      ({ prediction }, i) => (Number(rows[i].outcome === 'x') - prediction.probability) ** 2,
    );
    expect(json.metrics.brier).toBeCloseTo(squares.reduce((sum, square) => sum + square, 0) / 80, 12);
    expect((await server.get(`${tiny}/outcomes`, { 'accept-language': 'zh' })).json.sentence).toContain(
      '没有证据表明',
    );
  });

  it('are refused one by one, and then none is kept', async () => {
    const [{ features }] = rowsOf(1, 9);
    const [answer] = await ask([features]);
    const before = await written('outcomes');
    const refused = await server.post(`${tiny}/outcomes`, {
      rows: [
        { answer: answer.id, outcome: 'g' },
        { answer: '01K00000000000000000000000', outcome: 'g' },
        { answer: answer.id, outcome: 'unheard of' },
        { key: 'nobody', outcome: 'g' },
        { answer: answer.id, outcome: 'x' },
      ],
    });
    expect(refused.status).toBe(422);
    expect(refused.json.errors.map(({ pointer }: Json) => pointer)).toEqual([
      '/rows/1/answer',
      '/rows/2/outcome',
      '/rows/3/key',
      '/rows/4/outcome',
    ]);
    expect(await written('outcomes')).toBe(before);
    const { status, json } = await server.post(`${tiny}/outcomes`, { rows: [{ answer: answer.id }] });
    expect([status, json.errors[0].pointer]).toEqual([422, '/rows/0/outcome']);
  });

  it('of a key are those of its latest answer', async () => {
    const [{ features }] = rowsOf(1, 11);
    const given = await ask([features, features]);
    await server.post(`${tiny}/outcomes`, { rows: [{ key: features.customer, outcome: 'x' }] });
    const kept = await written('outcomes');
    expect(kept).toContain(given[1].id);
    expect(kept).not.toContain(given[0].id);
  });

  it('raise an alarm where the answers got worse, and not before', async () => {
    const rows = rowsOf(300, 13);
    const given = await ask(rows.map(({ features }) => features));
    const opposite = { g: 'x', x: 'g' } as Readonly<Record<string, string>>;
    const wrong = rows.map(({ outcome }, i) => ({ answer: given[i].id, outcome: opposite[outcome] }));
    await server.post(`${tiny}/outcomes`, { rows: wrong });
    const { json } = await server.get(`${tiny}/outcomes`);
    expect(json.verdict).toBe('alarm');
    expect(json.alarm.evidence).toBeGreaterThanOrEqual(json.alarm.needed);
    expect(json.sentence).toMatch(/^Since \d{4}-\d\d-\d\d the answers are worse than the report lets expect/);
    const metrics = (await server.get('/metrics')).text;
    expect(metrics).toContain('sextant_outcome_alarm{scenario="test/tiny",version="1"} 1');
  });

  it('say when they are known of some answers more often than of others', async () => {
    const before = (await server.get(`${tiny}/outcomes`)).json.selection;
    expect(before.isSelective).toBe(true);
    expect(before.groups.map(({ answer }: Json) => answer).sort()).toEqual(['bad', 'good']);
  });
});

describe('what is kept', () => {
  it('is removed by id, its outcome with it', async () => {
    const [{ features }] = rowsOf(1, 15);
    const [answer, other] = await ask([features, features]);
    await server.post(`${tiny}/outcomes`, { rows: [{ answer: answer.id, outcome: 'x' }] });
    expect(await written()).toContain(answer.id);
    expect((await server.request('DELETE', `${tiny}/answers/${answer.id}`)).status).toBe(204);
    expect(await written()).not.toContain(answer.id);
    expect(await written()).toContain(other.id);
    expect((await server.request('DELETE', `${tiny}/answers/${answer.id}`)).status).toBe(404);
  });

  it('survives a line that a killed process tore', async () => {
    const [name] = (await readdir(answers)).filter((one) => one.includes('answers'));
    const torn = join(answers, name.replace(/answers\..*/, 'answers.other-1-0a0b0c0d.jsonl'));
    await appendFile(torn, '{"id":"01K0000000000');
    expect((await server.get(`${tiny}/outcomes`)).status).toBe(200);
    await rm(torn);
  });

  it('is removed by the day', async () => {
    const log = server.application.get(AnswerLog);
    await log.flush();
    const days = 24 * 3600 * 1000;
    await log.forget(new Date(Date.now() + 29 * days));
    expect(await written()).not.toBe('');
    await log.forget(new Date(Date.now() + 31 * days));
    expect(await written()).toBe('');
  });
});
