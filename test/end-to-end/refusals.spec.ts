import { request } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  credit,
  exampleFeatures,
  line,
  openServer,
  type Json,
  type Received,
  type TestServer,
} from './server.fixture.js';

let server: TestServer;
let applicant: Record<string, unknown>;
beforeAll(async () => {
  applicant = await exampleFeatures('finance/credit-scoring');
  server = await openServer({ maxRows: 5, maxBodyBytes: 4000 });
  await server.train('finance/credit-scoring');
  await server.train('basics/linear-regression');
  await server.application.listen(0, '127.0.0.1');
});
afterAll(() => server.close());

/** The problem, after a look at what all problems have in common. */
function problemOf({ status, headers, json }: Received): Json {
  expect(headers['content-type']).toMatch(/^application\/problem\+json\b/);
  expect(json).toMatchObject({ status, type: expect.any(String), title: expect.any(String) });
  expect(json.type).toMatch(/^(about:blank|urn:sextant:problem:[a-z-]+)$/);
  for (const { expected, received } of json.errors ?? []) {
    expect([typeof expected, typeof received]).toEqual(['string', 'string']);
  }
  return json;
}

async function refused(body: unknown, path = `${credit}/predict`): Promise<Json> {
  const received = await server.post(path, body);
  expect(received.status).toBe(422);
  return problemOf(received);
}

describe('wrong fields', () => {
  it('are named one by one, with pointer, expectation and what came', async () => {
    const features = {
      ...applicant,
      checking_status: undefined,
      duration_months: 'long',
      credit_amount: 10.5,
      housing: {},
      age_years: true,
    };
    const problem = await refused({ features });
    expect(problem).toEqual({
      type: 'urn:sextant:problem:invalid-input',
      title: 'invalid input',
      status: 422,
      detail: 'Some fields are not what the scenario expects.',
      hint: `Every field is described by GET ${credit}, or: sextant describe ${credit.slice('/v1/'.length)}`,
      instance: `${credit}/predict`,
      errors: [
        {
          pointer: '/features/checking_status',
          expected: 'a value',
          received: 'nothing (the key is missing)',
        },
        { pointer: '/features/duration_months', expected: 'a number', received: '"long"' },
        { pointer: '/features/credit_amount', expected: 'a whole number', received: '10.5' },
        { pointer: '/features/age_years', expected: 'a number', received: 'true' },
        { pointer: '/features/housing', expected: expect.any(String), received: '{}' },
      ],
    });
  });

  it('are pointed to in the row that has them', async () => {
    const rows = [applicant, { ...applicant, age_years: 'old' }, 7, { ...applicant, job: [] }];
    const { errors } = await refused({ rows });
    expect(errors.map(({ pointer, received }: Json) => [pointer, received])).toEqual([
      ['/rows/1/age_years', '"old"'],
      ['/rows/2', '7'],
      ['/rows/3/job', '[]'],
    ]);
  });

  it('are keys that no column has, escaped as RFC 6901 says', async () => {
    const { errors } = await refused({ features: { x: 1, 'y/~': 1 } }, `${line}/predict`);
    expect(errors).toEqual([
      { pointer: '/features/y~1~0', expected: 'one of the columns x', received: 'the unknown key "y/~"' },
    ]);
  });

  it.each<[string, string, string]>([
    ['a number beyond JSON', '{"features":{"x":1e999}}', 'Infinity'],
    ['a number of another form', '{"features":{"x":"0x1F"}}', '"0x1F"'],
    ['a list', '{"features":{"x":[1]}}', '[1]'],
  ])('are %s', async (_, body, received) => {
    const { errors } = await refused(body, `${line}/predict`);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ pointer: '/features/x', received });
  });

  it('are a prototype, which is an unknown key like any other', async () => {
    const { errors } = await refused('{"features":{"x":1,"__proto__":{"y":1}}}', `${line}/predict`);
    expect(errors).toEqual([expect.objectContaining({ pointer: '/features/__proto__' })]);
    expect(({} as Json).y).toBeUndefined();
  });
});

