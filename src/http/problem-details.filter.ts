import { STATUS_CODES } from 'node:http';
import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotReadyError, SextantError, asError, type ErrorDetail } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import { LOGGER } from '../core/tokens.js';
import { AllowedMethods } from './allowed-methods.js';

/** RFC 9457. `errors` has one entry per wrong place. */
export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  hint?: string;
  errors?: ErrorDetail[];
}

/** Any failure as problem details; what nobody foresaw is logged whole and shown as a bare 500. */
export function problemOf(thrown: unknown): ProblemDetails {
  if (thrown instanceof SextantError) {
    const problem: ProblemDetails = {
      type: `urn:sextant:problem:${thrown.code}`,
      title: thrown.code.replaceAll('-', ' '),
      status: thrown.status,
      detail: thrown.message,
    };
    if (thrown.hint) problem.hint = thrown.hint;
    if (thrown.details.length > 0) problem.errors = thrown.details;
    return problem;
  }
  const status = statusOf(thrown);
  const detail = status < 500 ? asError(thrown).message : undefined;
  return { ...plainProblem(status), ...(detail ? { detail } : {}) };
}

/** A problem that its status says all about. */
function plainProblem(status: number): ProblemDetails {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status };
}

function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const code = (thrown as { statusCode?: unknown } | null)?.statusCode;
  return typeof code === 'number' && code >= 400 && code < 600 ? code : 500;
}

@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  constructor(
    private readonly methods: AllowedMethods,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const allowed = this.methods.of(request.url);
    const problem = { ...withMethods(problemOf(thrown), request.method, allowed), instance: request.url };
    if (problem.status >= 500 && !(thrown instanceof NotReadyError)) {
      this.logger.error({ err: asError(thrown), url: request.url }, 'request failed');
    }
    if (thrown instanceof NotReadyError) void reply.header('retry-after', String(thrown.retryAfterSeconds));
    if (problem.status === 405) void reply.header('allow', allowed.join(', '));
    void reply.status(problem.status).type('application/problem+json').send(problem);
  }
}

/** Where nothing was found because the path has other methods, that is what is wrong. */
function withMethods(problem: ProblemDetails, method: string, allowed: readonly string[]): ProblemDetails {
  if (problem.status !== 404 || allowed.length === 0 || allowed.includes(method)) return problem;
  const errors = [{ expected: allowed.join(' or '), received: method }];
  return { ...plainProblem(405), detail: `This path does not take ${method}.`, errors };
}
