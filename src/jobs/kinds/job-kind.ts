import type { z } from 'zod';
import type { Configuration } from '../../core/configuration.js';
import type { HeaderThread } from '../../csv/header-thread.js';
import type { OperationEvents } from '../../monitoring/operation-events.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import type { PartsProcess } from '../../scoring/csv/parts/parts-process.js';
import type { ServedModels } from '../../scoring/served-models.js';
import type { TrainInBackground } from '../../training/train-in-background.js';
import type { Job } from '../job.js';
import type { NextStage, Progress } from '../store/step-store.js';
import type { JobKindName } from './names.js';

/** A table that came with an order. */
export interface JobInput {
  /** Where the steps find it. */
  path: string;
  /** Where it is until the order is taken. */
  arrivedAt: string;
  /** How the user calls it. */
  name: string;
  /** True where it lies in the job's folder and is removed with it; false for a file that a request named. */
  owned: boolean;
}

export interface Order {
  scenario: Scenario;
  /** As they came: texts of a query or a form, or values of JSON. */
  options: Readonly<Record<string, unknown>>;
  input?: JobInput;
  /** Finds a job that was ordered before. */
  earlier: (id: string) => Promise<Job | undefined>;
}

export interface StepRun {
  job: Job;
  name: string;
  place: number;
  /** Where the files of the job are. */
  folder: string;
  /** This process, for whoever asks who did what. */
  worker: string;
  signal: AbortSignal;
  report: (progress: Progress) => void;
}

/** A step leads to the next stage, or it was the last one. `done` is the count of its rows or epochs. */
export type StepOutcome = { done?: number } & ({ next: NextStage } | { result: unknown });

/** A file of a job that can be asked for when it has succeeded. */
export interface ResultFile {
  name: string;
  type: string;
  /** Stands in for a file that is not there because, as the result of the job says, there is nothing in it. */
  empty?: { text: string; isRight: (result: unknown) => boolean };
}

/** What a job gives: the value that its last step returned, or files. */
export const resultNames = ['result', 'rejects', 'receipt'] as const;
export type ResultName = (typeof resultNames)[number];

/** What handlers work with. */
export interface JobTools {
  configuration: Configuration;
  models: ServedModels;
  training: TrainInBackground;
  /** Looks at tables beside the event loop. */
  headers: Pick<HeaderThread, 'read'>;
  /** Who runs the server is told through these. */
  events: OperationEvents;
}

/** One kind of job: how an order is checked and how its steps are done. */
export interface JobKind {
  readonly name: JobKindName;
  /** What progress counts. */
  readonly unit: 'rows' | 'epochs';
  /** Its first step, done once. */
  readonly first: string;
  /** How many of its steps a process works on at once: as many as it is set to, or one. */
  readonly atOnce: 'many' | 'one';
  readonly needsInput: boolean;
  /** What a job of this kind that succeeded says of its result without anyone opening a file. */
  readonly summary: z.ZodType;
  /**
   * Check an order before it is taken, and fix what must not change meanwhile.
   * @returns plain JSON for the steps
   * @throws InvalidInputError and others that the door answers with; nothing is left then.
   */
  prepare(order: Order, tools: JobTools): Promise<Record<string, unknown>>;
  /** Whether a table that came with the order is kept beside the result, as something may follow that needs it. */
  readonly keepsInput?: (result: unknown) => boolean;
  run(step: StepRun, tools: JobTools, batches: PartsProcess): Promise<StepOutcome>;
  readonly files: Readonly<Partial<Record<ResultName, ResultFile | 'value'>>>;
}
