import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import { Client, StreamableHTTPClientTransport, type CallToolResult } from '@modelcontextprotocol/client';
import { answerListSchema, answerSchema } from '../../src/learning/answer.js';
import { credit, exampleFeatures, openServer, type Json, type TestServer } from './server.fixture.js';

/** A real client of the protocol, as an assistant would hold the conversation. */

let server: TestServer;
let address: string;
let client: Client;
let applicant: Record<string, unknown>;

beforeAll(async () => {
  server = await openServer();
  await server.train('finance/credit-scoring');
  await server.application.listen(0, '127.0.0.1');
  const { port } = server.application.getHttpServer().address() as AddressInfo;
  address = `http://127.0.0.1:${port}`;
  client = await connected('/mcp');
  applicant = await exampleFeatures('finance/credit-scoring');
});
afterAll(async () => {
  await client.close();
  await server.close();
});

async function connected(path: string): Promise<Client> {
  const one = new Client({ name: 'test', version: '1.0.0' });
  await one.connect(new StreamableHTTPClientTransport(new URL(path, address)));
  return one;
}

const call = (name: string, input: Record<string, unknown> = {}) =>
  client.callTool({ name, arguments: input });
const textOf = ({ content }: CallToolResult) => (content[0] as { text: string }).text;

describe('what a language model is given', () => {
  it('is at most 40 tools and 9,000 tokens, with names and keys that every host takes', async () => {
    const { tools } = await client.listTools();
    const text = JSON.stringify(tools);
    expect(tools.length).toBeLessThanOrEqual(40);
    expect(text.length / 4).toBeLessThanOrEqual(9000);
    const names = tools.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['finance_credit-scoring', 'city_air-quality', 'retail_product-recommendation']),
    );
    expect(names).toEqual(
      expect.arrayContaining([
        'list_scenarios',
        'describe_scenario',
        'predict',
        'explain',
        'what_if',
        'counterfactual',
        'score_table',
        'get_job',
        'cancel_job',
        'get_metrics',
        'compare_versions',
      ]),
    );
    expect(new Set(names).size).toBe(names.length);
    for (const { name, inputSchema, description } of tools) {
      expect(name).toMatch(/^[\w-]{1,64}$/);
      expect(description!.length).toBeGreaterThan(20);
      const keys = [...JSON.stringify(inputSchema).matchAll(/"properties":\{"([^"]+)"/g)].map(
        ([, key]) => key,
      );
      for (const key of keys) expect(key).toMatch(/^[\w.-]{1,64}$/);
    }
  });

  it('has no tool that changes something, and none that takes a path or an address', async () => {
    const { tools } = await client.listTools();
    const names = tools.map(({ name }) => name);
    for (const name of ['train', 'promote', 'rollback']) expect(names).not.toContain(name);
    for (const { inputSchema } of tools) {
      const keys = JSON.stringify(Object.keys(inputSchema.properties ?? {}));
      expect(keys).not.toMatch(/"(path|file|url|uri|folder)"/);
    }
  });

  it('lists the codes of a column, and the ten columns that matter most of a scenario with very many', async () => {
    const { tools } = await client.listTools();
    const schemaOf = (name: string) => tools.find((one) => one.name === name)!.inputSchema.properties as Json;
    expect(schemaOf('finance_credit-scoring').checking_status.enum).toEqual(['A11', 'A12', 'A13', 'A14']);
    const outcome = schemaOf('education_student-outcome');
    expect(Object.keys(outcome)).toHaveLength(11);
    expect(outcome.additional).toMatchObject({ type: 'object' });
  });

  it('is of one industry at the address of that industry', async () => {
    const one = await connected('/mcp/finance');
    const names = (await one.listTools()).tools.map(({ name }) => name);
    expect(names).toContain('finance_credit-scoring');
    expect(
      names.filter((name) => /^(city|retail|medical|education|manufacturing|basics)_/.test(name)),
    ).toEqual([]);
    await one.close();
    expect((await server.post('/mcp/nothing', {})).status).toBe(404);
  });
});

