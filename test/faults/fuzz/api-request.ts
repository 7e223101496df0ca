import type { Random } from '../../../src/core/random.js';
import type { Operation } from './api-description.js';
import { happens, pick, pickWeighted } from './draw.js';
import { jsonText, oddText } from './odd-values.js';
import { sampleOf } from './schema-sample.js';
import type { Manner, Sending } from './wire.js';

/** A request that is being put together. */
export interface ApiRequest {
  operation?: Operation;
  method: string;
  /** As it stands in the request, without the query. */
  path: string;
  /** As they stand in the request. */
  query: string[];
  headers: [name: string, value: string][];
  /** What the body is made of, unless `body` is set. */
  json?: unknown;
  body?: Buffer;
  /** Set for what is no request as HTTP has it: these bytes and nothing else. */
  raw?: Buffer;
  /** What was done to it, in words. */
  changes: string[];
}

/** What is sent over one connection. */
export interface ApiCase {
  number: number;
  /** Several are sent without waiting for answers between. */
  requests: ApiRequest[];
  manner: Manner;
}

/** What requests can be made of. */
export interface ApiWorld {
  operations: readonly Operation[];
  port: number;
  /** A few good rows of each scenario as CSV text. */
  tables: ReadonlyMap<string, string>;
  /** A file that the server may read, of any scenario. */
  tablePath: (scenario: string) => string;
  /** Those that were taken so far. */
  jobIds: readonly string[];
}

/** Operations that are asked for more often than as one of all. */
const weights: readonly [pattern: RegExp, weight: number][] = [
  [/predict$|\/batches$/, 8],
  [/^get \/v1\/jobs/, 4],
  [/jobs|train$/, 3],
];

export function drawOperation({ operations }: ApiWorld, random: Random): Operation {
  const templates = [...new Set(operations.map(({ template }) => template))];
  const weighted = templates.map((template) => {
    const weight = weights.find(([pattern]) => pattern.test(template))?.[1] ?? 1;
    return [weight, template] as const;
  });
  const template = pickWeighted(weighted, random);
  return pick(
    operations.filter((operation) => operation.template === template),
    random,
  );
}

/** What stands in a place of a path. */
function placeOf({ name, schema }: Operation['parameters'][number], { jobIds }: ApiWorld, random: Random) {
  if (name === 'version') return '1';
  if (name === 'id') return pick([...jobIds, '01HZZZZZZZZZZZZZZZZZZZZZZZ'], random);
  return String(sampleOf(schema, random));
}

/** A request as the OpenAPI file says. */
export function validRequest(operation: Operation, world: ApiWorld, random: Random): ApiRequest {
  const { method, path, parameters } = operation;
  const request: ApiRequest = {
    operation,
    method,
    path: parameters
      .filter((one) => one.in === 'path')
      .reduce((text, one) => text.replace(`{${one.name}}`, () => placeOf(one, world, random)), path),
    query: [],
    headers: [['Host', `127.0.0.1:${world.port}`]],
    changes: [],
  };
  for (const parameter of parameters) {
    if (parameter.in === 'path' || happens(70, random)) continue;
    const sample = sampleOf(parameter.schema, random);
    const value = parameter.isJson ? JSON.stringify(sample) : String(sample);
    if (parameter.in === 'header') request.headers.push([parameter.name, value]);
    else if (!isName(parameter.name)) request.query.push(`${parameter.name}=${encodeURIComponent(value)}`);
  }
  addBody(request, world, random);
  return request;
}

/** Whether a plain word would be no value of the parameter, although its schema allows any text. */
function isName(parameter: string): boolean {
  return ['cursor', 'delimiter', 'encoding', 'search'].includes(parameter);
}

function addBody(request: ApiRequest, world: ApiWorld, random: Random): void {
  const { bodies = {}, bodyIsRequired, scenario = '' } = request.operation ?? {};
  const types = Object.keys(bodies);
  if (types.length === 0 || (!bodyIsRequired && happens(70, random))) return;
  const type = pick(types, random);
  if (type === 'application/json') {
    const { schema, example } = bodies[type];
    const order = { path: world.tablePath(scenario) };
    const isOrder = types.length > 1;
    request.json = isOrder
      ? order
      : example !== undefined && happens(70, random)
        ? example
        : sampleOf(schema, random);
    request.headers.push(['Content-Type', type]);
    return;
  }
  const table = world.tables.get(scenario) ?? 'a,b\n1,2\n';
  if (type === 'multipart/form-data') setForm(request, [formPart('file', table, 'rows.csv')]);
  else {
    request.headers.push(['Content-Type', type]);
    request.body = Buffer.from(type === 'text/tab-separated-values' ? table.replaceAll(',', '\t') : table);
  }
}

export function formPart(name: string, content: string | Buffer, file?: string, more = ''): Buffer {
  const ofFile = file === undefined ? '' : `; filename="${file}"`;
  const head = `Content-Disposition: form-data; name="${name}"${ofFile}\r\n${more}\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from('\r\n')]);
}

/** Make parts the form of a request. */
export function setForm(request: ApiRequest, parts: readonly Buffer[], boundary = 'x-boundary-x'): void {
  const line = Buffer.from(`--${boundary}\r\n`);
  request.body = Buffer.concat([
    ...parts.flatMap((part) => [line, part]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  setHeader(request, 'Content-Type', `multipart/form-data; boundary=${boundary}`);
}

/** In place of every header of that name. */
export function setHeader(request: ApiRequest, name: string, value: string | undefined): void {
  request.headers = request.headers.filter(([one]) => one.toLowerCase() !== name.toLowerCase());
  if (value !== undefined) request.headers.push([name, value]);
}

export function headerOf({ headers }: ApiRequest, name: string): string | undefined {
  return headers.find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1];
}

export function bodyOf({ body, json }: ApiRequest): Buffer | undefined {
  return body ?? (json === undefined ? undefined : Buffer.from(jsonText(json)));
}

/** The path with its query. */
export function targetOf({ path, query }: ApiRequest): string {
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}

/** A request as bytes. The length of the body is told unless something else was. */
export function bytesOf(request: ApiRequest, isLast: boolean): Buffer {
  if (request.raw) return request.raw;
  const body = bodyOf(request);
  const headers = [...request.headers];
  const isFramed = headers.some(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name));
  if (!isFramed && (body || request.method === 'POST'))
    headers.push(['Content-Length', String(body?.length ?? 0)]);
  if (isLast && headerOf(request, 'Connection') === undefined) headers.push(['Connection', 'close']);
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  // Texts above U+00FF go out in UTF-8, as sloppy clients send them.
  const head = Buffer.from(`${request.method} ${targetOf(request)} HTTP/1.1\r\n${lines}\r\n`);
  return body ? Buffer.concat([head, body]) : head;
}

export function sendingOf({ requests, manner }: ApiCase): Sending {
  return {
    bytes: Buffer.concat(requests.map((request, i) => bytesOf(request, i === requests.length - 1))),
    manner,
    methods: requests.map(({ method }) => method),
  };
}

/** A text for a place where a line end would end more than the text. */
export function oneLine(random: Random): string {
  return oddText(random).replace(/[\r\n]/g, '');
}
