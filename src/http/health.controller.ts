import { Controller, Get, Header } from '@nestjs/common';
import type { Readiness } from './readiness.js';
import { RequestMetrics } from './request-metrics.js';
import { ServerReadiness } from './server-readiness.js';

/** For whoever watches the process. */
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: ServerReadiness,
    private readonly metrics: RequestMetrics,
  ) {}

  /** The process answers. */
  @Get('livez')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** The server can answer what it has, and jobs are taken: see `obstacleTo`. */
  @Get('readyz')
  ready(): Promise<Readiness> {
    return this.readiness.check();
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  prometheus(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
