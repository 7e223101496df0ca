import { figure } from '../core/text/figures.js';
import { byFallingValue } from '../evaluation/decisions/index.js';
import type { BatchDecision } from './batch.js';

/** What a run states of offers. Money is in one unit. */
export interface Offers {
  /** The most offers; absent: as many as the budget pays for. */
  limit?: number;
  budget?: number;
  cost: number;
  margin: number;
  effect: number;
  /** Column with what a row earns in place of the margin. */
  value?: string;
}

/** So that 0.3 pays for three offers at 0.1, whose quotient is a hair below 3. */
const rounding = 1 + 1e-12;

interface Ranked {
  /** What an offer to each row is expected to bring beyond its cost. */
  gains: Float64Array;
  /** Rows from the highest gain to the lowest, the first of equals first. */
  order: Uint32Array;
  /** So many of the order get an offer. */
  chosen: number;
}

/** Since every offer costs the same, taking the highest gains first is the best plan that there is. */
export function decideOffers(
  { probabilities, values }: { probabilities: Float64Array; values?: Float64Array },
  offers: Offers,
  actions: { offer: string; none: string },
): BatchDecision {
  const { cost, margin, effect, limit = Infinity, budget = Infinity } = offers;
  const count = probabilities.length;
  const gains = probabilities.map((p, row) => p * (values ? values[row] : margin) * effect - cost);
  const order = byFallingValue(gains);
  const most = Math.min(limit, Math.floor((budget / cost) * rounding));
  let chosen = 0;
  while (chosen < Math.min(most, count) && gains[order[chosen]] > 0) chosen++;
  const codes = new Int32Array(count).fill(1);
  const ranks = new Float64Array(count);
  order.forEach((row, place) => {
    ranks[row] = place + 1;
    if (place < chosen) codes[row] = 0;
  });
  const ranked = { gains, order, chosen };
  return {
    ...inWords(ranked, offers),
    actions: { codes, texts: [actions.offer, actions.none] },
    cells: [
      { name: 'expected_gain', numbers: gains },
      { name: 'gain_rank', numbers: ranks },
    ],
    summary: summaryOf(ranked, probabilities, offers),
  };
}

function inWords(
  { gains, order, chosen }: Ranked,
  { cost, limit, budget = Infinity }: Offers,
): Pick<BatchDecision, 'state' | 'sentence'> {
  if (gains.length === 0) return { state: 'empty', sentence: 'The file has no row to decide on.' };
  if (limit === 0) return { state: 'empty', sentence: 'The limit is 0: no row gets an offer.' };
  if (budget * rounding < cost) {
    const sentence = `The budget of ${figure(budget)} pays for no offer, each of which costs ${figure(cost)}.`;
    return { state: 'empty', sentence };
  }
  if (chosen === 0) {
    const sentence = 'No row gets an offer: none is expected to bring more than it costs.';
    return { state: 'decided', sentence };
  }
  const gain = figure(sum(gains, order.subarray(0, chosen)));
  const sentence = `${chosen} of ${gains.length} rows get an offer, which cost ${figure(chosen * cost)} and are expected to gain ${gain} beyond that.`;
  return { state: 'decided', sentence };
}

function summaryOf({ gains, order, chosen }: Ranked, probabilities: Float64Array, offers: Offers) {
  const { cost, effect, budget } = offers;
  const taken = order.subarray(0, chosen);
  const next = chosen < order.length ? Math.max(0, gains[order[chosen]]) : 0;
  const worthwhile = gains.reduce((many, gain) => many + (gain > 0 ? 1 : 0), 0);
  return {
    rows: gains.length,
    offers: chosen,
    /** Offers that would be made without a limit. */
    worthwhile,
    spent: figure(chosen * cost),
    ...(budget !== undefined && { left: figure(Math.max(0, budget - chosen * cost)) }),
    expectedEvents: figure(sum(probabilities, taken)),
    expectedGain: figure(sum(gains, taken)),
    expectedGainWithoutLimit: figure(gains.reduce((total, gain) => total + Math.max(0, gain), 0)),
    /** What one more offer, and one more unit of money, would bring. */
    shadowPrice: { offer: figure(next), money: figure(next / cost) },
    assumedEffect: effect,
    caution: 'A probability is no effect of the offer: who is likely to act may act without one.',
  };
}

function sum(values: Float64Array, rows: Uint32Array): number {
  let total = 0;
  for (const row of rows) total += values[row];
  return total;
}
