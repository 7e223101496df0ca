import type { ApiDescription, Operation } from './api-description.js';
import { bodyOf, bytesOf, headerOf, type ApiCase, type ApiRequest } from './api-request.js';
import { leaksOf } from './leaks.js';
import type { Answer, Exchange } from './wire.js';

/**
 * Statuses that any request may get whatever the OpenAPI file says of its operation, for they are said of HTTP, of the path or of the
 * state of things. 500 and its like are none of them: whatever is sent, the server knows what to say. 507 would be true of a full disk.
 */
const general = [
  400, 403, 404, 405, 406, 408, 409, 410, 411, 413, 414, 415, 416, 417, 421, 422, 426, 429, 431, 503,
];

/** A longer body is refused before it has arrived: the end of the connection may overtake the answer. As SEXTANT_MAX_BODY_BYTES. */
const bodyLimit = 16 * 1024 ** 2;

export interface JudgeOptions {
  description: ApiDescription;
  /** Paths of the server's own that no answer may show. */
  ownPaths: readonly string[];
}

/** What is wrong with what came back for a case; empty when nothing is. */
export function judge(sent: ApiCase, exchange: Exchange, options: JudgeOptions): string[] {
  const { requests, manner } = sent;
  const { answers, end } = exchange;
  const wrong = answers.flatMap((answer, i) => {
    const place = requests.length > 1 ? `request ${i + 1}: ` : '';
    return judgeAnswer(requests[i], answer, options).map((one) => `${place}${one}`);
  });
  if (end === 'silent' && !isEndUnclear(sent))
    wrong.push(`no answer and no end after ${Math.round(exchange.milliseconds)} ms`);
  // A server that has not read all of a request says so and closes.
  const isClosing = answers.at(-1)?.headers.connection === 'close';
  const mayEndWithout = manner === 'cut' || manner === 'left' || isClosing || requests.some(mayBeCutOff);
  if (end === 'closed' && answers.length < requests.length && !mayEndWithout && manner !== 'half-closed')
    wrong.push(`${requests.length} requests, ${answers.length} answers, and the connection was closed`);
  return [...new Set(wrong)];
}

/** Whether the server may wait for bytes that do not come. */
export function isEndUnclear({ requests }: ApiCase): boolean {
  return requests.some((request) => request.raw !== undefined || isFramed(request));
}

/** Whether the request itself says how long its body is, which may be false. */
function isFramed(request: ApiRequest): boolean {
  return ['Content-Length', 'Transfer-Encoding'].some((name) => headerOf(request, name) !== undefined);
}

/** Where a request ends is not clear, so the connection may end instead of an answer. */
function mayBeCutOff(request: ApiRequest): boolean {
  return (
    request.raw !== undefined ||
    isFramed(request) ||
    (bodyOf(request)?.length ?? 0) > bodyLimit ||
    request.method === 'CONNECT' ||
    request.method === 'HEAD'
  );
}

function judgeAnswer(request: ApiRequest | undefined, answer: Answer, options: JudgeOptions): string[] {
  const { status, headers } = answer;
  const text = answer.body.toString();
  const wrong: string[] = [];
  if (!isKnownStatus(request, status)) wrong.push(`status ${status} is not documented`);
  const seen = `${JSON.stringify(headers)}\n${text}`;
  wrong.push(
    ...leaksOf(seen, {
      ownPaths: options.ownPaths,
      isError: status >= 400,
      sent: request && bytesOf(request, true).toString(),
    }),
  );
  if (status === 503 && !/^\d+$/.test(headers['retry-after'] ?? '')) wrong.push('503 without Retry-After');
  if (status === 405 && !headers.allow) wrong.push('405 without Allow');
  const hasBody = request?.method !== 'HEAD' && status !== 204 && status !== 304;
  if (!hasBody) return wrong;
  if (status >= 400) wrong.push(...judgeError(request, answer, { text, options }));
  else if (request?.operation && status < 300) wrong.push(...judgeSuccess(request, answer, text));
  return wrong;
}

function isKnownStatus(request: ApiRequest | undefined, status: number): boolean {
  if (general.includes(status)) return true;
  if (!request || request.raw) return status === 200 || status === 204;
  if (request.method === 'OPTIONS') return status === 204;
  const operation = operationOf(request);
  // An odd path may be another operation's, or another way to write this one's.
  return operation ? operation.answers.has(String(status)) : [200, 202, 204].includes(status);
}

/** The operation that was built, while it is still the one that is asked for. */
function operationOf({ operation, method, changes }: ApiRequest): Operation | undefined {
  const isSame = operation && (operation.method === method || method === 'HEAD');
  return isSame && !changes.includes('an odd path') ? operation : undefined;
}

/** Addresses of the inference protocol have errors of its form, but for what is no HTTP. */
function judgeError(
  request: ApiRequest | undefined,
  answer: Answer,
  { text, options }: { text: string; options: JudgeOptions },
): string[] {
  const isPlain = /^application\/json\b/.test(answer.headers['content-type'] ?? '');
  if (!isPlain || request?.path.startsWith('/v2') !== true) return judgeProblem(answer, text, options);
  const { error } = options.description.inferenceError.safeParse(parsed(text));
  return error ? [`the error is not as documented: ${error.message.slice(0, 300)}`] : [];
}

/** RFC 9457. */
function judgeProblem({ status, headers }: Answer, text: string, { description }: JudgeOptions): string[] {
  const type = headers['content-type'] ?? 'no content type';
  if (!/^application\/problem\+json\b/.test(type)) return [`status ${status} comes as ${type}`];
  const problem = parsed(text);
  const result = description.problem.safeParse(problem);
  if (!result.success) return [`the problem is not as documented: ${result.error.message.slice(0, 300)}`];
  const told = (problem as { status: number }).status;
  return told === status ? [] : [`status ${status} has a problem of the status ${told}`];
}

function judgeSuccess(request: ApiRequest, { status, headers }: Answer, text: string): string[] {
  const contents = operationOf(request)?.answers.get(String(status));
  if (!contents || contents.size === 0) return [];
  const type = (headers['content-type'] ?? '').split(';')[0];
  if (!contents.has(type))
    return [`status ${status} comes as ${type || 'no content type'}, which is not documented`];
  const shape = contents.get(type);
  const result = shape?.safeParse(parsed(text));
  return !result || result.success
    ? []
    : [`the answer is not as documented: ${result.error.message.slice(0, 300)}`];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
