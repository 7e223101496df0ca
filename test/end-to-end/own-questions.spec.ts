import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AnswerLog } from '../../src/monitoring/answers/answer-log.js';
import { OpenApi } from '../../src/http/openapi.js';
import { openServer, type Json, type Received, type TestServer } from './server.fixture.js';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
}, 60_000);

afterAll(() => server.close());

const boundary = 'own-questions';

/** Send a form with a table. */
function send(path: string, table: string, fields: Record<string, string> = {}): Promise<Received> {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="Our table.csv"\r\ncontent-type: text/csv\r\n\r\n${table}\r\n`;
  const type = `multipart/form-data; boundary=${boundary}`;
  return server.post(path, `${[...parts, file].join('')}--${boundary}--\r\n`, type);
}

const rows = (count: number, row: (i: number) => string) => Array.from({ length: count }, (_, i) => row(i));

const german = [
  'kunde;seit;betrag;aktiv;leer;bleibt',
  ...rows(
    60,
    (i) =>
      `K${i};${String(1 + (i % 28)).padStart(2, '0')}.03.2025;${i},5;${i % 2 ? 'ja' : 'nein'};;${i % 3 ? 'yes' : 'no'}`,
  ),
].join('\n');

const columnsOf = (draft: Json) =>
  Object.fromEntries(draft.columns.map((column: Json) => [column.name, column])) as Record<string, Json>;

describe('a draft of a table', () => {
  it('tells kinds, why, examples, what is missing and what to decide', async () => {
    const { status, json } = await send('/v1/drafts', german);
    expect(status).toBe(200);
    const { kunde, seit, betrag, leer, bleibt } = columnsOf(json);
    expect([kunde.kind, seit.kind, betrag.kind, leer.kind]).toEqual([
      'identifier',
      'date',
      'numeric',
      'identifier',
    ]);
    expect(betrag.why).toBe('every value is a number with a decimal comma');
    expect(betrag.examples).toEqual(['0,5', '1,5', '2,5', '3,5']);
    expect(seit.declarations[0]).toMatchObject({ format: 'dd.MM.yyyy' });
    expect([leer.values, leer.missing, leer.questions]).toEqual([
      0,
      60,
      ['no row has a value here: leave the column out'],
    ]);
    expect(bleibt.target).toBe('categorical');
    expect(json.specification).toMatchObject({
      id: 'own/our-table',
      target: { name: 'bleibt', positive: 'no' },
      task: { name: 'classification' },
    });
    expect(json.yaml).toContain('# ?');
    expect(await readdir(join(server.home, 'jobs'))).toEqual([]);
  });

  it('is of another target, and of a table without a header, where one says so', async () => {
    const other = (await send('/v1/drafts', german, { target: 'betrag' })).json;
    expect(other.specification.task).toEqual({ name: 'regression' });
    const text = rows(30, (i) => `${i},${i * 2 + 1}`).join('\n');
    const bare = (await send('/v1/drafts', text, { header: 'no' })).json;
    expect([bare.source.rows, bare.columns.map((column: Json) => column.name)]).toEqual([
      30,
      ['column_1', 'column_2'],
    ]);
  });

  it('says that rows are few', async () => {
    const { json } = await send('/v1/drafts', 'size,weight\n1,2.5\n2,3\n3,9');
    expect(json.notes).toEqual(['3 rows are few: the figures of the report will be uncertain']);
  });

  it.each([
    [
      'one class only',
      ['a,b', ...rows(30, () => 'x,same')].join('\n'),
      { target: 'b' },
      422,
      '1 different texts',
    ],
    ['no rows', 'a,b', {}, 422, 'at least one row'],
    ['a target that is no column', german, { target: 'blebt' }, 400, 'bleibt'],
    ['an option that there is not', german, { sheet: 'x' }, 422, 'sheet'],
    [
      'ten thousand columns',
      [rows(10_000, (i) => `c${i}`).join(), rows(10_000, () => '1').join()].join('\n'),
      {},
      413,
      'at most 1000 columns',
    ],
    ['a record that is not whole', 'a,b\n1,2\n3\n', {}, 422, 'line'],
  ])('is refused in words: %s', async (_, table, fields, status, word) => {
    const answer = await send('/v1/drafts', table, fields);
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(word)]);
    expect(answer.text).not.toContain(server.home);
  });
});

describe('a scenario of a decided draft', () => {
  const make = (specification: unknown) =>
    send('/v1/scenarios', german, { specification: JSON.stringify(specification) });

  it('is there whole, is asked without a restart, and is removed with all that is of it', async () => {
    const { specification } = (await send('/v1/drafts', german)).json;
    specification.columns = specification.columns.filter(({ name }: Json) => name !== 'leer');
    specification.log = { days: 30 };
    const made = await make(specification);
    expect([made.status, made.headers.location]).toEqual([201, '/v1/own/our-table']);
    expect(made.json).toMatchObject({ id: 'own/our-table', removable: true });
    const folder = join(server.home, 'scenarios', 'own', 'our-table');
    expect((await readdir(folder)).sort()).toEqual(['examples', 'origin.json', 'rows.csv', 'scenario.yaml']);
    expect(await readFile(join(folder, 'rows.csv'), 'utf8')).toContain('K0,01.03.2025,"0,5",nein,,no\n');
    expect((await server.get('/v1/scenarios')).text).toContain('own/our-table');
    const { paths } = await server.application.get(OpenApi).document();
    expect(Object.keys(paths['/v1/own/our-table'])).toEqual(['get', 'delete']);
    await server.train('own/our-table');
    const answer = await server.post('/v1/own/our-table/predict', made.json.example);
    expect([answer.status, answer.json.model]).toEqual([200, 'own/our-table@1']);
    expect((await make(specification)).status).toBe(409);
    expect((await send('/v1/drafts', german)).json.specification.id).toBe('own/our-table-2');
    const kept = join(server.home, 'answers', 'own', 'our-table');
    const days = async () => (await readdir(kept)).filter((name) => name.endsWith('.jsonl'));
    await server.application.get(AnswerLog).flush();
    expect(await days()).toHaveLength(1);
    // One more, which still waits to be written.
    await server.post('/v1/own/our-table/predict', made.json.example);
    expect((await server.request('DELETE', '/v1/own/our-table')).status).toBe(204);
    await server.application.get(AnswerLog).flush();
    expect(await days()).toEqual([]);
    expect((await server.get('/v1/own/our-table')).status).toBe(404);
    expect(await readdir(join(server.home, 'scenarios', 'own'))).toEqual([]);
    expect(await readdir(join(server.home, 'models', 'own'))).toEqual([]);
  }, 120_000);

  it('is refused with the place of what is wrong, and leaves nothing', async () => {
    const { specification } = (await send('/v1/drafts', german)).json;
    const [first, ...others] = specification.columns;
    const wrong = await make({ ...specification, columns: [{ ...first, kind: 'nothing' }, ...others] });
    expect([wrong.status, wrong.json.errors[0].pointer]).toEqual([422, '/specification/columns/0/kind']);
    for (const id of ['own/../../x', 'finance/mine', 'own/A', 'own/a/b', 7]) {
      const { status, json } = await make({ ...specification, id });
      expect([id, status, json.errors[0].pointer]).toEqual([id, 422, '/specification/id']);
    }
    expect((await send('/v1/scenarios', german, { specification: '[' })).status).toBe(422);
    expect((await send('/v1/scenarios', german)).status).toBe(422);
    expect((await server.get('/v1/scenarios')).text).not.toContain('"own/');
  });

  it('is not removed where a person wrote it', async () => {
    const { status, json } = await server.request('DELETE', '/v1/basics/linear-regression');
    expect([status, json.detail]).toEqual([409, expect.stringContaining('was not made by a server')]);
  });
});
