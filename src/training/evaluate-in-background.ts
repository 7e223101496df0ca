import { Inject, Injectable } from '@nestjs/common';
import type { Configuration } from '../core/configuration.js';
import { CONFIGURATION } from '../core/tokens.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import type { FoldEvaluation, FoldRequest } from './evaluate-folds.js';
import { runInBackground } from './run-in-background.js';

export interface BackgroundEvaluation extends Omit<FoldRequest, 'scenario'> {
  /** Its id. */
  scenario: string;
}

/** Cross-validate a scenario without holding up the event loop. */
@Injectable()
export class EvaluateInBackground {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /** @throws whatever the evaluation throws; CancelledError when `signal` is aborted. */
  async execute({ signal, onFold, ...order }: BackgroundEvaluation): Promise<FoldEvaluation> {
    this.catalogue.get(order.scenario);
    return runInBackground(
      { verb: 'evaluate', configuration: this.configuration, ...order },
      (message) => {
        if (message.kind === 'fold') onFold?.(message.result, message.done, message.total);
        return message.kind === 'evaluated' ? message.result : undefined;
      },
      signal,
    );
  }
}
