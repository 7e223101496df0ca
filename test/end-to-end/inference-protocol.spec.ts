import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/core/paths.js';
import { credit, exampleFeatures, line, openServer, type Json, type TestServer } from './server.fixture.js';

/** Requests and answers as the protocol's own description writes them (kserve/open-inference-protocol, open_inference_rest.yaml). */

const model = '/v2/models/finance.credit-scoring';

interface Tensor {
  name: string;
  shape: number[];
  datatype: string;
  data: unknown[];
}

let server: TestServer;
let applicant: Record<string, unknown>;
let datatypes: Map<string, string>;

beforeAll(async () => {
  server = await openServer();
  await server.train('finance/credit-scoring');
  await server.train('city/population');
  applicant = await exampleFeatures('finance/credit-scoring');
  const { inputs } = (await server.get(model)).json as { inputs: Tensor[] };
  datatypes = new Map(inputs.map(({ name, datatype }) => [name, datatype]));
});
afterAll(() => server.close());

function tensorsOf(rows: readonly Record<string, unknown>[], types = datatypes): Tensor[] {
  return Object.keys(rows[0]).map((name) => ({
    name,
    shape: [rows.length],
    datatype: types.get(name)!,
    data: rows.map((row) => row[name]),
  }));
}

const dataOf = ({ outputs }: { outputs: Tensor[] }, name: string) =>
  outputs.find((one) => one.name === name)!.data;

