import { Inject, Injectable } from '@nestjs/common';
import type { Configuration } from '../core/configuration.js';
import { CancelledError, SextantError } from '../core/errors.js';
import { requireWritableHome } from '../core/files/home.js';
import type { Logger } from '../core/logger.js';
import { CONFIGURATION, LOGGER } from '../core/tokens.js';
import { OperationEvents } from '../monitoring/operation-events.js';
import { parseModelTag } from '../registry/model-tag.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import type { CandidateProgress } from '../learning/fitting/fit-candidate.js';
import { runInBackground } from './run-in-background.js';
import type { TrainRequest, TrainResult } from './train-scenario.js';

export interface BackgroundTraining extends Pick<
  TrainRequest,
  'file' | 'encoding' | 'seed' | 'search' | 'promote' | 'signal' | 'onProgress'
> {
  /** Its id. */
  scenario: string;
}

/** Seconds between two progress lines of one training in the log. */
const logEvery = 5;

/** Train a scenario without holding up the event loop. */
@Injectable()
export class TrainInBackground {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly events: OperationEvents,
  ) {}

  /** @throws whatever the training throws; CancelledError when `signal` is aborted. Nothing is published then. */
  async execute({ signal, onProgress, ...order }: BackgroundTraining): Promise<TrainResult> {
    this.catalogue.get(order.scenario);
    await requireWritableHome(this.configuration.home);
    const report = onProgress ?? this.progressLog(order.scenario);
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    try {
      const result = await runInBackground(this.configuration, 'train', order, { signal, onEvent: report });
      this.tellSuccess(result, seconds());
      return result;
    } catch (error) {
      const outcome = error instanceof CancelledError ? 'cancelled' : 'failed';
      const code = error instanceof SextantError ? error.code : 'internal-error';
      this.events.emit('trained', { scenario: order.scenario, seconds: seconds(), outcome, code });
      throw error;
    }
  }

  private tellSuccess(result: TrainResult, seconds: number): void {
    const { model, promoted, promotionCode: code, headline, report } = result;
    const tag = parseModelTag(model);
    const { metric, value } = headline;
    const figures = { rows: report.data.rows, metric, value };
    this.events.emit('trained', { ...tag, seconds, outcome: 'succeeded', ...figures });
    this.events.emit('promoted', { ...tag, promoted, code });
  }

  private progressLog(scenario: string): (progress: CandidateProgress) => void {
    let last = performance.now();
    return ({ architecture, member, members, epoch, epochs, validationLoss, rowsPerSecond }) => {
      if (performance.now() - last < logEvery * 1000) return;
      last = performance.now();
      const loss = validationLoss === null ? '' : `, validation loss ${validationLoss.toFixed(4)}`;
      const speed = `${Math.round(rowsPerSecond)} rows/s`;
      this.logger.info(
        `${scenario}: ${architecture} ${member}/${members}, epoch ${epoch} of at most ${epochs}${loss}, ${speed}`,
      );
    };
  }
}
