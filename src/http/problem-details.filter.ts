import { STATUS_CODES } from 'node:http';
import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  NotReadyError,
  SextantError,
  TooManyRequestsError,
  UnauthorizedError,
  asError,
} from '../core/errors.js';
import { loggedError } from '../core/logged-error.js';
import type { Logger } from '../core/logger.js';
import type { ProblemDetails } from '../core/problem-details.js';
import { LOGGER } from '../core/tokens.js';
import { scoreFileHint } from '../scoring/request-body.js';
import { AllowedMethods } from './allowed-methods.js';
import { inferenceError, isOfInferenceProtocol } from './inference-protocol/inference-error.js';
import { answerIn, sayProblem } from './language.js';
import { takesUploads, uploadTypes } from './job-upload.js';
import { jsonType, takesRows } from './json-body.js';
import { routeOf } from './route.js';
import { UnreadyError, type ScenarioStates } from './readiness.js';

const blank = 'about:blank';

/** For those who send rows where JSON holds options only. */
const tableHint =
  'JSON holds options here, and the path of a table; the table itself goes in the body as text/csv.';

/** Any failure as problem details; what nobody foresaw is logged whole and shown as a bare 500. */
export function problemOf(thrown: unknown): ProblemDetails & { scenarios?: ScenarioStates } {
  if (thrown instanceof SextantError) {
    const problem: ProblemDetails = {
      type: `urn:sextant:problem:${thrown.code}`,
      title: thrown.code.replaceAll('-', ' '),
      status: thrown.status,
      detail: thrown.message,
    };
    if (thrown.hint) problem.hint = thrown.hint;
    if (thrown.details.length > 0) problem.errors = thrown.details;
    return thrown instanceof UnreadyError ? { ...problem, scenarios: thrown.scenarios } : problem;
  }
  const status = statusOf(thrown);
  const detail = status < 500 ? asError(thrown).message : undefined;
  return { ...plainProblem(status), ...(detail ? { detail } : {}) };
}

/** A problem that its status says all about. */
function plainProblem(status: number): ProblemDetails {
  return { type: blank, title: STATUS_CODES[status] ?? 'Error', status };
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
    const known = withMethods(problemOf(thrown), request.method, allowed);
    const problem = { ...withExpectations(known, request), instance: request.url };
    if (problem.status >= 500 && !(thrown instanceof NotReadyError)) {
      const facts = { event: 'request-failed', method: request.method, route: routeOf(request) };
      this.logger.error({ facts, err: loggedError(thrown) }, `${facts.method} ${facts.route} failed`);
    }
    if (thrown instanceof NotReadyError || thrown instanceof TooManyRequestsError)
      void reply.header('retry-after', String(thrown.retryAfterSeconds));
    if (thrown instanceof UnauthorizedError) {
      const error = thrown.problem === 'unknown' ? ', error="invalid_token"' : '';
      void reply.header('www-authenticate', `Bearer realm="sextant"${error}`);
    }
    if (problem.status === 405) void reply.header('allow', allowed.join(', '));
    sendProblem(sayProblem(problem, answerIn(request, reply)), request, reply);
  }
}

/** In the form of the protocol that was spoken. */
export function sendProblem(problem: ProblemDetails, { url }: FastifyRequest, reply: FastifyReply): void {
  if (isOfInferenceProtocol(url)) {
    const { status, body } = inferenceError(problem);
    void reply.status(status).type('application/json; charset=utf-8').send(JSON.stringify(body));
    return;
  }
  void reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** Where nothing was found because the path has other methods, that is what is wrong. */
function withMethods(problem: ProblemDetails, method: string, allowed: readonly string[]): ProblemDetails {
  if (problem.status !== 404 || allowed.length === 0 || allowed.includes(method)) return problem;
  const expected = allowed.filter((name) => name !== 'OPTIONS').join(' or ');
  const errors = [{ expected, received: method }];
  return { ...plainProblem(405), detail: `This path does not take ${method}.`, errors };
}

/** What the framework refused, with what it would have taken. */
function withExpectations(problem: ProblemDetails, request: FastifyRequest): ProblemDetails {
  const { headers, routeOptions } = request;
  if (problem.type !== blank) return problem;
  if (problem.status === 404) {
    return { ...problem, detail: 'There is no such path.', hint: 'GET /docs shows every path.' };
  }
  if (problem.status === 415) {
    const types = takesUploads(routeOptions.url) ? [jsonType, ...uploadTypes] : [jsonType];
    const expected = types.join(' or ');
    const errors = [{ expected, received: headers['content-type'] ?? 'no content-type' }];
    return { ...problem, detail: `The body must be ${expected}.`, errors };
  }
  if (problem.status === 413) {
    const length = headers['content-length'];
    const received = length === undefined ? 'more' : `${length} bytes`;
    const errors = [{ expected: `at most ${routeOptions.bodyLimit} bytes`, received }];
    const hint = takesRows(routeOptions.url) ? scoreFileHint : tableHint;
    return { ...problem, detail: 'The body is too large.', hint, errors };
  }
  return problem;
}
