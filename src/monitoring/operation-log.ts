import { Inject, Injectable } from '@nestjs/common';
import { factLine, type Facts, type Logger } from '../core/logger.js';
import { LOGGER } from '../core/tokens.js';
import { OperationEvents, type EndedTraining, type JobChange, type Promotion } from './operation-events.js';

/** Writes jobs, trainings and promotions of a server or worker to its log, one line each. */
@Injectable()
export class OperationLog {
  constructor(
    private readonly events: OperationEvents,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** From now on. */
  watch(): void {
    this.events.on('job', (change) => this.write({ event: 'job', ...change }, jobText(change)));
    this.events.on('trained', (training) =>
      this.write({ event: 'training', ...training }, trainingText(training)),
    );
    this.events.on('promoted', (promotion) =>
      this.write({ event: 'promotion', ...promotion }, promotionText(promotion)),
    );
  }

  private write(facts: Facts, text: string): void {
    this.logger.info(...factLine(facts, text));
  }
}

function jobText({ job, kind, scenario, state, seconds, code }: JobChange): string {
  const why = code === undefined ? '' : ` (${code})`;
  const after = seconds === undefined ? '' : ` after ${secondsText(seconds)}`;
  return `job ${job}: ${kind} of ${scenario} ${state}${why}${after}`;
}

function trainingText(training: EndedTraining): string {
  const { scenario, outcome, seconds } = training;
  const text = `training of ${scenario} ${outcome} after ${secondsText(seconds)}`;
  if (outcome !== 'succeeded') return `${text} (${training.code})`;
  const { version, rows, metric, value } = training;
  return `${text}: version ${version} from ${rows} rows, ${metric} ${value === null ? 'not defined' : value.toFixed(4)}`;
}

function promotionText({ scenario, version, promoted, code }: Promotion): string {
  return `${scenario}@${version} ${promoted ? 'promoted' : 'not promoted'}: ${code}`;
}

function secondsText(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}
