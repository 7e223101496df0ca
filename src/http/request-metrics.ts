import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { runningEngine } from '../engine/engine.js';
import { watchDrift } from '../monitoring/drift/drift-metrics.js';
import { RequestWindows } from '../monitoring/drift/request-windows.js';
import { OperationEvents } from '../monitoring/operation-events.js';
import { watchOutcomes } from '../monitoring/outcomes/outcome-metrics.js';
import { ScenarioMetrics } from '../monitoring/scenario-metrics.js';
import { routeOf } from './route.js';

/** Figures for Prometheus: duration and status of requests by route, what scenarios do, tensors alive, and those of the process. */
@Injectable()
export class RequestMetrics implements OnModuleInit {
  readonly registry = new Registry();
  private readonly durations = new Histogram({
    name: 'sextant_http_request_seconds',
    help: 'Duration of HTTP requests',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [this.registry],
  });

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly events: OperationEvents,
    private readonly windows: RequestWindows,
  ) {}

  onModuleInit(): void {
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'sextant_engine_tensors',
      help: 'Tensors alive in the engine of the main thread',
      registers: [this.registry],
      collect() {
        this.set(runningEngine()?.tensorCount() ?? 0);
      },
    });
    new ScenarioMetrics(this.registry).watch(this.events);
    watchDrift(this.registry, this.windows);
    watchOutcomes(this.registry, this.events);
    const fastify = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onResponse', (request, reply, done) => {
      this.durations.observe(
        { method: request.method, route: routeOf(request), status: reply.statusCode },
        reply.elapsedTime / 1000,
      );
      done();
    });
  }
}