describe('the Open Inference Protocol', () => {
  it('tells the server, that it is live and whether it is ready', async () => {
    expect((await server.get('/v2')).json).toEqual({
      name: 'sextant',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      extensions: [],
    });
    expect((await server.get('/v2/')).status).toBe(200);
    expect((await server.get('/v2/health/live')).json).toEqual({ live: true });
    expect((await server.get('/v2/health/ready')).json).toEqual({ ready: true });
  });

  it('tells inputs and outputs of a model and of its version, and that it is ready', async () => {
    const told = (await server.get(model)).json;
    expect(told).toMatchObject({ name: 'finance.credit-scoring', versions: ['1'], platform: 'sextant' });
    expect(told.inputs).toContainEqual({ name: 'checking_status', datatype: 'BYTES', shape: [-1] });
    expect(told.inputs).toContainEqual({ name: 'credit_amount', datatype: 'INT64', shape: [-1] });
    expect(told.inputs).toContainEqual({ name: 'duration_months', datatype: 'INT64', shape: [-1] });
    expect(told.outputs).toContainEqual({ name: 'prediction.probability', datatype: 'FP64', shape: [-1] });
    expect(told.outputs).toContainEqual({ name: 'decision.action', datatype: 'BYTES', shape: [-1] });
    expect((await server.get(`${model}/versions/1`)).json).toEqual(told);
    const ready = { name: 'finance.credit-scoring', ready: true };
    expect((await server.get(`${model}/ready`)).json).toEqual(ready);
    expect((await server.get(`${model}/versions/1/ready`)).json).toEqual(ready);
  });

  it('answers with the bits of predict, names the version and gives the id back', async () => {
    const rows = [applicant, { ...applicant, credit_amount: 9001 }, { ...applicant, savings_status: 'A65' }];
    const infer = await server.post(`${model}/infer`, { id: '42', inputs: tensorsOf(rows) });
    expect(infer.status).toBe(200);
    expect(infer.json).toMatchObject({
      id: '42',
      model_name: 'finance.credit-scoring',
      model_version: '1',
    });
    const { answers } = (await server.post(`${credit}/predict`, { rows })).json;
    const told = (pick: (answer: Json) => unknown) => answers.map(pick);
    expect(dataOf(infer.json, 'prediction.label')).toEqual(told(({ prediction }) => prediction.label));
    const probabilities = dataOf(infer.json, 'prediction.probability') as number[];
    expect(probabilities).toHaveLength(3);
    probabilities.forEach((one, row) =>
      expect(Object.is(one, answers[row].prediction.probability)).toBe(true),
    );
    expect(dataOf(infer.json, 'decision.action')).toEqual(told(({ decision }) => decision.action));
    expect(dataOf(infer.json, 'applicability.in_domain')).toEqual(
      told(({ applicability }) => applicability.in_domain),
    );
  });

  it('takes nested data, other numbers for numbers, and gives the outputs that are asked for', async () => {
    const inputs = tensorsOf([applicant]).map((tensor) => ({
      ...tensor,
      shape: [1, 1],
      datatype: tensor.datatype === 'INT64' ? 'UINT8' : tensor.datatype,
      data: [tensor.data],
    }));
    const outputs = [{ name: 'prediction.probability' }];
    const asked = await server.post(`${model}/versions/1/infer`, { inputs, outputs });
    const { prediction } = (await server.post(`${credit}/predict`, { features: applicant })).json;
    expect(asked.json.outputs).toEqual([
      { name: 'prediction.probability', shape: [1], datatype: 'FP64', data: [prediction.probability] },
    ]);
  });

  it('reads rows with those before them, and tells each horizon under its name', async () => {
    const example = (await server.get('/v1/city/population')).json.example as { history: Json[] };
    const path = '/v2/models/city.population';
    const metadata = (await server.get(path)).json as { inputs: Tensor[] };
    const types = new Map(metadata.inputs.map(({ name, datatype }) => [name, datatype]));
    const inputs = tensorsOf(example.history, types);
    const infer = await server.post(`${path}/infer`, { inputs, parameters: { history: true } });
    const { prediction } = (await server.post('/v1/city/population/predict', example)).json;
    for (const { horizon, value, interval } of prediction.horizons) {
      expect(dataOf(infer.json, `prediction.horizons.${horizon}.value`)).toEqual([value]);
      const ends = infer.json.outputs.find(
        ({ name }: Tensor) => name === `prediction.horizons.${horizon}.interval`,
      );
      expect(ends).toMatchObject({ shape: [1, 2], data: interval });
    }
  });

  it('answers many rows in the process of large requests with the same bits', async () => {
    const rows = Array.from({ length: 150 }, (_, at) => ({ ...applicant, credit_amount: 500 + at }));
    const infer = await server.post(`${model}/infer`, { inputs: tensorsOf(rows) });
    const { answers } = (await server.post(`${credit}/predict`, { rows })).json;
    expect(dataOf(infer.json, 'prediction.probability')).toEqual(
      answers.map(({ prediction }: Json) => prediction.probability),
    );
  });

  const age = (changes: Partial<Tensor>) => ({
    inputs: [{ name: 'age_years', shape: [1], datatype: 'INT64', data: [30], ...changes }],
  });
  it.each<[what: string, path: string, body: unknown, status: number, text: RegExp]>([
    ['an unknown model', '/v2/models/finance.nothing/infer', age({}), 404, /finance\/nothing/],
    ['no name of a model', '/v2/models/credit/infer', age({}), 404, /a name such as finance.credit-scoring/],
    ['an unknown version', `${model}/versions/9/infer`, age({}), 404, /9/],
    ['no JSON', `${model}/infer`, '{', 400, /not JSON/],
    ['no inputs', `${model}/infer`, {}, 400, /\/inputs: expected/],
    [
      'an unknown column',
      `${model}/infer`,
      age({ name: 'height' }),
      400,
      /\/inputs\/0\/name: expected a column/,
    ],
    ['another datatype', `${model}/infer`, age({ datatype: 'BYTES', data: ['30'] }), 400, /expected INT64/],
    ['a value of another type', `${model}/infer`, age({ data: ['30'] }), 400, /\/inputs\/0\/data\/0/],
    ['too few values', `${model}/infer`, age({ shape: [2] }), 400, /expected 2 values, received 1 values/],
    ['a matrix', `${model}/infer`, age({ shape: [1, 2], data: [30, 31] }), 400, /\/inputs\/0\/shape/],
    ['missing columns', `${model}/infer`, age({}), 400, /checking_status/],
    ['an unknown path', '/v2/nothing', {}, 404, /no such path/],
  ])('refuses %s with one text', async (_what, path, body, status, text) => {
    const refused = await server.post(path, body);
    expect(refused.json).toEqual({ error: expect.stringMatching(text) });
    expect(refused.status).toBe(status);
  });

  it('refuses the same column twice, unknown outputs, more rows than predict takes, and what is no JSON', async () => {
    const inputs = tensorsOf([applicant]);
    const twice = await server.post(`${model}/infer`, { inputs: [...inputs, inputs[0]] });
    expect(twice.json.error).toMatch(/each column once/);
    const unknown = await server.post(`${model}/infer`, { inputs, outputs: [{ name: 'logits' }] });
    expect(unknown.json.error).toMatch(/one of prediction\.label/);
    const binary = await server.post(`${model}/infer`, 'abc', 'application/octet-stream');
    expect([binary.status, binary.json.error]).toEqual([415, expect.stringMatching(/application\/json/)]);
  });

  it('says of a model that is not there yet that it is not ready, and answers the example of the guide once it is', async () => {
    const path = '/v2/models/basics.linear-regression';
    expect((await server.get(`${path}/ready`)).status).toBe(503);
    const { versions, inputs, outputs } = (await server.get(path)).json;
    expect([versions, inputs, outputs]).toEqual([
      [],
      [{ name: 'x', datatype: 'FP64', shape: [-1] }],
      undefined,
    ]);
    await server.train('basics/linear-regression');
    const guide = await readFile(join(projectRoot, 'docs', 'rest.md'), 'utf8');
    const [, example] = /```json\n(\{ "id": "42"[^`]+)```/.exec(guide)!;
    const { answers } = (await server.post(`${line}/predict`, { rows: [{ x: 3 }, { x: 4 }] })).json;
    expect((await server.post(`${path}/infer`, example)).json).toEqual({
      model_name: 'basics.linear-regression',
      model_version: '1',
      id: '42',
      outputs: [
        {
          name: 'prediction.value',
          shape: [2],
          datatype: 'FP64',
          data: answers.map(({ prediction }: Json) => prediction.value),
        },
      ],
    });
  });
});