describe('a body', () => {
  it.each<[string, unknown]>([
    ['none', undefined],
    ['nothing', '{}'],
    ['null', 'null'],
    ['a list', [{}]],
    ['a text', '"features"'],
    ['both', { features: {}, rows: [] }],
    ['an unknown key', { features: {}, explain: true }],
    ['rows that are none', { rows: {} }],
  ])('of another form is refused with the two there are: %s', async (_, body) => {
    const { errors, detail } = await refused(body);
    expect(detail).toBe('The request must hold one row or a list of rows.');
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      pointer: '',
      expected: '{"features": {...}} or {"rows": [{...}, ...]}',
    });
  });

  it.each([
    ['features that are a list', { features: [] }, '[]'],
    ['features that are null', { features: null }, 'null'],
  ])('with %s is refused at its place', async (_, body, received) => {
    const { errors } = await refused(body);
    expect(errors).toEqual([{ pointer: '/features', expected: expect.any(String), received }]);
  });

  it('with more rows than allowed is refused, and told how to go on', async () => {
    const { errors, hint } = await refused({ rows: Array(6).fill({ x: 1 }) }, `${line}/predict`);
    expect(errors).toEqual([{ pointer: '/rows', expected: 'at most 5 rows', received: '6 rows' }]);
    expect(hint).toContain('CSV');
    expect((await server.post(`${line}/predict`, { rows: Array(5).fill({ x: 1 }) })).status).toBe(200);
  });

  it('that is too large is refused with the limit', async () => {
    const body = JSON.stringify({ features: { x: 'x'.repeat(4000) } });
    const received = await server.post(`${line}/predict`, body);
    expect(received.status).toBe(413);
    expect(problemOf(received)).toMatchObject({
      errors: [{ expected: 'at most 4000 bytes', received: `${body.length} bytes` }],
    });
  });

  it.each(['{"features":', '{"features":{"x":1,}}', "{'x':1}", 'x', '{"features":{"x":NaN}}'])(
    'that is not JSON is refused, saying why: %s',
    async (body) => {
      const received = await server.post(`${line}/predict`, body);
      expect(received.status).toBe(400);
      const { detail, errors } = problemOf(received);
      expect(detail).toBe('The body is not JSON.');
      expect(errors).toEqual([{ pointer: '', expected: 'JSON (RFC 8259)', received: expect.any(String) }]);
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'text/csv', 'multipart/form-data', 'nonsense'])(
    'of type %s is refused with the type there is',
    async (type) => {
      const received = await server.post(`${line}/predict`, '{"features":{"x":1}}', type);
      expect(received.status).toBe(415);
      expect(problemOf(received).errors).toEqual([{ expected: 'application/json', received: type }]);
    },
  );

  it('may name its character set and begin with a byte order mark', async () => {
    const received = await server.post(
      `${line}/predict`,
      '\uFEFF{"features":{"x":1}}',
      'application/json; charset=utf-8',
    );
    expect(received.status).toBe(200);
  });
});

describe('a path', () => {
  it.each(['/', '/nothing', '/v1', '/v1/scenarios/more/than/there/is', '/docs/package.json'])(
    'that does not exist is a 404: %s',
    async (path) => {
      const received = await server.get(path);
      expect(received.status).toBe(404);
      expect(problemOf(received)).toMatchObject({ instance: path, detail: expect.any(String) });
    },
  );

  it.each([
    ['GET', '/v1/finance/none'],
    ['POST', '/v1/finance/none/predict'],
    ['GET', '/v1/finance/none/versions'],
    ['GET', '/v1/finance/none/report'],
    ['GET', '/v1/finance/none/scorecard'],
    ['POST', '/v1/finance/none/rollback'],
  ])('of an unknown scenario names those there are: %s %s', async (method, path) => {
    const received = await server.request(method, path);
    expect(received.status).toBe(404);
    const { hint, errors } = problemOf(received);
    expect(hint).toContain('GET /v1/scenarios');
    expect(errors).toEqual([{ expected: expect.stringMatching(/^one of /), received: 'finance/none' }]);
    const [{ expected }] = errors as { expected: string }[];
    expect(expected).toContain('basics/linear-regression');
    expect(expected).toContain('finance/credit-scoring');
  });

  it('of an unknown endpoint names those there are', async () => {
    const received = await server.get(`${credit}/nonsense`);
    expect(received.status).toBe(404);
    expect(problemOf(received).errors).toEqual([
      { expected: 'one of GET scorecard, POST scorecard', received: 'GET nonsense' },
    ]);
  });

  it('that is no URL is a 400', async () => {
    expect(problemOf(await server.get('/v1/%zz')).status).toBe(400);
  });
});