describe('a conversation', () => {
  it('begins with what can be asked, and how', async () => {
    const { scenarios } = (await call('list_scenarios', { industry: 'finance' })).structuredContent as Json;
    expect(scenarios.find(({ id }: Json) => id === 'finance/credit-scoring')).toMatchObject({
      model: 'finance/credit-scoring@1',
    });
    const described = (await call('describe_scenario', { scenario: 'finance/credit-scoring' }))
      .structuredContent;
    const { json } = await server.get(credit);
    expect(described).toEqual(json);
  });

  it('predicts with the bits of REST, in a shape that is described', async () => {
    const told = await call('finance_credit-scoring', applicant);
    const { json } = await server.post(`${credit}/predict`, { features: applicant });
    expect({ ...(told.structuredContent as Json), id: '' }).toEqual({ ...json, id: '' });
    expect(answerSchema.safeParse(told.structuredContent).success).toBe(true);
    const generic = await call('predict', {
      scenario: 'finance/credit-scoring',
      rows: [applicant, applicant],
    });
    expect(answerListSchema.safeParse(generic.structuredContent).success).toBe(true);
    expect((generic.structuredContent as Json).answers[1].prediction).toEqual(json.prediction);
  });

  it('takes what is left out for missing, as null is by REST', async () => {
    const known = { ...applicant };
    delete known.purpose;
    const told = await call('finance_credit-scoring', known);
    const { json } = await server.post(`${credit}/predict`, { features: { ...known, purpose: null } });
    expect((told.structuredContent as Json).prediction).toEqual(json.prediction);
    expect(JSON.stringify((told.structuredContent as Json).applicability)).toContain('purpose');
  });

  it('explains, and asks what would be with other values', async () => {
    const explained = await call('explain', { scenario: 'finance/credit-scoring', features: applicant });
    const { json } = await server.post(`${credit}/explain`, { features: applicant });
    expect(explained.structuredContent).toEqual(json);
    const changes = { duration_months: 6 };
    const asked = await call('what_if', { scenario: 'finance/credit-scoring', features: applicant, changes });
    const { before, after } = asked.structuredContent as Json;
    const changed = await server.post(`${credit}/predict`, { features: { ...applicant, ...changes } });
    expect(after.prediction).toEqual(changed.json.prediction);
    expect(before.prediction).not.toEqual(after.prediction);
  });

  it('tells the least changes after which the answer would be another', async () => {
    const asked = { features: applicant, want: 'approve' };
    const told = await call('counterfactual', { scenario: 'finance/credit-scoring', ...asked });
    const { json } = await server.post(`${credit}/counterfactual`, asked);
    expect(told.structuredContent).toEqual(json);
    expect(textOf(told)).toContain('no advice, and not a promise');
  });

  it('scores fifty rows, accounts for each, and refuses more than two hundred', async () => {
    const names = Object.keys(applicant);
    const rowOf = (amount: number | string) =>
      names.map((name) => (name === 'credit_amount' ? amount : applicant[name])).join(',');
    const rows = Array.from({ length: 50 }, (_, at) => rowOf(at === 7 ? 'much' : 1000 + at));
    const csv = [names.join(','), ...rows].join('\n');
    const scored = (await call('score_table', { scenario: 'finance/credit-scoring', csv }))
      .structuredContent as Json;
    expect(scored.rows).toMatchObject({ input: 50, scored: 49, rejected: 1 });
    expect(scored.rejects).toContain('much');
    const [header, first] = scored.csv.split('\n').map((text: string) => text.split(','));
    const { json } = await server.post(`${credit}/predict`, {
      features: { ...applicant, credit_amount: 1000 },
    });
    expect(Number(first[header.indexOf('probability')])).toBe(json.prediction.probability);
    const many = [names.join(','), ...Array.from({ length: 201 }, () => rowOf(1))].join('\n');
    const refused = await call('score_table', { scenario: 'finance/credit-scoring', csv: many });
    expect([refused.isError, textOf(refused)]).toEqual([true, expect.stringContaining('at most 200 rows')]);
  });

  it('says first whether an answer may be used', async () => {
    const inside = textOf(await call('finance_credit-scoring', applicant));
    expect(inside.split('{')[0]).toContain('within what the model knows');
    const far = { ...applicant, credit_amount: 9_000_000 };
    const outside = await call('finance_credit-scoring', far);
    expect(textOf(outside).split('{')[0]).toMatch(/DO NOT USE this answer[\s\S]*credit_amount/);
    expect((outside.structuredContent as Json).applicability.in_domain).toBe(false);
  });

  it('tells a wrong input in words by which it can be mended', async () => {
    const refused = await call('finance_credit-scoring', {
      ...applicant,
      duration_months: 'long',
      color: 'red',
    });
    expect(refused.isError).toBe(true);
    expect(textOf(refused)).toMatch(/duration_months: expected .*number.* received "long"/);
    expect(textOf(refused)).toContain('color');
    const unknown = await call('get_metrics', { scenario: 'finance/nothing' });
    expect([unknown.isError, textOf(unknown)]).toEqual([true, expect.stringContaining('finance/nothing')]);
    const waiting = await call('basics_linear-regression', { x: 3 });
    expect([waiting.isError, textOf(waiting)]).toEqual([
      true,
      expect.stringContaining('basics/linear-regression'),
    ]);
    const none = await call('predict', { scenario: 'finance/credit-scoring' });
    expect(textOf(none)).toContain('features, rows and history');
  });

  it('tells how good versions are, with their intervals', async () => {
    const metrics = (await call('get_metrics', { scenario: 'finance/credit-scoring' }))
      .structuredContent as Json;
    const report = (await server.get(`${credit}/report`)).json;
    expect(metrics).toMatchObject({ metrics: report.metrics, constant: report.constant });
    const compared = await call('compare_versions', { scenario: 'finance/credit-scoring', a: 1, b: 1 });
    expect(compared.structuredContent).toMatchObject({
      a: { champion: true, metrics: report.metrics },
      sameRows: { verdict: 'not-told-apart', changed: { rows: 0 } },
    });
  });

  it('gives long texts as resources, and ways of working in both languages', async () => {
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toContain('sextant://scenario/finance/credit-scoring');
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'sextant://model-card/{industry}/{scenario}',
      'sextant://report/{industry}/{scenario}',
      'sextant://profile/{industry}/{scenario}',
      'sextant://job/{id}/receipt',
      'sextant://job/{id}/rejects',
    ]);
    const { contents } = await client.readResource({ uri: 'sextant://model-card/finance/credit-scoring' });
    expect((contents[0] as { text: string }).text).toContain('Credit scoring');
    await expect(client.readResource({ uri: 'sextant://model-card/../../etc' })).rejects.toThrow();
    await expect(client.readResource({ uri: 'file:///etc/passwd' })).rejects.toThrow('no such resource');
    const { prompts } = await client.listPrompts();
    expect(prompts.length).toBeGreaterThanOrEqual(5);
    const asked = { scenario: 'finance/credit-scoring', language: 'zh' };
    const prompt = await client.getPrompt({ name: 'decide_one_case', arguments: asked });
    expect(JSON.stringify(prompt.messages)).toMatch(/请帮我判断 finance\/credit-scoring/);
  });
});

