import { NotReadyError } from '../core/errors.js';
import { retryAfterSeconds } from '../registry/champion-files.js';
import type { ScenarioSummary } from '../scoring/describe-scenario.js';
import type { FirstModel } from '../training/train-missing-champions.js';

/** How one scenario stands. */
export type ScenarioState =
  /** `model` answers; `problem` tells why a later version does not. */
  | { state: 'ready'; model: string; problem?: string }
  /** This server trains its first model, or is about to. */
  | { state: 'training' }
  | { state: 'missing' | 'damaged'; reason: string };

export type ScenarioStates = Record<string, ScenarioState>;

/** That a server is not ready, with how each scenario stands. */
export class UnreadyError extends NotReadyError {
  constructor(
    message: string,
    seconds: number,
    readonly scenarios: ScenarioStates,
  ) {
    super(message, seconds);
  }
}

export function stateOf(summary: ScenarioSummary, first: FirstModel | undefined): ScenarioState {
  const { id, champion, problem } = summary;
  if (champion !== undefined)
    return { state: 'ready', model: champion, ...(problem !== undefined && { problem }) };
  if (problem !== undefined) return { state: 'damaged', reason: problem };
  return first ?? { state: 'missing', reason: `It has no model yet: sextant train ${id}.` };
}

/**
 * Why a server cannot answer what it has; undefined when it can. One scenario that answers is enough: a balancer that turned away for the
 * sake of another would take down all. Without any it waits for a first model, and says so where all are damaged; a server that has
 * nothing and trains nothing is ready to be given a model.
 */
export function obstacleTo(scenarios: ScenarioStates): UnreadyError | undefined {
  const states = Object.entries(scenarios);
  if (states.some(([, { state }]) => state === 'ready')) return undefined;
  const waiting = states.filter(([, { state }]) => state === 'training' || state === 'damaged');
  if (waiting.length === 0) return undefined;
  const ids = waiting.map(([id, { state }]) => `${id} (${state})`).join(', ');
  return new UnreadyError(`No model to answer with: ${ids}.`, retryAfterSeconds, scenarios);
}
