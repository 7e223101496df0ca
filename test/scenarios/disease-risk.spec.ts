import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MissingValuesAnswer } from '../../src/industries/medical/missing-values.js';
import type { AnswerEnvelope } from '../../src/learning/answer.js';
import { AskEndpoint } from '../../src/scoring/ask-endpoint.js';
import { DescribeScenario } from '../../src/scoring/describe-scenario.js';
import { PredictRows } from '../../src/scoring/predict-rows.js';
import type { TrainResult } from '../../src/training/train-scenario.js';
import { realDataFolder } from '../real-data.js';
import { trainedHome, type TrainedHome } from './trained-home.js';

const id = 'medical/disease-risk';
const real = realDataFolder();
const withRealData = real ? it : it.skip;
const note = real ? '' : ' (skipped: ../shared/datasets is not there)';
interface Decisions {
  stated: { sensitivity: number; specificity: number };
  bands: { lower: number; upper: number };
  sensitivity: { value: number; lower: number; upper: number };
}

describe('disease risk', () => {
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
    expect(trained).toMatchObject({ promoted: true, headline: { metric: 'auc', data: 'synthetic-sample' } });
    expect(Object.keys(trained.report.fairness as object)).toEqual(['age', 'sex']);
  });

  it('reports what its thresholds reach, with intervals', () => {
    const { decisions } = trained.report.details as { decisions: Decisions };
    expect(decisions.stated).toEqual({ sensitivity: 0.95, specificity: 0.95 });
    expect(decisions.bands.lower).toBeLessThanOrEqual(decisions.bands.upper);
    expect(decisions.sensitivity.lower).toBeLessThan(decisions.sensitivity.value);
  });

  it('answers its example with one of three actions, both thresholds and the notice', async () => {
    const { prediction, decision, notice, applicability } = await predict(example.features);
    expect(['rule out', 'refer to test', 'rule in']).toContain(decision?.action);
    expect(decision?.thresholds?.lower).toBeLessThanOrEqual(Number(decision?.thresholds?.upper));
    expect(Number(prediction.probability)).toBeGreaterThan(0);
    expect(notice).toBe('Not for diagnosis. This estimate supports, never replaces, a clinician.');
    const missing = applicability.warnings
      .filter(({ code }) => code === 'missing')
      .map(({ column }) => column);
    expect(missing).toEqual(['ca', 'thal']);
  });

  it('puts the notice at the head of the model card', async () => {
    const card = await readFile(join(home.folder, 'models', id, '1', 'card.md'), 'utf8');
    expect(card).toContain('> **Not for diagnosis.');
  });

  it('shows what the missing values could change', async () => {
    const ask = { name: 'missing-values', method: 'POST' as const, body: example };
    const answer = (await home.suite.get(AskEndpoint).execute(id, ask)) as MissingValuesAnswer;
    expect(answer.missing.map(({ column }) => column).sort()).toEqual(['ca', 'thal']);
    const { prediction } = await predict(example.features);
    expect(answer.answered.probability).toBe(prediction.probability);
    for (const { column, values, lowest, highest, mean } of answer.missing) {
      expect(values.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
      expect(lowest).toBeLessThan(highest);
      expect(mean).toBeGreaterThan(lowest);
      expect(mean).toBeLessThan(highest);
      const [{ value, probability }] = values;
      const known = await predict({ ...example.features, [column]: value });
      expect(known.prediction.probability).toBe(probability);
    }
    expect(answer.range.lowest).toBeLessThanOrEqual(Math.min(...answer.missing.map(({ lowest }) => lowest)));
    expect(answer).toMatchObject({
      syntheticModel: true,
      notice: expect.stringContaining('Not for diagnosis') as unknown,
    });
  });

  withRealData(`learns from the real patients, in a few epochs${note}`, async () => {
    await home.import(join(String(real), 'medical', 'heart-cleveland'));
    const { headline, report } = await home.train({ training: { epochs: 5, batchSize: 32 } });
    expect(report.data).toMatchObject({ kind: 'original', rows: 303, rejected: 0 });
    expect(headline.data).toBe('original');
    expect(headline.value).toBeGreaterThan(0.8);
  });
});
