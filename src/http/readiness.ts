import { z } from 'zod';
import { NotReadyError } from '../core/errors.js';
import { retryAfterSeconds } from '../registry/champion-files.js';
import { problemSchema } from '../core/problem-details.js';
import type { ScenarioSummary } from '../scoring/scenario-description.js';
import type { FirstModel } from '../training/train-missing-champions.js';

const stateSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('ready'),
    model: z.string().describe('The version that answers'),
    problem: z.string().optional().describe('Why a later version does not answer'),
  }),
  z.object({ state: z.literal('training').describe('This server trains its first model, or is about to') }),
  z.object({ state: z.enum(['missing', 'damaged']), reason: z.string().describe('Why there is no model') }),
]);

/** How one scenario stands. */
export type ScenarioState = z.infer<typeof stateSchema>;

const statesSchema = z.record(z.string(), stateSchema).describe('How each scenario stands, by its id');

export type ScenarioStates = z.infer<typeof statesSchema>;

/** Of a server that is ready. */
export const readinessSchema = z.object({ status: z.literal('ok'), scenarios: statesSchema });

export type Readiness = z.infer<typeof readinessSchema>;

/** Of a server that is not. */
export const unreadySchema = problemSchema.extend({ scenarios: statesSchema });

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
