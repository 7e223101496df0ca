import { Controller, Get, Header } from '@nestjs/common';
import { NotReadyError } from '../core/errors.js';
import { JobsService } from '../jobs/jobs-service.js';
import { DescribeScenario } from '../scoring/describe-scenario.js';
import { retryAfterSeconds } from '../training/champion-files.js';
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

  /** Every scenario has a model to answer with, and jobs are taken. */
  @Get('readyz')
  async ready(): Promise<{ status: string; scenarios: number }> {
    const summaries = await this.scenarios.list();
    const waiting = summaries.filter(({ champion }) => champion === undefined).map(({ id }) => id);
    if (waiting.length === 0) this.jobs.checkReady();
    if (waiting.length === 0) return { status: 'ok', scenarios: summaries.length };
    throw new NotReadyError(`No model to answer with: ${waiting.join(', ')}.`, retryAfterSeconds);
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  prometheus(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