describe('a method', () => {
  it.each([
    ['GET', `${credit}/predict`, 'OPTIONS, POST'],
    ['DELETE', `${credit}/predict`, 'OPTIONS, POST'],
    ['PUT', '/v1/scenarios', 'GET, HEAD, OPTIONS, POST'],
    ['PUT', `${credit}/scorecard`, 'GET, HEAD, OPTIONS, POST'],
    ['PATCH', credit, 'DELETE, GET, HEAD, OPTIONS'],
    ['GET', `${credit}/versions/1/promote`, 'OPTIONS, POST'],
    ['GET', `${credit}/rollback?x=1`, 'OPTIONS, POST'],
    ['POST', '/livez/', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/openapi.json', 'GET, HEAD, OPTIONS'],
  ])('that a path does not take is a 405 with those it takes: %s %s', async (method, path, allow) => {
    const received = await server.request(method, path);
    expect(received.status).toBe(405);
    expect(received.headers.allow).toBe(allow);
    const { errors } = problemOf(received);
    expect(errors).toEqual([{ expected: expect.not.stringContaining('OPTIONS'), received: method }]);
  });

  it('may ask which there are', async () => {
    const received = await server.request('OPTIONS', `${credit}/predict`);
    expect([received.status, received.text, received.headers.allow]).toEqual([204, '', 'OPTIONS, POST']);
    expect((await server.request('OPTIONS', '/nothing')).status).toBe(404);
  });

  it.each(['/v1/scenarios', credit, `${credit}/report`, `${credit}/model-card`, '/livez', '/docs'])(
    'HEAD has the head of GET and no body: %s',
    async (path) => {
      const [head, get] = [await server.request('HEAD', path), await server.get(path)];
      expect([head.status, head.text]).toEqual([200, '']);
      expect(head.headers['content-type']).toBe(get.headers['content-type']);
      expect(head.headers['content-length']).toBe(get.headers['content-length']);
    },
  );
});

describe('more requests than can be answered at once', () => {
  it('are refused at once, told when to come again, and then answered', async () => {
    const small = await openServer({ maxRequests: 3 });
    try {
      const answers = await Promise.all(Array.from({ length: 12 }, () => small.get('/v1/scenarios')));
      const refused = answers.filter(({ status }) => status === 503);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
      expect(refused).toHaveLength(9);
      expect(refused[0].headers['retry-after']).toBe('1');
      expect(problemOf(refused[0])).toMatchObject({
        status: 503,
        hint: expect.stringContaining('SEXTANT_MAX_REQUESTS'),
      });
      const watched = await Promise.all(Array.from({ length: 12 }, () => small.get('/livez')));
      expect(watched.map(({ status }) => status)).toEqual(Array(12).fill(200));
      expect((await small.get('/v1/scenarios')).status).toBe(200);
    } finally {
      await small.close();
    }
  });
});

describe('what comes over the wire', () => {
  const port = () => (server.application.getHttpServer().address() as AddressInfo).port;

  async function raw(sent: string): Promise<string> {
    const socket = connect(port(), '127.0.0.1');
    socket.write(sent);
    return text(socket);
  }

  it('and is no HTTP is answered with problem details, too', async () => {
    const answer = await raw('NONSENSE\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('content-type: application/problem+json');
    expect(JSON.parse(answer.split('\r\n\r\n')[1])).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
    });
  });

  it('with too many headers is answered with 431', async () => {
    const answer = await raw(`GET /livez HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('application/problem+json');
  });

  it('without telling its length is cut at the limit', async () => {
    const answer = new Promise<[number | undefined, string]>((resolve, reject) => {
      const options = { port: port(), host: '127.0.0.1', path: `${line}/predict`, method: 'POST' };
      const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
      const sending = request({ ...options, headers }, (response) => {
        void text(response).then((body) => resolve([response.statusCode, body]));
      });
      sending.on('error', reject);
      sending.end('x'.repeat(5000));
    });
    const [status, body] = await answer;
    expect(status).toBe(413);
    expect(JSON.parse(body)).toMatchObject({
      errors: [{ expected: 'at most 4000 bytes', received: 'more' }],
    });
  });
});
