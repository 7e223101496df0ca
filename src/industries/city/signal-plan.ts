import { z } from 'zod';
import { InvalidInputError, shown } from '../../core/errors.js';
import { parseEndpointBody } from '../../scenarios/endpoint-body.js';
import type { ServedView } from '../../scenarios/scenario-plugin.js';
import {
  criticalRatios,
  delaysUnder,
  meanDelay,
  websterPlan,
  type ApproachDelay,
  type SignalPhase,
  type SignalPlan,
} from './webster.js';

const name = z.string().min(1);

/** Vehicles per hour of green and lane of through traffic, a customary value to be replaced by a count. */
const customarySaturation = 1800;

const approachSchema = z
  .strictObject({
    name,
    /** Vehicles per hour, when it is known already. */
    flow: z.number().min(0).optional(),
    /** Rows of the scenario in their order: the flow is then the forecast from the last of them. */
    history: z.array(z.unknown()).min(1).optional(),
    /** Part of the forecast that takes this approach. */
    share: z.number().gt(0).max(1).default(1),
    lanes: z.number().int().min(1).default(1),
    saturationPerLane: z.number().positive().default(customarySaturation),
  })
  .refine(({ flow, history }) => (flow === undefined) !== (history === undefined), 'either flow or history');

const requestSchema = z.strictObject({
  phases: z
    .array(
      z.strictObject({
        name,
        lostSeconds: z.number().min(0).default(4),
        approaches: z.array(approachSchema).min(1),
      }),
    )
    .min(2),
  /** Which forecast is meant where an approach has a history. */
  horizon: name.default('1h'),
  cycle: z
    .strictObject({ shortest: z.number().positive(), longest: z.number().positive() })
    .refine(({ shortest, longest }) => shortest <= longest, 'shortest at most as long as longest')
    .default({ shortest: 40, longest: 150 }),
  /** What the lights do now, to compare with: seconds of effective green by phase. */
  current: z
    .strictObject({ cycle: z.number().positive(), greens: z.array(z.number().positive()) })
    .optional(),
});

type PlanRequest = z.infer<typeof requestSchema>;

export interface SignalPlanAnswer {
  method: string;
  /** Seconds. */
  cycle: number;
  phases: { name: string; green: number; flowRatio: number }[];
  approaches: ApproachDelay[];
  /** Seconds per vehicle; null where a queue grows. */
  meanDelay: number | null;
  current?: { approaches: ApproachDelay[]; meanDelay: number | null };
}

/**
 * Cycle and greens from the flows that are given or forecast, and the delays before and after.
 * @throws InvalidInputError naming each wrong field, or when no plan can serve the flows.
 */
export function planSignals(body: unknown, served: Pick<ServedView, 'answerHistory'>): SignalPlanAnswer {
  const request = parseEndpointBody(requestSchema, body, { message: 'The request is no intersection.' });
  const phases = request.phases.map((phase, i): SignalPhase => ({
    ...phase,
    approaches: phase.approaches.map((approach, j) => ({
      name: approach.name,
      saturation: approach.lanes * approach.saturationPerLane,
      flow:
        approach.flow ??
        forecastFlow(approach, request.horizon, { served, pointer: `/phases/${i}/approaches/${j}` }),
    })),
  }));
  const plan = websterPlan(phases, request.cycle);
  const ratios = criticalRatios(phases);
  return {
    method: 'Webster (1958)',
    cycle: rounded(plan.cycle),
    phases: phases.map((phase, i) => ({
      name: phase.name,
      green: rounded(plan.greens[i]),
      flowRatio: rounded(ratios[i], 4),
    })),
    ...delaySection(phases, plan),
    ...(request.current ? { current: delaySection(phases, currentPlan(request, request.current)) } : {}),
  };
}

interface FlowSource {
  served: Pick<ServedView, 'answerHistory'>;
  pointer: string;
}

function forecastFlow(
  { history = [], share }: PlanRequest['phases'][number]['approaches'][number],
  horizon: string,
  { served, pointer }: FlowSource,
): number {
  const horizons = served.answerHistory(history, `${pointer}/history`).at(-1)?.prediction.horizons ?? [];
  const found = horizons.find((one) => one.horizon === horizon);
  if (found) return Math.max(0, found.value * share);
  throw new InvalidInputError('The scenario does not forecast this far.', {
    details: [
      {
        pointer: '/horizon',
        expected: `one of ${horizons.map((one) => one.horizon).join(', ')}`,
        received: shown(horizon),
      },
    ],
  });
}

function currentPlan({ phases }: PlanRequest, current: NonNullable<PlanRequest['current']>): SignalPlan {
  const lost = phases.reduce((sum, { lostSeconds }) => sum + lostSeconds, 0);
  const green = current.greens.reduce((sum, one) => sum + one, 0);
  if (current.greens.length === phases.length && green + lost <= current.cycle + 1e-6) return current;
  throw new InvalidInputError('The current plan does not fit the phases.', {
    details: [
      {
        pointer: '/current/greens',
        expected: `${phases.length} greens that fit, with ${lost} s lost, into ${current.cycle} s`,
        received: shown(current.greens),
      },
    ],
  });
}

function delaySection(phases: readonly SignalPhase[], plan: SignalPlan) {
  const delays = delaysUnder(phases, plan);
  const mean = meanDelay(delays);
  return {
    approaches: delays.map((one) => ({
      ...one,
      flow: rounded(one.flow),
      saturationDegree: rounded(one.saturationDegree, 4),
      delay: one.delay === null ? null : rounded(one.delay),
    })),
    meanDelay: mean === null ? null : rounded(mean),
  };
}

function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
