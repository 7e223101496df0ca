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

/** Types of a body that is a table. Whether it is packed with gzip is seen from its bytes. */
const tableTypes = ['text/csv', 'text/tab-separated-values', 'application/gzip', 'application/x-gzip'];
const formType = 'multipart/form-data';

/** What the endpoints that order jobs take besides JSON. */
export const uploadTypes: readonly string[] = [...tableTypes, formType];

const uploadRoute = /^\/v1\/:industry\/:scenario\/(?:train|batches)$/;

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
    limits: { fileSize: Infinity, files: 1, fields: 20, fieldSize: 10_000, headerPairs: 100 },
  });
  fastify.addHook('onRequest', (request: FastifyRequest, _reply: unknown, done: (error?: Error) => void) => {
    const isTable = uploadTypes.includes(typeOf(request));
    if (isTable && !isUpload(request)) done(new UnsupportedMediaTypeException());
    else done();
  });
}

/**
 * The options and the table of an order: options from the query, a form or JSON; the table as the body, as the one file of a form, or
 * by its path in JSON.
 */
export async function receiveOrder(request: FastifyRequest, store: StoreInput): Promise<Received> {
  const query = request.query as Record<string, unknown>;
  const type = typeOf(request);
  if (type === formType) return receiveForm(request, query, store);
  if (tableTypes.includes(type)) {
    return { options: { ...query }, input: await store(request.body as Readable, 'input.csv') };
  }
  const { path, ...options } = jsonObject(request.body);
  if (path === undefined) return { options: { ...query, ...options } };
  if (typeof path === 'string') return { options: { ...query, ...options }, input: { path } };
  throw new InvalidInputError('The path must be a text.', {
    details: [{ pointer: '/path', expected: 'the path of a file', received: shown(path) }],
  });
}

async function receiveForm(
  request: FastifyRequest,
  query: Record<string, unknown>,
  store: StoreInput,
): Promise<Received> {
  const received: Received = { options: { ...query } };
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') received.input = await store(part.file, part.filename);
      else received.options[part.fieldname] = part.value;
    }
  } catch (error) {
    if (error instanceof SextantError) throw error;
    if (!request.raw.complete) throw new CancelledError('The form did not arrive whole.', { cause: error });
    throw new UsageError(`The form cannot be read: ${asError(error).message}.`, { cause: error });
  }
  return received;
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

function typeOf({ headers }: FastifyRequest): string {
  return (headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
}
