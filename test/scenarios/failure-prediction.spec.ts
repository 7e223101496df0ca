import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MaintenanceAdvice } from '../../src/industries/manufacturing/maintenance-advice.js';
import type { AnswerEnvelope } from '../../src/learning/answer.js';
import { AskEndpoint } from '../../src/scoring/ask-endpoint.js';
import { DescribeScenario } from '../../src/scoring/describe-scenario.js';
import { PredictRows } from '../../src/scoring/predict-rows.js';
import type { TrainResult } from '../../src/training/train-scenario.js';
import { realDataFolder } from '../real-data.js';
import { trainedHome, type TrainedHome } from './trained-home.js';

const id = 'manufacturing/failure-prediction';
const real = realDataFolder();
const withRealData = real ? it : it.skip;
const note = real ? '' : ' (skipped: ../shared/datasets is not there)';
describe('failure prediction', () => {
  let home: TrainedHome;
  let trained: TrainResult;
  let example: { features: Record<string, unknown> };
  beforeAll(async () => {
    home = await trainedHome(id);
    // One member learns in a quarter of the time; the whole is trained in test/contract.
    const { split } = home.scenario.spec;
    trained = await home.train({ split: { ...split, validation: { fraction: 0.2 } } });
    example = (await home.suite.get(DescribeScenario).describe(id)).example as typeof example;
  });
  afterAll(() => home.close());

  const predict = (features: Record<string, unknown>) =>
    home.suite.get(PredictRows).execute(id, { features }) as Promise<AnswerEnvelope>;

  it('serves after the first training on its sample', () => {
    expect(trained.promoted).toBe(true);
    expect(trained.headline).toMatchObject({ metric: 'average_precision', data: 'synthetic-sample' });
    expect(trained.report.metrics.cost?.value).toBeLessThan(1);
  });

  it('reports which kind was taken for which', () => {
    const { kinds } = trained.report.details as { kinds: { classes: string[]; confusion: number[][] } };
    expect(kinds.classes).toEqual(['heat dissipation', 'power', 'overstrain', 'tool wear', 'other failure']);
    expect(kinds.confusion).toHaveLength(5);
  });

  it('answers its example with failure, the likeliest kind and the action', async () => {
    const { prediction, decision } = await predict(example.features);
    expect(prediction).toMatchObject({ label: 'failure', kind: { label: 'power' } });
    expect(decision).toMatchObject({ action: 'inspect', rule: 'expected cost' });
    const all = Object.values(prediction.probabilities ?? {});
    expect(all).toHaveLength(6);
    expect(all.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
    expect(Number(prediction.probability)).toBeCloseTo(
      1 - Number(prediction.probabilities?.['no failure']),
      6,
    );
  });

  it('lets a calm machine run', async () => {
    const calm = { ...example.features, 'Torque [Nm]': 40, 'Rotational speed [rpm]': 1500 };
    const { prediction, decision } = await predict(calm);
    expect(prediction.label).toBe('no failure');
    expect(decision?.action).toBe('keep running');
  });

  it('says what to do first, with the physics behind it', async () => {
    const ask = { name: 'maintenance-advice', method: 'POST' as const, body: example };
    const advice = (await home.suite.get(AskEndpoint).execute(id, ask)) as MaintenanceAdvice;
    expect(advice.mode.label).toBe('power');
    expect(advice.findings).toMatchObject([
      { text: 'power 9,157 W, outside its limit of 3,500 to 9,000 W', withinLimit: false },
    ]);
    const { prediction, decision } = await predict(example.features);
    expect(advice).toMatchObject({ probability: prediction.probability, action: decision?.action });
  });

  withRealData(`learns from the published states, in a few epochs${note}`, async () => {
    await home.import(join(String(real), 'manufacturing', 'ai4i-2020'));
    const { report, headline } = await home.train({
      training: { epochs: 3, batchSize: 256 },
      split: { method: 'stratified', test: 0.2, validation: { fraction: 0.2 } },
    });
    expect(report.data).toMatchObject({ kind: 'original', rows: 10_000, rejected: 0 });
    expect(headline.value).toBeGreaterThan(0.5);
  });
});
