import { gzipSync } from 'node:zlib';
import type { Random } from '../../../src/core/random.js';
import type { Operation } from './api-description.js';
import type { ApiRequest, ApiWorld } from './api-request.js';
import { pick } from './draw.js';

/** What a small effort of the sender could make much work of: bodies near what is allowed, or that grow when they are unpacked. */
const heavy: readonly [name: string, path: RegExp, type: string, body: (example: unknown) => Buffer][] = [
  ['10,000 valid rows', /predict$/, 'application/json', (example) => rows(10_000, firstRow(example))],
  ['2,000 rows of 100 unknown keys', /predict$/, 'application/json', () => rows(2000, unknownKeys(100))],
  ['a row of 50,000 unknown keys', /predict$/, 'application/json', () => rows(1, unknownKeys(50_000))],
  [
    'an array of 4,000,000 numbers',
    /predict$/,
    'application/json',
    () => Buffer.from(`[${'0,'.repeat(4e6)}0]`),
  ],
  [
    '50,000 levels',
    /predict$/,
    'application/json',
    () => Buffer.from('['.repeat(50_000) + ']'.repeat(50_000)),
  ],
  ['a body of 17 MB', /predict$/, 'application/json', () => Buffer.alloc(17 * 1024 ** 2, ' ')],
  ['a header of 1,000,000 empty names', /batches$/, 'text/csv', () => Buffer.alloc(1e6, ',')],
  ['a header of 300,000 names', /batches$/, 'text/csv', () => Buffer.from(names(300_000))],
  ['2,000,000 empty names, packed', /batches$/, 'application/gzip', () => gzipSync(Buffer.alloc(2e6, ','))],
  ['50 MB of nothing, packed', /batches$/, 'application/gzip', () => gzipSync(Buffer.alloc(50e6))],
  ['20 MB of blank lines', /batches$/, 'text/csv', () => Buffer.alloc(20e6, '\n')],
  ['20 MB without a line end', /batches$/, 'text/csv', () => Buffer.alloc(20e6, 'x')],
  ['20 MB in a quote', /batches$/, 'text/csv', () => Buffer.from(`"${'x\n'.repeat(10e6)}`)],
];

/** @returns undefined where the API has no operation to send it to */
export function heavyRequest(world: ApiWorld, random: Random): ApiRequest | undefined {
  const [name, pattern, type, bodyFor] = pick(heavy, random);
  const operations = world.operations.filter(({ path, bodies }) => pattern.test(path) && type in bodies);
  if (operations.length === 0) return undefined;
  const operation = pick(operations, random);
  return {
    operation,
    method: operation.method,
    path: operation.path,
    query: [],
    headers: [
      ['Host', `127.0.0.1:${world.port}`],
      ['Content-Type', type],
    ],
    body: bodyFor(exampleOf(operation)),
    changes: [name],
  };
}

function exampleOf({ bodies }: Operation): unknown {
  return bodies['application/json']?.example;
}

/** A row of the example: for one, for many, or with those before it. */
function firstRow(example: unknown): unknown {
  const { features, rows, history } = (example ?? {}) as {
    features?: unknown;
    rows?: unknown[];
    history?: unknown[];
  };
  return features ?? rows?.[0] ?? history?.[0] ?? {};
}

function rows(count: number, row: unknown): Buffer {
  const text = JSON.stringify(row);
  return Buffer.from(`{"rows":[${Array<string>(count).fill(text).join()}]}`);
}

function unknownKeys(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`unknown_${i}`, i]));
}

function names(count: number): string {
  return Array.from({ length: count }, (_, i) => `n${i}`).join();
}
