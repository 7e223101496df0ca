import { InvalidInputError } from '../../core/errors.js';

/** Approaches that have green together. */
export interface SignalPhase {
  name: string;
  /** Time lost to starting and clearing, in seconds. */
  lostSeconds: number;
  approaches: readonly SignalApproach[];
}

export interface SignalApproach {
  name: string;
  /** Vehicles per hour that arrive. */
  flow: number;
  /** Vehicles per hour that would pass at constant green. */
  saturation: number;
}

export interface CycleLimits {
  /** Seconds; a cycle outside is brought to the nearer end. */
  shortest: number;
  longest: number;
}

/** Seconds of effective green by phase, in the order of the phases. */
export interface SignalPlan {
  cycle: number;
  greens: number[];
}

export interface ApproachDelay {
  phase: string;
  approach: string;
  flow: number;
  /** Share of the capacity that is used; 1 or more: the queue grows from cycle to cycle. */
  saturationDegree: number;
  /** Seconds per vehicle; null where the queue grows and no mean exists. */
  delay: number | null;
}

/** What an approach asks for: its flow as a share of what could pass. */
export function flowRatio({ flow, saturation }: SignalApproach): number {
  return flow / saturation;
}

/** The flow ratio of each phase's most demanding approach. */
export function criticalRatios(phases: readonly SignalPhase[]): number[] {
  return phases.map(({ approaches }) => Math.max(...approaches.map(flowRatio)));
}

/**
 * Cycle and greens of least delay by Webster (1958, Road Research Technical Paper 39): C = (1.5 L + 5) / (1 - Y), with L the lost
 * time of a cycle in seconds and Y the sum of the phases' critical flow ratios; the effective green C - L is divided in
 * proportion to these ratios.
 * @throws InvalidInputError when the intersection cannot serve the flows in any cycle (Y of 1 or more), nobody comes, or
 * the longest cycle is lost time alone.
 */
export function websterPlan(phases: readonly SignalPhase[], limits: CycleLimits): SignalPlan {
  const lost = phases.reduce((sum, { lostSeconds }) => sum + lostSeconds, 0);
  const ratios = criticalRatios(phases);
  const total = ratios.reduce((sum, ratio) => sum + ratio, 0);
  if (!(total > 0 && total < 1)) {
    throw new InvalidInputError('No signal plan can serve these flows.', {
      details: [
        {
          pointer: '/phases',
          expected: 'flow ratios of the phases that add up to more than 0 and less than 1',
          received: total.toFixed(3),
        },
      ],
      hint: 'Above 1 more vehicles come than could pass at constant green: the intersection needs more lanes or less traffic.',
    });
  }
  if (limits.longest <= lost) {
    throw new InvalidInputError('The longest cycle leaves no green.', {
      details: [
        {
          pointer: '/cycle/longest',
          expected: `more than the ${lost} s that the phases lose`,
          received: String(limits.longest),
        },
      ],
    });
  }
  const best = (1.5 * lost + 5) / (1 - total);
  const cycle = Math.min(limits.longest, Math.max(limits.shortest, best));
  return { cycle, greens: ratios.map((ratio) => ((cycle - lost) * ratio) / total) };
}

/** Flow as a share of what passes in the green that is given; 0 where nobody comes, whatever the green. */
function saturationDegree({ flow, saturation }: SignalApproach, share: number): number {
  return flow === 0 ? 0 : flow / (share * saturation);
}

/**
 * Mean delay of a vehicle in seconds by Webster (1958), all three terms: uniform arrivals, chance, and the correction from
 * simulation. With g the effective green and C the cycle in seconds, l = g / C, q the flow in vehicles per second and
 * x = q / (l s) the degree of saturation:
 * d = C (1 - l)^2 / (2 (1 - l x)) + x^2 / (2 q (1 - x)) - 0.65 (C / q^2)^(1/3) x^(2 + 5 l).
 * @returns null for x of 1 or more; 0 vehicles wait as the first of them would.
 */
export function websterDelay(approach: SignalApproach, green: number, cycle: number): number | null {
  const share = green / cycle;
  const flow = approach.flow / 3600;
  const degree = saturationDegree(approach, share);
  if (!(degree < 1)) return null;
  const uniform = (cycle * (1 - share) ** 2) / (2 * (1 - share * degree));
  if (flow === 0) return uniform;
  const random = degree ** 2 / (2 * flow * (1 - degree));
  const correction = 0.65 * Math.cbrt(cycle / flow ** 2) * degree ** (2 + 5 * share);
  return Math.max(0, uniform + random - correction);
}

/** Every approach under a plan. */
export function delaysUnder(phases: readonly SignalPhase[], { cycle, greens }: SignalPlan): ApproachDelay[] {
  return phases.flatMap(({ name, approaches }, i) =>
    approaches.map((approach) => ({
      phase: name,
      approach: approach.name,
      flow: approach.flow,
      saturationDegree: saturationDegree(approach, greens[i] / cycle),
      delay: websterDelay(approach, greens[i], cycle),
    })),
  );
}

/** Mean over all vehicles; null when a queue grows, or nobody comes. */
export function meanDelay(delays: readonly ApproachDelay[]): number | null {
  const vehicles = delays.reduce((sum, { flow }) => sum + flow, 0);
  if (vehicles === 0 || delays.some(({ delay }) => delay === null)) return null;
  return delays.reduce((sum, { flow, delay }) => sum + flow * (delay ?? 0), 0) / vehicles;
}
