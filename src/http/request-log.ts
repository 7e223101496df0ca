import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { factLine, type Logger } from '../core/logger.js';
import { LOGGER } from '../core/tokens.js';
import { callerOf } from './caller.js';
import { routeOf } from './route.js';

/** Whoever watches the process asks so every few seconds. */
const probes: ReadonlySet<string> = new Set([
  '/livez',
  '/readyz',
  '/metrics',
  '/v2/health/live',
  '/v2/health/ready',
]);

/**
 * One line for each request: method, route, status, duration. The route is the template: what stood in its places, the query, headers and
 * the body may hold what a log must not.
 */
@Injectable()
export class RequestLog implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    const fastify = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onResponse', (request, reply, done) => {
      this.write(request, reply, reply.statusCode);
      done();
    });
    fastify.addHook('onRequestAbort', (request, done) => {
      this.logger.info(
        ...factLine(
          { event: 'request', ...namesOf(request), status: 'left' },
          `${textOf(request)} left by its sender`,
        ),
      );
      done();
    });
  }

  private write(request: FastifyRequest, reply: FastifyReply, status: number): void {
    const names = namesOf(request);
    const level = probes.has(names.route) ? 'debug' : 'info';
    const milliseconds = Math.round(reply.elapsedTime * 100) / 100;
    const facts = { event: 'request', ...names, status, milliseconds };
    this.logger[level](...factLine(facts, `${textOf(request)} ${status} in ${milliseconds} ms`));
  }
}

/** The key by its id, which says nothing of the key itself. */
function namesOf(request: FastifyRequest): { method: string; route: string; key?: string } {
  const { key } = callerOf(request);
  return { method: request.method, route: routeOf(request), ...(key !== undefined && { key }) };
}

function textOf(request: FastifyRequest): string {
  return `${request.method} ${routeOf(request)}`;
}