describe('the door', () => {
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
  const accept = { accept: 'application/json, text/event-stream' };

  it('answers clients of earlier revisions, which say nothing of the revision', async () => {
    const initialise = {
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-03-26', capabilities: {}, clientInfo: { name: 'old', version: '1' } },
    };
    const begun = await server.post('/mcp', initialise, undefined, accept);
    expect([begun.status, begun.text]).toEqual([
      200,
      expect.stringContaining('"protocolVersion":"2025-03-26"'),
    ]);
    const listed = await server.post('/mcp', list, undefined, accept);
    expect(listed.text).toContain('list_scenarios');
  });

  it('answers clients of the current revision, with how long a list may be kept', async () => {
    const current = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
    await current.connect(new StreamableHTTPClientTransport(new URL('/mcp', address)));
    expect(current.getNegotiatedProtocolVersion()).toBe('2026-07-28');
    expect(await current.listTools()).toMatchObject({ ttlMs: 60_000, cacheScope: 'private' });
    const told = await current.callTool({ name: 'finance_credit-scoring', arguments: applicant });
    const { json } = await server.post(`${credit}/predict`, { features: applicant });
    expect((told.structuredContent as Json).prediction).toEqual(json.prediction);
    await current.close();
  });

  it('refuses pages of other sites and other names, and methods that keep a session', async () => {
    const foreign = await server.post('/mcp', list, undefined, { ...accept, origin: 'http://evil.example' });
    expect(foreign.status).toBe(403);
    const misnamed = await server.post('/mcp', list, undefined, { ...accept, host: 'evil.example' });
    expect(misnamed.status).toBe(421);
    expect((await server.get('/mcp')).status).toBe(405);
    expect((await server.request('DELETE', '/mcp')).status).toBe(405);
  });

  it('refuses who calls too often, and says until when', async () => {
    const slow = await openServer({ requestsPerMinute: 2 });
    try {
      for (const status of [200, 200, 429]) {
        const answered = await slow.post('/mcp', list, undefined, accept);
        expect(answered.status).toBe(status);
        if (status === 429) expect(Number(answered.headers['retry-after'])).toBeGreaterThan(0);
      }
    } finally {
      await slow.close();
    }
  });

  it('has the tools that change something where whoever runs it says so', async () => {
    const open = await openServer({ mcpWrites: true });
    try {
      const { text } = await open.post('/mcp', list, undefined, accept);
      for (const name of ['train', 'promote', 'rollback']) expect(text).toContain(`"name":"${name}"`);
      const promote = (confirm?: boolean) =>
        open.post(
          '/mcp',
          {
            ...{ ...list, method: 'tools/call' },
            params: {
              name: 'promote',
              arguments: { scenario: 'finance/credit-scoring', version: 1, confirm },
            },
          },
          undefined,
          accept,
        );
      expect((await promote()).text).toContain('/confirm: expected true');
    } finally {
      await open.close();
    }
  });
});
