import { homedir, tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { projectRoot } from '../../../src/core/paths.js';

/** What only somebody who reads the program should see. */
const internal: readonly [what: string, pattern: RegExp][] = [
  ['a stack', /(?:\n|\\n)\s+at .*:\d+:\d+|\bat (?:async )?[\w.<>]+ \((?:file:|node:|\/)/],
  ['a place in the program', /node:internal|node_modules|\bdist\/\w|\.ts:\d+/],
  ['an error of JavaScript', /\b(?:TypeError|RangeError|ReferenceError|SyntaxError|AggregateError)\b/],
  ['an error of JavaScript', /Cannot (?:read|set) propert|is not (?:a function|iterable|a constructor)\b/],
  [
    'an error of JavaScript',
    /Cannot convert undefined|Maximum call stack|Invalid (?:array|string|time) (?:length|value)/,
  ],
  ['an error of Node', /argument must be (?:of type|an instance)|\bERR_[A-Z_]+|\bFST_[A-Z_]+/],
  [
    'an error of the system',
    /\b(?:ENOENT|EACCES|EISDIR|ENOTDIR|EPERM|ENOSPC|EMFILE|ENAMETOOLONG|EEXIST|EINVAL)\b/,
  ],
  [
    'an error of the database',
    /syntax error at or near|invalid byte sequence|duplicate key value|relation "|pgboss/,
  ],
  ['an object that is no text', /\[object \w+\]/],
];

/** Words that reports and model cards may say, and errors may not. */
const internalToErrors = /\btensors?\b|\bwasm\b|tfjs|\bkernel\b|fastify|pino\b/i;

export interface LeakOptions {
  /** Besides those of the project and the machine. */
  ownPaths?: readonly string[];
  isError: boolean;
  /** What was sent: to repeat it tells nobody anything. */
  sent?: string;
}

/** What a text of an answer shows of the machine or the program; empty where it shows nothing. */
export function leaksOf(text: string, { ownPaths = [], isError, sent = '' }: LeakOptions): string[] {
  const paths = [...ownPaths, projectRoot, dirname(process.execPath), `${tmpdir()}/`, `${homedir()}/`];
  const shown = paths.filter((path) => path.length > 3 && text.includes(path) && !sent.includes(path));
  const patterns = isError ? [...internal, ['a word of the program', internalToErrors] as const] : internal;
  const found = patterns.flatMap(([what, pattern]) => {
    const match = pattern.exec(text);
    const isLeak = match && !sent.includes(match[0]);
    return isLeak ? [`${what}: ${JSON.stringify(match[0].slice(0, 80))}`] : [];
  });
  return [...found, ...shown.map((path) => `an absolute path: ${path}`)];
}
