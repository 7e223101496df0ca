import { availableParallelism } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import type { Configuration } from '../core/configuration.js';
import { CONFIGURATION } from '../core/tokens.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import {
  summariseShares,
  type FoldEvaluation,
  type FoldRequest,
  type FoldResult,
  type MeasuredFolds,
} from './evaluate-folds.js';
import { runInBackground } from './run-in-background.js';

/** Workers unless somebody says otherwise: one a core, but each holds an engine and the data of its own. */
const mostWorkers = 4;

export interface BackgroundEvaluation extends Omit<FoldRequest, 'scenario' | 'share' | 'onFold'> {
  /** Its id. */
  scenario: string;
  /** How many folds are measured at once. */
  workers?: number;
  onFold?: (result: FoldResult, done: number, total: number) => void;
}

/** Cross-validate a scenario without holding up the event loop, several folds at once. */
@Injectable()
export class EvaluateInBackground {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /** @throws whatever the evaluation throws; CancelledError when `signal` is aborted. */
  async execute({ signal, workers, onFold, ...order }: BackgroundEvaluation): Promise<FoldEvaluation> {
    const started = performance.now();
    this.catalogue.get(order.scenario);
    const of = workers ?? Math.min(mostWorkers, availableParallelism());
    const stopping = new AbortController();
    const stop = signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal;
    let done = 0;
    const measureShare = (part: number): Promise<MeasuredFolds> =>
      runInBackground(
        this.configuration,
        'evaluate',
        { ...order, share: { part, of } },
        { signal: stop, onEvent: ({ result, total }) => onFold?.(result, ++done, total) },
      );
    try {
      const shares = await Promise.all(Array.from({ length: of }, (_, part) => measureShare(part)));
      return summariseShares(shares, (performance.now() - started) / 1000);
    } finally {
      // After one has failed, the others' work is for nothing.
      stopping.abort();
    }
  }
}
