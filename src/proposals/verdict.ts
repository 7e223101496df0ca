import type { Wanted } from './goals.js';

/**
 * `improvement`: better by more than is uncertain. `repair`: as it is now it breaks a limit or misses what is required, and the proposal does
 * not. `stay`: no improvement that the data support. `unsupported`: nothing was found where data are. `infeasible`: nothing keeps all limits.
 */
export type Verdict = 'improvement' | 'repair' | 'stay' | 'unsupported' | 'infeasible';

const texts: Record<Verdict, Record<Wanted['of'], string>> = {
  improvement: {
    value: 'The proposal is better, by more than the predictions are uncertain.',
    cost: 'The proposal is cheaper and keeps what is required with the end of its interval.',
  },
  repair: both('As it is now, not every limit and requirement is kept; the proposal keeps them.'),
  stay: {
    value:
      'No improvement that the data support: what could be gained is less than the predictions are uncertain.',
    cost: 'No cheaper settings were found that keep the limits and what is required.',
  },
  unsupported: both(
    'Nothing was found that keeps the limits and requirements where the data support an answer. The proposal came nearest and should not be relied on.',
  ),
  infeasible: both('No settings keep all limits: those that are named contradict each other.'),
};

function both(text: string): Record<Wanted['of'], string> {
  return { value: text, cost: text };
}

export function verdictText(verdict: Verdict, { of }: Pick<Wanted, 'of'>): string {
  return texts[verdict][of];
}
