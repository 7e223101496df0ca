import { Controller, Get, Header } from '@nestjs/common';
import { NotReadyError } from '../core/errors.js';
import { JobsService } from '../jobs/jobs-service.js';
import { DescribeScenario } from '../scoring/describe-scenario.js';
import { retryAfterSeconds } from '../registry/champion-files.js';
import { RequestMetrics } from './request-metrics.js';

/** For whoever watches the process. */
@Controller()
export class HealthController {
  constructor(
    private readonly scenarios: DescribeScenario,
    private readonly metrics: RequestMetrics,
    private readonly jobs: JobsService,
  ) {}

  /** The process answers. */
  @Get('livez')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /**
   * Every scenario has a model to answer with, and jobs are taken. A scenario whose files are damaged is named under `problems` and does
   * not make the others unready: a balancer that turned away would take them down with it.
   */
  @Get('readyz')
  async ready(): Promise<{ status: string; scenarios: number; problems?: Record<string, string> }> {
    const summaries = await this.scenarios.list();
    const silent = summaries.filter(({ champion }) => champion === undefined);
    const isWaiting =
      silent.some(({ problem }) => problem === undefined) || silent.length === summaries.length;
    if (isWaiting) {
      const ids = silent.map(({ id }) => id).join(', ');
      throw new NotReadyError(`No model to answer with: ${ids}.`, retryAfterSeconds);
    }
    this.jobs.checkReady();
    const problems = summaries.flatMap(({ id, problem }) => (problem === undefined ? [] : [[id, problem]]));
    return {
      status: 'ok',
      scenarios: summaries.length - silent.length,
      ...(problems.length > 0 && { problems: Object.fromEntries(problems) as Record<string, string> }),
    };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  prometheus(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
