import { Controller, Get, Header } from '@nestjs/common';
import { NotReadyError } from '../core/errors.js';
import { JobsService } from '../jobs/jobs-service.js';
import { DescribeScenario } from '../scoring/describe-scenario.js';
import { TrainMissingChampions } from '../training/train-missing-champions.js';
import { obstacleTo, stateOf, UnreadyError, type Readiness, type ScenarioStates } from './readiness.js';
import { RequestMetrics } from './request-metrics.js';

/** For whoever watches the process. */
@Controller()
export class HealthController {
  constructor(
    private readonly scenarios: DescribeScenario,
    private readonly metrics: RequestMetrics,
    private readonly jobs: JobsService,
    private readonly missing: TrainMissingChampions,
  ) {}

  /** The process answers. */
  @Get('livez')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** The server can answer what it has, and jobs are taken: see `obstacleTo`. */
  @Get('readyz')
  async ready(): Promise<Readiness> {
    const summaries = await this.scenarios.list();
    const states = summaries.map((one) => [one.id, stateOf(one, this.missing.firstModel(one.id))] as const);
    const scenarios = Object.fromEntries(states);
    const obstacle = obstacleTo(scenarios) ?? this.jobsObstacle(scenarios);
    if (obstacle) throw obstacle;
    return { status: 'ok', scenarios };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  prometheus(): Promise<string> {
    return this.metrics.registry.metrics();
  }

  private jobsObstacle(scenarios: ScenarioStates): UnreadyError | undefined {
    try {
      this.jobs.checkReady();
      return undefined;
    } catch (error) {
      if (!(error instanceof NotReadyError)) throw error;
      return new UnreadyError(error.message, error.retryAfterSeconds, scenarios);
    }
  }
}
