import { rateOf, type CountedRows } from '../statistics/share-tests.js';

/** Rows with and without the event, of all that are told apart. */
export interface Totals {
  events: number;
  others: number;
}

/** What a bin says of the event. */
export interface Evidence {
  /** ln(share of the others in the bin / share of the events in it): above 0 the event is rarer than on average. */
  weight: number;
  /** What the bin adds to the information value: (share of others - share of events) x weight, never below 0. */
  information: number;
}

/** What stands for an empty half of a bin, whose weight had no bounds otherwise. */
const halfRow = 0.5;

/**
 * Weight of evidence (Good, 1950; in credit scoring Siddiqi, 2006) and information value (Kullback & Leibler's divergence J, 1951) of a bin,
 * with the sign of optbinning and Siddiqi. Where a bin has no event or nothing else, half a row is added to both. A bin without rows, or one
 * of rows that are all alike, says nothing.
 */
export function evidenceOf(bin: CountedRows, { events, others }: Totals): Evidence {
  const ownOthers = bin.rows - bin.events;
  if (bin.rows === 0 || events === 0 || others === 0) return { weight: 0, information: 0 };
  const added = bin.events === 0 || ownOthers === 0 ? halfRow : 0;
  const shareOfOthers = (ownOthers + added) / others;
  const shareOfEvents = (bin.events + added) / events;
  const weight = Math.log(shareOfOthers / shareOfEvents);
  return { weight, information: (shareOfOthers - shareOfEvents) * weight };
}

/** What every bin tells: its rows, how often the event happened in them, and its evidence. */
export interface EvidenceFigures extends CountedRows, Evidence {
  /** Null without rows. */
  rate: number | null;
}

export function figuresOf(bin: CountedRows, totals: Totals): EvidenceFigures {
  const { rows, events } = bin;
  return { rows, events, rate: rows === 0 ? null : rateOf(bin), ...evidenceOf(bin, totals) };
}
