import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { problemSchema } from '../../src/core/problem-details.js';
import { jobPageSchema, jobSchema } from '../../src/jobs/describe-job.js';
import { jobEventSchema } from '../../src/jobs/job.js';
import { jobKinds } from '../../src/jobs/kinds/index.js';
import { answerListSchema, answerSchema } from '../../src/learning/answer.js';
import { reportSchema } from '../../src/learning/report.js';
import { receiptSchema } from '../../src/scoring/csv/receipt.js';
import { explanationSchema } from '../../src/explanation/explanation.js';
import { dependenceSchema, importanceSchema } from '../../src/explanation/learnt/learnt.js';
import { descriptionSchema, summarySchema } from '../../src/scoring/scenario-description.js';
import { championSchema, versionSchema } from '../../src/training/model-versions.js';
import { openServer, type Json, type TestServer } from './server.fixture.js';

/** One scenario of each form of prediction: classes and kinds of an event, a number, a forecast, a list of products. */
const trained = [
  'finance/credit-scoring',
  'manufacturing/failure-prediction',
  'basics/linear-regression',
  'city/hourly-traffic',
  'retail/product-recommendation',
];

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
  for (const id of trained) await server.train(id);
});
afterAll(() => server.close());

/** It is of the schema, and has no field that the schema does not know. */
function expectShape(schema: z.ZodType, value: unknown): void {
  const { data, error } = schema.safeParse(value);
  expect(error).toBeUndefined();
  expect(data).toEqual(value);
}

describe.each(trained)('%s answers as the schemas say', (id) => {
  let description: Json;
  beforeAll(async () => {
    description = (await server.get(`/v1/${id}`)).json;
  });

  it('to a request for its description', () => expectShape(descriptionSchema, description));

  it('to a prediction of one row, of many and of a history', async () => {
    const { features, rows, history } = description.example;
    const one = history ?? rows ?? [features];
    const bodies: [z.ZodType, Json][] = [[answerListSchema, { rows: one }]];
    if (description.history) bodies.push([answerSchema, { history: one }]);
    bodies.push([answerSchema, { features: one[0] }]);
    for (const [schema, body] of bodies) {
      const { status, json } = await server.post(`/v1/${id}/predict`, body);
      expect(status).toBe(200);
      expectShape(schema, json);
    }
  });

  it('about what an answer rests on, where it can tell', async () => {
    const { features, rows, history } = description.example;
    const body = history ? { history } : { features: features ?? rows[0] };
    const { status, json } = await server.post(`/v1/${id}/explain`, body);
    expect(status).toBe(description.explains ? 200 : 422);
    expectShape(description.explains ? explanationSchema : problemSchema, json);
  });

  it('about what it has learnt, where it can tell', async () => {
    const { status, json } = await server.get(`/v1/${id}/importance`);
    expect(status).toBe(description.hasImportance ? 200 : 422);
    expectShape(description.hasImportance ? importanceSchema : problemSchema, json);
    if (!description.hasImportance) return;
    const { column } = json.figures[0].columns.find(({ hasDependence }: Json) => hasDependence);
    expectShape(dependenceSchema, (await server.get(`/v1/${id}/dependence/${column}`)).json);
  });

  it('to a wrong request', async () => {
    const { status, json } = await server.post(`/v1/${id}/predict`, { rows: [{ nobody: 1 }] });
    expect(status).toBe(422);
    expectShape(problemSchema, json);
  });

  it('about its versions and its report', async () => {
    const versions = (await server.get(`/v1/${id}/versions`)).json;
    expect(versions).toHaveLength(1);
    expectShape(versionSchema.array(), versions);
    expectShape(championSchema, (await server.post(`/v1/${id}/versions/1/promote`, undefined)).json);
    expectShape(reportSchema, (await server.get(`/v1/${id}/report`)).json);
  });
});

describe('the list of scenarios', () => {
  it('is of its schema', async () => {
    const { json } = await server.get('/v1/scenarios');
    expect(json.filter(({ champion }: Json) => champion)).toHaveLength(trained.length);
    expectShape(summarySchema.array(), json);
  });
});

describe('a job', () => {
  it.each([
    ['batch', 'batches', 'x\n1\nnone\n'],
    ['train', 'train?promote=no', 'x,y\n' + Array.from({ length: 60 }, (_, i) => `${i},${2 * i}\n`).join('')],
  ] as const)('of the kind %s is of its schema in every form', async (kind, path, csv) => {
    const ordered = await server.post(`/v1/basics/linear-regression/${path}`, csv, 'text/csv');
    expect(ordered.status).toBe(202);
    expectShape(jobSchema, ordered.json);
    const address = `/v1/jobs/${ordered.json.id}`;
    const events = [...(await server.get(`${address}/events`)).text.matchAll(/^data: (.*)$/gm)];
    expect(events.length).toBeGreaterThan(2);
    for (const [, data] of events) expectShape(jobEventSchema, JSON.parse(data));
    const job = (await server.get(address)).json;
    expect(job).toMatchObject({ kind, state: 'succeeded' });
    expectShape(jobSchema, job);
    expectShape(jobKinds[kind].summary, job.result);
    expectShape(jobPageSchema, (await server.get('/v1/jobs')).json);
    if (kind === 'batch') expectShape(receiptSchema, (await server.get(`${address}/receipt`)).json);
    else expectShape(jobKinds.train.summary, (await server.get(`${address}/result`)).json);
  });

  it('that failed says why in its schema', async () => {
    const ordered = await server.post('/v1/basics/linear-regression/train', 'x,y\n1,1\n', 'text/csv');
    const address = `/v1/jobs/${ordered.json.id}`;
    await server.get(`${address}/events`);
    const job = (await server.get(address)).json;
    expect(job.state).toBe('failed');
    expectShape(jobSchema, job);
  });
});
