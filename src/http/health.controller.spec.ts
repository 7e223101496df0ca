import { describe, expect, it } from '@jest/globals';
import { NotReadyError } from '../core/errors.js';
import type { JobsService } from '../jobs/jobs-service.js';
import type { DescribeScenario } from '../scoring/describe-scenario.js';
import type { ScenarioSummary } from '../scoring/scenario-description.js';
import { HealthController } from './health.controller.js';
import type { RequestMetrics } from './request-metrics.js';

const scenario = (id: string, rest: Partial<ScenarioSummary>): ScenarioSummary => ({
  id,
  industry: 'a',
  ...rest,
});
const serving = scenario('a/serving', { champion: 'a/serving@1' });
const untrained = scenario('a/untrained', {});
const damaged = scenario('a/damaged', { problem: 'No champion can be loaded.' });
const fallenBack = scenario('a/back', { champion: 'a/back@1', problem: 'The artefact a/back@2 is damaged.' });

const readyOf = (...summaries: ScenarioSummary[]) => {
  const scenarios = { list: () => Promise.resolve(summaries) } as unknown as DescribeScenario;
  const jobs = { checkReady: () => undefined } as unknown as JobsService;
  return new HealthController(scenarios, {} as RequestMetrics, jobs).ready();
};

describe('whether a server is ready', () => {
  it('it is when every scenario answers, whatever else is damaged', async () => {
    expect(await readyOf(serving)).toEqual({ status: 'ok', scenarios: 1 });
    expect(await readyOf(serving, fallenBack, damaged)).toEqual({
      status: 'ok',
      scenarios: 2,
      problems: { 'a/back': fallenBack.problem, 'a/damaged': damaged.problem },
    });
  });

  it('it is not while one waits for its first model, nor when none answers', async () => {
    await expect(readyOf(serving, untrained)).rejects.toThrow(NotReadyError);
    await expect(readyOf(serving, untrained)).rejects.toThrow('a/untrained');
    await expect(readyOf(damaged)).rejects.toThrow('a/damaged');
  });
});
