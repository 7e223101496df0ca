import { delimiter, resolve } from 'node:path';
import { z } from 'zod';
import type { Authority } from './text/authority.js';
import { hostList } from './text/host-list.js';
import { decimal, wholeNumber } from './text/numbers.js';

const count = wholeNumber({ least: 1 });
const bytes = wholeNumber({ least: 1 });
/** Beyond some 24 days a timer fires at once. */
const mostSeconds = 86_400;

/** Variables of jobs, each with the default of one server on one machine. */
export const jobVariables = {
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'a URL that begins with postgres://')
    .optional(),
  SEXTANT_JOB_WORKERS: wholeNumber({ least: 1, most: 256 }).optional(),
  SEXTANT_JOB_QUEUE: wholeNumber({ least: 1, most: 1_000_000 }).default(100),
  SEXTANT_JOB_MAX_BYTES: bytes.default(16 * 1024 ** 3),
  SEXTANT_JOB_MAX_SECONDS: decimal({ most: 80_000, unit: 'seconds' }).default(21_600),
  SEXTANT_JOB_ATTEMPTS: wholeNumber({ least: 1, most: 1000 }).default(4),
  SEXTANT_JOB_LEASE_SECONDS: decimal({ least: 1, most: mostSeconds, unit: 'seconds' }).default(10),
  SEXTANT_JOB_PART_BYTES: bytes.default(16 * 1024 ** 2),
  // A hundred years: the database calculates with dates.
  SEXTANT_JOB_KEEP_DAYS: decimal({ most: 36_500, unit: 'days' }).default(7),
  SEXTANT_JOB_KEEP_INPUT: z.enum(['yes', 'no']).default('no'),
  SEXTANT_JOB_HEARTBEAT_SECONDS: decimal({ most: mostSeconds, unit: 'seconds' }).default(15),
  SEXTANT_JOB_STREAMS: count.default(256),
  SEXTANT_JOB_PATHS: z.string().optional(),
  SEXTANT_WEBHOOKS_FILE: z.string().min(1).optional(),
  SEXTANT_WEBHOOK_HOSTS: hostList.optional(),
};

/** What may be set about jobs: trainings and CSV batches over REST. */
export interface JobConfiguration {
  /** A PostgreSQL server for any number of processes; absent: the embedded database of one server. */
  databaseUrl?: string;
  /** Steps of batches that a process works on at once; absent: one a core. */
  workers?: number;
  /** The most jobs that wait or run. */
  queue: number;
  /** The most bytes of an input, as it is sent and unpacked. */
  maxBytes: number;
  /** The longest that a job may be worked on. */
  maxSeconds: number;
  /** How often a step is begun before its job fails. */
  attempts: number;
  /** A process that has given no sign of life for so long is taken for dead. */
  leaseSeconds: number;
  /** About how many bytes of text a part of a batch has. */
  partBytes: number;
  /** How long results are kept. */
  keepDays: number;
  keepInput: boolean;
  /** Seconds between two remarks on a stream of events that has nothing to say. */
  heartbeatSeconds: number;
  /** The most streams of events that are open at once. */
  streams: number;
  /** Absolute folders whose files a request may name. */
  paths: string[];
  /** Absolute path of the file that says who is told of jobs that end; absent: nobody is. */
  webhooksFile?: string;
  /** The only servers that may be told. */
  webhookHosts: Authority[];
}

export function jobConfiguration(values: z.infer<z.ZodObject<typeof jobVariables>>): JobConfiguration {
  return {
    databaseUrl: values.DATABASE_URL,
    workers: values.SEXTANT_JOB_WORKERS,
    queue: values.SEXTANT_JOB_QUEUE,
    maxBytes: values.SEXTANT_JOB_MAX_BYTES,
    maxSeconds: values.SEXTANT_JOB_MAX_SECONDS,
    attempts: values.SEXTANT_JOB_ATTEMPTS,
    leaseSeconds: values.SEXTANT_JOB_LEASE_SECONDS,
    partBytes: values.SEXTANT_JOB_PART_BYTES,
    keepDays: values.SEXTANT_JOB_KEEP_DAYS,
    keepInput: values.SEXTANT_JOB_KEEP_INPUT === 'yes',
    heartbeatSeconds: values.SEXTANT_JOB_HEARTBEAT_SECONDS,
    streams: values.SEXTANT_JOB_STREAMS,
    paths: (values.SEXTANT_JOB_PATHS ?? '')
      .split(delimiter)
      .filter(Boolean)
      .map((path) => resolve(path)),
    webhooksFile: values.SEXTANT_WEBHOOKS_FILE && resolve(values.SEXTANT_WEBHOOKS_FILE),
    webhookHosts: values.SEXTANT_WEBHOOK_HOSTS ?? [],
  };
}
