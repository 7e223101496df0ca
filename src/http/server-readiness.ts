import { Injectable } from '@nestjs/common';
import { NotReadyError } from '../core/errors.js';
import { JobsService } from '../jobs/jobs-service.js';
import { DescribeScenario } from '../scoring/describe-scenario.js';
import { TrainMissingChampions } from '../training/train-missing-champions.js';
import { obstacleTo, stateOf, UnreadyError, type Readiness, type ScenarioStates } from './readiness.js';

/** Whether this server can answer what it has, and takes jobs: see `obstacleTo`. */
@Injectable()
export class ServerReadiness {
  constructor(
    private readonly scenarios: DescribeScenario,
    private readonly jobs: JobsService,
    private readonly missing: TrainMissingChampions,
  ) {}

  /** @throws UnreadyError */
  async check(): Promise<Readiness> {
    const summaries = await this.scenarios.list();
    const states = summaries.map((one) => [one.id, stateOf(one, this.missing.firstModel(one.id))] as const);
    const scenarios = Object.fromEntries(states);
    const obstacle = obstacleTo(scenarios) ?? this.jobsObstacle(scenarios);
    if (obstacle) throw obstacle;
    return { status: 'ok', scenarios };
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
