import { z } from 'zod';
import { errorDetailSchema } from '../core/problem-details.js';
import type { JobKindName } from './kinds/names.js';

export const jobStates = ['queued', 'running', 'succeeded', 'failed', 'cancelled', 'expired'] as const;

/** `expired`: it succeeded, and its results have been removed. */
export type JobState = (typeof jobStates)[number];

/** A state that a job does not leave by working. */
export function hasEnded(state: JobState): boolean {
  return state !== 'queued' && state !== 'running';
}

const failurePlaceSchema = errorDetailSchema.omit({ received: true }).partial();

/** Where something was wrong, and what was expected there. */
export type FailurePlace = z.infer<typeof failurePlaceSchema>;

/** Why a job failed, as its problem details would say it, but for what was received: it is stored, and holds nothing of the data. */
export const failureSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  details: z
    .array(failurePlaceSchema)
    .optional()
    .describe('Where something was wrong and what was expected there; never what was received'),
});

export type JobFailure = z.infer<typeof failureSchema>;

/** The form of the id of a job: a ULID. */
export const jobId = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** An ordered job as it is stored. */
export interface Job {
  /** ULID: sorts by the time of the order. */
  id: string;
  kind: JobKindName;
  scenario: string;
  state: JobState;
  /** What its handler made of the order. */
  request: unknown;
  fingerprint: string;
  /** The step that is worked on. */
  stage: string;
  /** Rows or epochs, and how many there will be as far as known. */
  done: number;
  total: number | null;
  /** Done so far a second, since the stage began; null while nothing is. */
  perSecond: number | null;
  detail: unknown;
  result: unknown;
  error: JobFailure | null;
  lastEvent: number;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

/** What an event says, as it is sent. Which fields there are depends on its type; the first says nothing but when. */
export const jobEventSchema = z.object({
  at: z.iso.datetime(),
  stage: z.string().optional(),
  done: z.number().optional(),
  total: z.number().optional(),
  perSecond: z.number().optional(),
  remainingSeconds: z.number().optional(),
  detail: z.unknown().optional(),
  place: z.number().optional().describe('Which step of its stage is begun again'),
  attempt: z.number().optional().describe('How often it was begun'),
  reason: z.string().optional(),
  error: failureSchema.optional(),
});

/** Something that happened to a job; numbered from 1 for each job. */
export interface JobEvent {
  number: number;
  type: string;
  data: Record<string, unknown>;
  at: Date;
}

/** A piece of a job's stage, to be worked on by one process. */
export interface StepName {
  jobId: string;
  name: string;
  place: number;
}

/** Events after which no other follows that tells of work. */
export const lastEventTypes: ReadonlySet<string> = new Set<JobState>([
  'succeeded',
  'failed',
  'cancelled',
  'expired',
]);
