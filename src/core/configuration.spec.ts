import { delimiter, isAbsolute, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { environmentDefaults, readConfiguration } from './configuration.js';
import { InvalidSpecificationError } from './errors.js';

function failure(environment: Record<string, string>): InvalidSpecificationError {
  try {
    readConfiguration(environment);
  } catch (error) {
    return error as InvalidSpecificationError;
  }
  throw new Error('Nothing was refused.');
}

describe('the configuration', () => {
  it('has the defaults of a laptop where the environment is silent', () => {
    expect(readConfiguration({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      hosts: [],
      home: resolve('.sextant'),
      scenariosFolder: undefined,
      engine: undefined,
      logLevel: 'info',
      logFormat: 'text',
      trainAtStart: true,
      maxRows: 10_000,
      maxBodyBytes: 16_777_216,
      maxRequests: 256,
      requestsPerMinute: 600,
      keysFile: undefined,
      withoutKeys: false,
      mcpWrites: false,
      logAnswers: {},
      arrivalSeconds: 20,
      arrivalBytes: 16_384,
      jobs: {
        databaseUrl: undefined,
        workers: undefined,
        queue: 100,
        maxBytes: 17_179_869_184,
        maxSeconds: 21_600,
        attempts: 4,
        leaseSeconds: 10,
        partBytes: 16_777_216,
        keepDays: 7,
        keepInput: false,
        heartbeatSeconds: 15,
        streams: 256,
        webhookHosts: [],
        webhooksFile: undefined,
        paths: [],
      },
    });
  });

  it.each([
    ['SEXTANT_JOB_KEEP_DAYS', '36500'],
    ['SEXTANT_JOB_QUEUE', '1000000'],
    ['SEXTANT_JOB_ATTEMPTS', '1000'],
    ['SEXTANT_JOB_LEASE_SECONDS', '86400'],
    ['SEXTANT_JOB_HEARTBEAT_SECONDS', '86400'],
    ['SEXTANT_JOB_MAX_SECONDS', '80000'],
  ])('refuses %s above %s, which the database or a timer could not count', (name, most) => {
    expect(() => readConfiguration({ [name]: most })).not.toThrow();
    for (const more of [String(Number(most) + 1), '1e300']) {
      expect(failure({ [name]: more }).details[0].pointer).toBe(`/${name}`);
    }
  });

  it.each(['', '  '])('takes a variable that is %p for one that is not set', (value) => {
    const names = ['PORT', 'SEXTANT_HOME', 'SEXTANT_SCENARIOS', 'SEXTANT_ENGINE', 'SEXTANT_MAX_ROWS'];
    const blank = Object.fromEntries(names.map((name) => [name, value]));
    expect(readConfiguration(blank)).toEqual(readConfiguration({}));
  });

  it('reads every variable, and makes folders absolute', () => {
    const read = readConfiguration({
      PORT: '0',
      HOST: '0.0.0.0',
      SEXTANT_HOSTS: 'sextant.example, localhost:8443',
      SEXTANT_HOME: 'elsewhere',
      SEXTANT_SCENARIOS: 'mine',
      SEXTANT_ENGINE: 'cpu',
      SEXTANT_LOG_LEVEL: 'silent',
      SEXTANT_LOG_FORMAT: 'json',
      SEXTANT_TRAIN_AT_START: 'no',
      SEXTANT_REQUESTS_PER_MINUTE: '60',
      SEXTANT_KEYS_FILE: 'keys.jsonl',
      SEXTANT_WITHOUT_KEYS: 'yes',
      SEXTANT_MCP_WRITES: 'yes',
      SEXTANT_LOG_ANSWERS: 'finance/credit-scoring, retail/churn:30,basics/linear-regression:0',
      SEXTANT_MAX_ROWS: '7',
      SEXTANT_MAX_BODY_BYTES: '8',
      SEXTANT_MAX_REQUESTS: '9',
      SEXTANT_ARRIVAL_SECONDS: '0.5',
      SEXTANT_ARRIVAL_BYTES: '10',
      DATABASE_URL: 'postgres://one@there/jobs',
      SEXTANT_JOB_WORKERS: '3',
      SEXTANT_JOB_QUEUE: '4',
      SEXTANT_JOB_MAX_BYTES: '5',
      SEXTANT_JOB_MAX_SECONDS: '6',
      SEXTANT_JOB_ATTEMPTS: '7',
      SEXTANT_JOB_LEASE_SECONDS: '8',
      SEXTANT_JOB_PART_BYTES: '9',
      SEXTANT_JOB_KEEP_DAYS: '0.5',
      SEXTANT_JOB_KEEP_INPUT: 'yes',
      SEXTANT_JOB_HEARTBEAT_SECONDS: '10',
      SEXTANT_JOB_PATHS: ['here', 'there'].join(delimiter),
      PATH: 'is not ours',
    });
    expect(read).toEqual({
      port: 0,
      host: '0.0.0.0',
      hosts: [{ name: 'sextant.example' }, { name: 'localhost', port: 8443 }],
      home: resolve('elsewhere'),
      scenariosFolder: resolve('mine'),
      engine: 'cpu',
      logLevel: 'silent',
      logFormat: 'json',
      trainAtStart: false,
      maxRows: 7,
      maxBodyBytes: 8,
      maxRequests: 9,
      requestsPerMinute: 60,
      keysFile: resolve('keys.jsonl'),
      withoutKeys: true,
      mcpWrites: true,
      logAnswers: { 'finance/credit-scoring': null, 'retail/churn': 30, 'basics/linear-regression': 0 },
      arrivalSeconds: 0.5,
      arrivalBytes: 10,
      jobs: {
        databaseUrl: 'postgres://one@there/jobs',
        workers: 3,
        queue: 4,
        maxBytes: 5,
        maxSeconds: 6,
        attempts: 7,
        leaseSeconds: 8,
        partBytes: 9,
        keepDays: 0.5,
        keepInput: true,
        heartbeatSeconds: 10,
        streams: 256,
        webhookHosts: [],
        webhooksFile: undefined,
        paths: [resolve('here'), resolve('there')],
      },
    });
    expect(isAbsolute(read.home)).toBe(true);
  });

  it.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', '0x1F90'],
    ['PORT', '1e3'],
    ['PORT', ' 8080 '],
    ['PORT', '+80'],
    ['PORT', '080'],
    ['SEXTANT_HOSTS', 'https://sextant.example'],
    ['SEXTANT_HOSTS', 'sextant.example,'],
    ['SEXTANT_HOSTS', '*'],
    ['SEXTANT_ENGINE', 'gpu'],
    ['SEXTANT_LOG_LEVEL', 'loud'],
    ['SEXTANT_LOG_FORMAT', 'xml'],
    ['SEXTANT_LOG_ANSWERS', 'credit-scoring'],
    ['SEXTANT_LOG_ANSWERS', 'finance/credit-scoring:9999'],
    ['SEXTANT_LOG_ANSWERS', 'finance/credit-scoring,'],
    ['SEXTANT_MAX_ROWS', '0'],
    ['SEXTANT_MAX_ROWS', 'many'],
    ['SEXTANT_MAX_BODY_BYTES', '-5'],
  ])('refuses %s=%s by name and value', (name, value) => {
    const { details } = failure({ [name]: value });
    expect(details).toHaveLength(1);
    expect(details[0]).toMatchObject({ pointer: `/${name}`, received: `"${value}"` });
    expect(details[0].expected).not.toBe('');
  });

  it('takes a number for none of its variables that is not written in decimal digits', () => {
    const ofNumbers = Object.entries(environmentDefaults)
      .filter(([name, value]) => name === 'SEXTANT_JOB_WORKERS' || /^\d+$/.test(value ?? ''))
      .map(([name]) => name);
    expect(ofNumbers.length).toBeGreaterThan(12);
    for (const form of ['0x20', '2e1', ' 20', '20 ', '+20', '020', '-20', '1_0', 'Infinity']) {
      const { details } = failure(Object.fromEntries(ofNumbers.map((name) => [name, form])));
      expect([form, details.map(({ pointer }) => pointer)]).toEqual([
        form,
        ofNumbers.map((name) => `/${name}`),
      ]);
    }
  });

  it('names every wrong variable at once, and no other', () => {
    const error = failure({ PORT: 'x', SEXTANT_ENGINE: 'y', HOST: 'fine' });
    expect(error).toBeInstanceOf(InvalidSpecificationError);
    expect(error.details.map(({ pointer }) => pointer)).toEqual(['/PORT', '/SEXTANT_ENGINE']);
    expect(error.details[1].expected).toMatch(/native.*wasm.*cpu/);
  });
});
