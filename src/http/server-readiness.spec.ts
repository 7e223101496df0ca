import { describe, expect, it } from '@jest/globals';
import { NotReadyError } from '../core/errors.js';
import type { JobsService } from '../jobs/jobs-service.js';
import type { DescribeScenario } from '../scoring/describe-scenario.js';
import type { ScenarioSummary } from '../scoring/scenario-description.js';
import type { FirstModel, TrainMissingChampions } from '../training/train-missing-champions.js';
import { problemOf } from './problem-details.filter.js';
import { ServerReadiness } from './server-readiness.js';

const scenario = (id: string, rest: Partial<ScenarioSummary>): ScenarioSummary => ({
  id,
  industry: 'a',
  ...rest,
});
const serving = scenario('a/serving', { champion: 'a/serving@1' });
const untrained = scenario('a/untrained', {});
const coming = scenario('a/coming', {});
const missed = scenario('a/missed', {});
const damaged = scenario('a/damaged', { problem: 'No champion can be loaded.' });
const fallenBack = scenario('a/back', { champion: 'a/back@1', problem: 'The artefact a/back@2 is damaged.' });

const reason = 'a/missed@1 does not serve: auc 0.6000 misses the floor 0.7.';
const firstModels: Record<string, FirstModel> = {
  'a/coming': { state: 'training' },
  'a/missed': { state: 'missing', reason },
};

function readinessOf(summaries: ScenarioSummary[], checkReady = () => undefined): ServerReadiness {
  const scenarios = { list: () => Promise.resolve(summaries) } as unknown as DescribeScenario;
  const jobs = { checkReady } as unknown as JobsService;
  const missing = { firstModel: (id: string) => firstModels[id] } as unknown as TrainMissingChampions;
  return new ServerReadiness(scenarios, jobs, missing);
}

const readyOf = (...summaries: ScenarioSummary[]) => readinessOf(summaries).check();

describe('whether a server is ready', () => {
  it('it is when one scenario answers, and says how each stands', async () => {
    const all = [serving, fallenBack, coming, missed, untrained, damaged];
    expect(await readyOf(...all)).toEqual({
      status: 'ok',
      scenarios: {
        'a/serving': { state: 'ready', model: 'a/serving@1' },
        'a/back': { state: 'ready', model: 'a/back@1', problem: fallenBack.problem },
        'a/coming': { state: 'training' },
        'a/missed': { state: 'missing', reason },
        'a/untrained': { state: 'missing', reason: 'It has no model yet: sextant train a/untrained.' },
        'a/damaged': { state: 'damaged', reason: damaged.problem },
      },
    });
  });

  it('it is when nothing answers and nothing is being trained: it can be given a model', async () => {
    expect(await readyOf(untrained, missed)).toMatchObject({ status: 'ok' });
    expect(await readyOf()).toEqual({ status: 'ok', scenarios: {} });
  });

  it('it is not while it waits for its first model, nor when what it had is damaged', async () => {
    await expect(readyOf(coming, untrained)).rejects.toThrow(NotReadyError);
    await expect(readyOf(coming, missed)).rejects.toThrow('No model to answer with: a/coming (training).');
    await expect(readyOf(damaged)).rejects.toThrow('a/damaged (damaged)');
  });

  it('it is not while jobs are not taken; how each scenario stands is told all the same', async () => {
    const readiness = readinessOf([serving], () => {
      throw new NotReadyError('The jobs are being opened.', 1);
    });
    const problem = problemOf(await readiness.check().catch((error: unknown) => error));
    expect(problem).toMatchObject({
      status: 503,
      detail: 'The jobs are being opened.',
      scenarios: { 'a/serving': { state: 'ready', model: 'a/serving@1' } },
    });
  });
});
