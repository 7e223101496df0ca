import { environmentLanguage } from './language/environment-language.js';
import type { Language } from './language/language.js';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Authority } from './text/authority.js';
import { hostList } from './text/host-list.js';
import { InvalidSpecificationError } from './errors.js';
import { readLoggedAnswers, type LoggedAnswers } from './logged-answers.js';
import { jobConfiguration, jobVariables, type JobConfiguration } from './job-configuration.js';
import { decimal, wholeNumber } from './text/numbers.js';
import { zodProblems } from './zod-problems.js';

const count = wholeNumber({ least: 1 });

const loggedAnswers = z.string().transform((text, context) => {
  const logged = readLoggedAnswers(text);
  if (logged) return logged;
  context.addIssue({
    code: 'custom',
    message:
      'scenarios as finance/credit-scoring or finance/credit-scoring:30 (days), with commas between them',
  });
  return z.NEVER;
});

/** Everything that the environment may set, each with the default of a laptop. */
const schema = z.object({
  PORT: wholeNumber({ most: 65_535 }).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  SEXTANT_HOSTS: hostList.optional(),
  SEXTANT_HOME: z.string().min(1).default('.sextant'),
  SEXTANT_SCENARIOS: z.string().optional(),
  SEXTANT_ENGINE: z.enum(['native', 'wasm', 'cpu']).optional(),
  SEXTANT_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  SEXTANT_LOG_FORMAT: z.enum(['text', 'json']).default('text'),
  SEXTANT_TRAIN_AT_START: z.enum(['yes', 'no']).default('yes'),
  SEXTANT_MAX_ROWS: count.default(10_000),
  SEXTANT_MAX_BODY_BYTES: count.default(16 * 1024 * 1024),
  SEXTANT_MAX_REQUESTS: count.default(256),
  SEXTANT_REQUESTS_PER_MINUTE: count.default(600),
  SEXTANT_KEYS_FILE: z.string().min(1).optional(),
  SEXTANT_WITHOUT_KEYS: z.enum(['yes', 'no']).default('no'),
  SEXTANT_LOG_ANSWERS: loggedAnswers.optional(),
  SEXTANT_MCP_WRITES: z.enum(['yes', 'no']).default('no'),
  SEXTANT_ARRIVAL_SECONDS: decimal({ unit: 'seconds' }).default(20),
  SEXTANT_ARRIVAL_BYTES: count.default(16 * 1024),
  ...jobVariables,
});

/** The variables that are read, each with the text of its default; undefined where there is none. */
export const environmentDefaults: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  Object.entries(schema.shape).map(([name, variable]) => {
    // What has a default has a text or a number.
    const value = variable.safeParse(undefined).data as string | number | undefined;
    return [name, value === undefined ? undefined : String(value)];
  }),
);

export type EngineName = 'native' | 'wasm' | 'cpu';
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface Configuration {
  port: number;
  host: string;
  /** Names besides those of this machine by which the server is asked. */
  hosts: Authority[];
  /** Absolute folder below which everything that runs keeps its files. */
  home: string;
  /** An additional folder of scenarios, searched after the project's own. */
  scenariosFolder?: string;
  /** A forced engine; absent means native when it loads, else wasm. */
  engine?: EngineName;
  logLevel: LogLevel;
  logFormat: 'text' | 'json';
  /** Whether a server trains the models that are missing when it starts. */
  trainAtStart: boolean;
  /** The most rows that one `predict` request may carry. */
  maxRows: number;
  maxBodyBytes: number;
  /** The most requests that are answered at once. */
  maxRequests: number;
  /** The most requests in a minute of one key, and of one address that speaks for a language model. */
  requestsPerMinute: number;
  /** Absolute path of the file of keys; absent: nobody needs one. */
  keysFile?: string;
  /** Whether a server that others can reach may go without keys. */
  withoutKeys: boolean;
  /** Whether language models may train and change which version serves where there are no keys that say who may. */
  mcpWrites: boolean;
  /** Of which scenarios answers are kept, and for how many days, whatever these declare. */
  logAnswers: LoggedAnswers;
  /** In each span of so many seconds at least `arrivalBytes` of a body must come. */
  arrivalSeconds: number;
  arrivalBytes: number;
  jobs: JobConfiguration;
}

/** The language in which the process that has this environment speaks. */
// eslint-disable-next-line no-restricted-properties -- as below
export function messageLanguage(environment: NodeJS.ProcessEnv = process.env): Language {
  return environmentLanguage(environment);
}

/**
 * Read and check the environment once.
 * @throws InvalidSpecificationError naming each wrong variable, what it may be and what it is.
 */
// eslint-disable-next-line no-restricted-properties -- this file is the one place that reads the environment
export function readConfiguration(environment: NodeJS.ProcessEnv = process.env): Configuration {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const details = zodProblems(parsed.error, given).map((problem) =>
      // A URL holds a password.
      problem.pointer === '/DATABASE_URL' ? { ...problem, received: 'another text' } : problem,
    );
    throw new InvalidSpecificationError('An environment variable has a value that it cannot have.', {
      details,
    });
  }
  const values = parsed.data;
  return {
    port: values.PORT,
    host: values.HOST,
    hosts: values.SEXTANT_HOSTS ?? [],
    home: resolve(values.SEXTANT_HOME),
    scenariosFolder: values.SEXTANT_SCENARIOS && resolve(values.SEXTANT_SCENARIOS),
    engine: values.SEXTANT_ENGINE,
    logLevel: values.SEXTANT_LOG_LEVEL,
    logFormat: values.SEXTANT_LOG_FORMAT,
    trainAtStart: values.SEXTANT_TRAIN_AT_START === 'yes',
    maxRows: values.SEXTANT_MAX_ROWS,
    maxBodyBytes: values.SEXTANT_MAX_BODY_BYTES,
    maxRequests: values.SEXTANT_MAX_REQUESTS,
    requestsPerMinute: values.SEXTANT_REQUESTS_PER_MINUTE,
    keysFile: values.SEXTANT_KEYS_FILE && resolve(values.SEXTANT_KEYS_FILE),
    withoutKeys: values.SEXTANT_WITHOUT_KEYS === 'yes',
    mcpWrites: values.SEXTANT_MCP_WRITES === 'yes',
    logAnswers: values.SEXTANT_LOG_ANSWERS ?? {},
    arrivalSeconds: values.SEXTANT_ARRIVAL_SECONDS,
    arrivalBytes: values.SEXTANT_ARRIVAL_BYTES,
    jobs: jobConfiguration(values),
  };
}

/** Set a variable that a library reads, where the user has not. */
export function setUnlessGiven(name: string, value: string): void {
  // eslint-disable-next-line no-restricted-properties -- this file is the one place that knows the environment
  process.env[name] ??= value;
}
