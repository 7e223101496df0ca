import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import type { Reference } from '../tables/reference/reference.js';
import type { LiveReport } from './outcomes/live-report.js';
import type { GivenAnswer } from './answers/answer-record.js';
import type { Sketch } from '../tables/reference/sketch.js';

/** Rows that a version was asked for, all that one request or one table brought. */
export interface AnsweredRows {
  scenario: string;
  version: number;
  /** One row (or one series), a list of rows, or a table that a job scored. */
  door: 'single' | 'batch' | 'csv';
  /** Rows that were answered. */
  answered: number;
  /** Rows that were not: of a request that was refused all, of a table those among its rejects. */
  rejected: number;
  /** Of a table since its job was begun. */
  seconds: number;
}

/** Rows of a request that was answered, in the bins of what the version learnt from. */
export interface SeenRows {
  scenario: string;
  version: number;
  reference: Reference;
  sketch: Sketch;
}

/** Answers of a scenario that keeps them, all that one request brought. */
export interface GivenAnswers {
  scenario: string;
  version: number;
  answers: GivenAnswer[];
}

/** How the answers of a version turned out, when somebody looked. */
export interface JudgedAnswers {
  scenario: string;
  version: number;
  report: LiveReport;
}

/** A training that has ended. */
export type EndedTraining = { scenario: string; seconds: number } & (
  | { outcome: 'succeeded'; version: number; rows: number; metric: string; value: number | null }
  /** `code` is that of the error. */
  | { outcome: 'failed' | 'cancelled'; code: string }
);

/** Whether a version came to serve. */
export interface Promotion {
  scenario: string;
  version: number;
  promoted: boolean;
  /** Why, in one of a few names. */
  code: string;
}

/** A change of a job; `code` is that of the error of one that failed. */
export interface JobChange {
  job: string;
  kind: string;
  scenario: string;
  state: 'queued' | 'started' | 'succeeded' | 'failed' | 'cancelled';
  /** Of a job that has ended, since it was begun. */
  seconds?: number;
  code?: string;
}

interface EventMap {
  answered: [AnsweredRows];
  seen: [SeenRows];
  given: [GivenAnswers];
  judged: [JudgedAnswers];
  trained: [EndedTraining];
  promoted: [Promotion];
  job: [JobChange];
}

/**
 * What happens in this process that whoever runs it wants to know. Use cases tell it; a server's log and metrics listen; on the command line
 * nobody does. Nothing of what a row holds is told: of rows together how many lie in which bin. Only where a scenario keeps its answers, these are told
 * to the log of answers.
 */
@Injectable()
export class OperationEvents extends EventEmitter<EventMap> {}
