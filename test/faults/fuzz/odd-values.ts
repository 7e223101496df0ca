import type { Random } from '../../../src/core/random.js';
import { happens, pick } from './draw.js';

/** JSON as it is to be written, where no JavaScript value would be written so: 1e999, a key twice, half a surrogate pair. */
export class RawJson {
  constructor(readonly text: string) {}
}

/** Texts that programs have stumbled over. None of them is a text that the judge looks for in answers. */
export const oddTexts: readonly string[] = [
  ...['', ' ', '\0', 'a\0b', '\t', '\r\nx-injected: 1', '\u2028', '\ufeff', '\u202e', '\u0085', '\x1b[31m'],
  ...['NaN', 'Infinity', '-Infinity', '-0', '1e309', '1e-400', '0x1F', '١٢', '1,5', '9007199254740993', '-1'],
  ...[
    'null',
    'undefined',
    'true',
    '[]',
    '{}',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'valueOf',
  ],
  ...[
    'hasOwnProperty',
    '\ud800',
    'x\udc00y',
    '😀',
    'e\u0301',
    'ﷺ',
    '中文',
    'İ',
    'ß',
    '＝1',
    '=1+1',
    '@x',
    '+',
  ],
  ...["' OR 1=1 --", '"; DROP TABLE jobs; --', '%s%n', '${7*7}', '{{7*7}}', '<script>', '\\', '/', '..', '.'],
  ...[
    '%',
    '%00',
    '%ff',
    '%2e%2e%2f',
    '2024-02-30',
    '2024-13-01T25:61:61Z',
    '-271822-04-20',
    '1.5',
    '1e3',
    '01',
  ],
  ...['a'.repeat(300), 'é'.repeat(5000), '9'.repeat(400), '-'.repeat(5000)],
];

export function oddText(random: Random): string {
  if (happens(80, random)) return pick(oddTexts, random);
  const length = random.integer(12);
  return String.fromCharCode(
    ...Array.from({ length }, () => random.integer(happens(70, random) ? 128 : 65536)),
  );
}

const oddNumbers = ['1e999', '-1e999', '1e308', '1e-324', '-0', '0', '-1', '1.5', '2147483648', '1e21'];
const longNumbers = ['9007199254740993', '123456789012345678901234567890', `0.${'1'.repeat(400)}`];

export function oddNumber(random: Random): RawJson {
  return new RawJson(pick([...oddNumbers, ...longNumbers], random));
}

/** Any JSON value, mostly a small one. */
export function oddJson(random: Random, depth = 3): unknown {
  const kind = random.integer(depth > 0 ? 9 : 5);
  if (kind === 0) return null;
  if (kind === 1) return happens(50, random);
  if (kind === 2) return oddNumber(random);
  if (kind <= 4) return happens(10, random) ? new RawJson('"\\ud800"') : oddText(random);
  const length = random.integer(4);
  if (kind <= 6) return Array.from({ length }, () => oddJson(random, depth - 1));
  const entries = Array.from({ length }, () => [oddText(random), oddJson(random, depth - 1)] as const);
  return plainObject(entries);
}

/** Keys such as `__proto__` are keys like any other. */
export function plainObject(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const object = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of entries) object[key] = value;
  return object;
}

/** As JSON.stringify, with `RawJson` as it is. */
export function jsonText(value: unknown): string {
  if (value instanceof RawJson) return value.text;
  if (Array.isArray(value)) return `[${value.map(jsonText).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  return `{${Object.entries(value)
    .map(([key, one]) => `${JSON.stringify(key)}:${jsonText(one)}`)
    .join()}}`;
}
