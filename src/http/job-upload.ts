import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import multipart from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import {
  CancelledError,
  InvalidInputError,
  SextantError,
  UsageError,
  asError,
  shown,
} from '../core/errors.js';
import type { Received, StoreInput } from '../jobs/submit-job.js';

/** Types of a body that is a table. Its form, and whether it is packed with gzip, is seen from its bytes. */
const tableTypes = [
  'text/csv',
  'text/tab-separated-values',
  'application/gzip',
  'application/x-gzip',
  'application/jsonl',
  'application/x-ndjson',
  'application/vnd.apache.parquet',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];
/** The longest option in a form, where an endpoint asks for no longer one. */
const defaultFieldBytes = 10_000;
const formType = 'multipart/form-data';
/** What the part with the table is called in descriptions; a part with a file name may have any name. */
const fileField = 'file';

/** What the endpoints that order jobs take besides JSON. */
export const uploadTypes: readonly string[] = [...tableTypes, formType];

const uploadRoute =
  /^\/v1\/(?:drafts|scenarios|:industry\/:scenario\/(?:train|batches|decisions|rescorings))$/;

/** Whether a route takes tables. */
export function takesUploads(route: string | undefined): boolean {
  return uploadRoute.test(route ?? '');
}

/** Whether a request brings a table to where one is taken. */
export function isUpload(request: FastifyRequest): boolean {
  return takesUploads(request.routeOptions.url) && uploadTypes.includes(typeOf(request));
}

/** Let the endpoints that order jobs have their bodies as streams; all others go on to refuse them. */
export async function acceptUploads(application: NestFastifyApplication): Promise<void> {
  const fastify = application.getHttpAdapter().getInstance();
  fastify.addContentTypeParser(
    tableTypes,
    (_request: FastifyRequest, payload: Readable, done: (error: null, body: Readable) => void) =>
      done(null, payload),
  );
  // The size of a file is limited where it is stored.
  await application.register(multipart, {
    limits: { fileSize: Infinity, files: 1, fields: 20, fieldSize: defaultFieldBytes, headerPairs: 100 },
  });
  fastify.addHook('onRequest', (request: FastifyRequest, _reply: unknown, done: (error?: Error) => void) => {
    const isTable = uploadTypes.includes(typeOf(request));
    if (isTable && !isUpload(request)) done(new UnsupportedMediaTypeException());
    else done();
  });
}

/**
 * The options and the table of an order: options from the query, a form or JSON, each given once; the table as the body, as the one file
 * of a form, or by its path in JSON.
 * @throws InvalidInputError, UsageError, CancelledError, and what `store` throws.
 */
export async function receiveOrder(
  request: FastifyRequest,
  store: StoreInput,
  { fieldBytes = defaultFieldBytes }: { fieldBytes?: number } = {},
): Promise<Received> {
  const options = { ...(request.query as Record<string, unknown>) };
  for (const [name, value] of Object.entries(options)) if (Array.isArray(value)) throw givenTwice(name);
  const type = typeOf(request);
  if (type === formType) return receiveForm(request, options, { store, fieldBytes });
  if (tableTypes.includes(type)) {
    const charset = charsetOf(request);
    if (charset !== undefined && options.encoding === undefined) options.encoding = charset;
    return { options, input: await store(request.body as Readable, 'input.csv') };
  }
  const { path, ...others } = jsonObject(request.body);
  for (const [name, value] of Object.entries(others)) addOption(options, name, value);
  if (path === undefined) return { options };
  if (typeof path === 'string') return { options, input: { path } };
  throw new InvalidInputError('The path must be a text.', {
    details: [{ pointer: '/path', expected: 'the path of a file', received: shown(path) }],
  });
}

async function receiveForm(
  request: FastifyRequest,
  options: Record<string, unknown>,
  { store, fieldBytes }: { store: StoreInput; fieldBytes: number },
): Promise<Received> {
  const received: Received = { options };
  try {
    for await (const part of request.parts({ limits: { fieldSize: fieldBytes } })) {
      if (part.type === 'file') received.input = await store(part.file, fileName(part.filename));
      // A part without a file name is a text, whatever its sender meant.
      else if (part.fieldname === fileField) throw noFileName();
      else addOption(options, part.fieldname, part.value);
    }
  } catch (error) {
    // The rest is read and forgotten: the answer can be read by whoever still sends.
    request.raw.unpipe().resume();
    if (error instanceof SextantError) throw error;
    if (isCut(request)) throw new CancelledError('The form did not arrive whole.', { cause: error });
    throw unreadable(request, error);
  }
  return received;
}

/** @throws InvalidInputError for a name that no file can have, or that would be something else where it is shown. */
function fileName(name: string | undefined): string {
  if (!name) throw noFileName();
  if (!/[\u0000-\u001f\u007f-\u009f]/.test(name)) return name;
  throw new InvalidInputError('The name of the file in the form cannot be a file name.', {
    details: [
      { pointer: `/${fileField}`, expected: 'a name without control characters', received: shown(name) },
    ],
  });
}

function noFileName(): InvalidInputError {
  return new InvalidInputError('The table in the form has no file name.', {
    details: [
      { pointer: `/${fileField}`, expected: 'a part with a file name', received: 'a part without one' },
    ],
    hint: `With curl: --form ${fileField}=@table.csv`,
  });
}

/** The connection ended before the form did. */
function isCut({ raw }: FastifyRequest): boolean {
  return !raw.complete && raw.destroyed;
}

/** What is wrong with a form that can be read no further. */
function unreadable({ headers }: FastifyRequest, error: unknown): UsageError {
  const type = headers['content-type'] ?? '';
  if (/;\s*boundary=/i.test(type)) {
    return new UsageError(`The form cannot be read: ${asError(error).message}.`, { cause: error });
  }
  return new UsageError('The form cannot be read: its content type does not say where its parts begin.', {
    details: [{ expected: `${formType}; boundary=...`, received: type }],
    hint: `Programs that send forms set the content type themselves. With curl: --form ${fileField}=@table.csv`,
    cause: error,
  });
}

/** @throws InvalidInputError when the option has a value already. */
function addOption(options: Record<string, unknown>, name: string, value: unknown): void {
  if (Object.hasOwn(options, name)) throw givenTwice(name);
  Object.defineProperty(options, name, { value, enumerable: true, configurable: true, writable: true });
}

function givenTwice(name: string): InvalidInputError {
  return new InvalidInputError(`The option ${shown(name)} is given more than once.`, {
    details: [{ pointer: `/${name}`, expected: 'one value', received: 'more than one' }],
  });
}

function jsonObject(body: unknown): Record<string, unknown> {
  if (body === undefined || body === null) return {};
  if (typeof body === 'object' && !Array.isArray(body)) return body as Record<string, unknown>;
  throw new UsageError('The order must be a JSON object.', {
    details: [
      { pointer: '', expected: 'an object with options, for a batch with a path', received: shown(body) },
    ],
  });
}

/** What the content type says of the table's encoding. */
function charsetOf({ headers }: FastifyRequest): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(headers['content-type'] ?? '')?.[1];
}

function typeOf({ headers }: FastifyRequest): string {
  return (headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
}
