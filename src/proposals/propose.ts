import { figure } from '../core/text/figures.js';
import type { Goal, OptimisationSpec } from '../scenarios/schema/optimisation.js';
import type { ServedView } from '../scenarios/scenario-plugin.js';
import { bindingOf, type Binding } from './binding.js';
import { wantedBy, type Wanted } from './goals.js';
import type { Contradiction } from './nearest-settings.js';
import { feasibleSetOf, type ProposalOrder } from './order.js';
import { violations, type FeasibleSet } from './problem.js';
import { processOf, type Row, type Tried } from './process.js';
import { isSupported, search, type Trust } from './search.js';
import { distanceOf, type Support } from './support.js';
import { verdictText, type Verdict } from './verdict.js';

/** What is set, what is predicted with it, and where it lies. */
interface State {
  settings: Record<string, number>;
  value: number;
  interval?: [number, number];
  /** Where settings have costs. */
  cost?: number;
  /** From training rows: the mean of the nearest five, in standard deviations of a feature. */
  distance: number;
  /** Whether it lies where the data support an answer. */
  supported: boolean;
  /** Bounds and limits that it does not keep. */
  violates: string[];
}

interface Change {
  column: string;
  meaning: string;
  from: number;
  to: number;
  unit?: string;
}

/** By how much the proposal is better: the predicted number, or the cost. The interval is meant to hold 90 % of differences. */
interface Gain {
  of: Wanted['of'];
  value: number;
  interval?: [number, number];
}

export interface Proposal {
  verdict: Verdict;
  text: string;
  goal: Goal;
  /** Of the predicted number. */
  unit?: string;
  now: State;
  /** Absent where there is nothing to propose. */
  proposal?: State;
  changes?: Change[];
  gain?: Gain;
  binding?: Binding[];
  /** What cannot be kept together. */
  contradiction?: Contradiction;
  /** What was given, and stays as it is. */
  kept: Record<string, unknown>;
  /** How far from training rows a proposal may lie, of which so many are kept with the version, and how wide its interval may be. */
  support: { distance: number; rows: number; width?: number };
  caution: { text: string };
}

const caution =
  'The model has seen how cases differ, not what a change causes. Try a proposal on a small scale before it is relied on.';

export interface ProposalView extends Pick<
  ServedView,
  'answerRows' | 'prepareRows' | 'readRows' | 'columns'
> {
  optimisation: OptimisationSpec;
}

/** What the parts of an answer are made from. */
interface Context {
  served: ProposalView;
  row: Row;
  set: ReturnType<typeof feasibleSetOf>;
  wanted: Wanted;
  trust: Trust;
}

/**
 * Settings with which what is predicted of one case is better, within bounds, steps and limits and where training rows support it.
 * @throws InvalidInputError naming each wrong field.
 */
export async function propose(
  order: ProposalOrder,
  served: ProposalView,
  support: Support,
): Promise<Proposal> {
  const { optimisation } = served;
  const row = readRow(order.features, served);
  const set = feasibleSetOf(order, row, served);
  const goal = order.goal ?? optimisation.goal;
  const trust = {
    distance: distanceOf(support, optimisation.support.distance),
    width: optimisation.support.width ?? Infinity,
  };
  const context: Context = { served, row, set, wanted: wantedBy(goal), trust };
  const process = processOf(row, set.settings, { served, support });
  const [now] = process([set.settings.map(({ name, low }) => numberOr(row[name], low))]);
  const known = support.settings.map((all) =>
    set.settings.map(({ name }) => all[support.columns.indexOf(name)]),
  );
  const { wanted } = context;
  const result = await search({ set, process, wanted, trust, known, now: now.values, seed: order.seed });
  const always = { goal, ...standing(context, now, support) };
  const say = (verdict: Verdict) => ({ verdict, text: verdictText(verdict, wanted), ...always });
  if ('contradiction' in result) return { ...say('infeasible'), contradiction: result.contradiction };
  if ('outside' in result) return { ...say('unsupported'), proposal: stateOf(result.outside, context) };
  const gain = gainOf(now, result.found, wanted);
  const verdict = verdictOf(gain, isAllowed(now, context));
  if (verdict === 'stay') return { ...say(verdict), gain };
  return {
    ...say(verdict),
    proposal: stateOf(result.found, context),
    changes: changesOf(now, result.found, context),
    gain,
    binding: await bindingOf(result.found, { ...context, process, declared: set.declared }),
  };
}

/** The declared columns of the case, as they are read. */
function readRow(features: Row, { readRows, columns }: ProposalView): Row {
  const table = readRows([features]);
  return Object.fromEntries(
    columns.filter(({ name }) => name in features).map(({ name }) => [name, table.column(name)[0]]),
  );
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function isAllowed(now: Tried, { set, wanted }: Context): boolean {
  return violations(set, now.values).length === 0 && wanted.margin(now) >= 0;
}

function verdictOf({ of, value, interval: [least] = [value, value] }: Gain, isAllowedNow: boolean): Verdict {
  if (!isAllowedNow) return 'repair';
  return (of === 'cost' ? value : least) > 0 ? 'improvement' : 'stay';
}

/** Errors of two predictions add up as those of independent cases do, which is more than they do where both share what nobody measured. */
function gainOf(now: Tried, found: Tried, { of, worth }: Wanted): Gain {
  const value = worth(found) - worth(now);
  if (of === 'cost' || !now.interval || !found.interval) return { of, value: figure(value) };
  const half = Math.hypot(
    ...[now, found].map(({ interval: [lower, upper] = [0, 0] }) => (upper - lower) / 2),
  );
  return { of, value: figure(value), interval: [figure(value - half), figure(value + half)] };
}

function standing(context: Context, now: Tried, support: Support) {
  const { row, set, served, trust } = context;
  const settings = set.settings.map(({ name }) => name);
  const [{ prediction }] = served.answerRows([row]);
  return {
    ...(prediction.unit !== undefined && { unit: prediction.unit }),
    now: stateOf(now, context),
    kept: Object.fromEntries(Object.entries(row).filter(([name]) => !settings.includes(name))),
    support: {
      distance: figure(trust.distance),
      rows: support.features.length,
      ...(trust.width !== Infinity && { width: trust.width }),
    },
    caution: { text: caution },
  };
}

function stateOf(tried: Tried, { set, trust }: Pick<Context, 'set' | 'trust'>): State {
  const { values, value, interval, cost, distance } = tried;
  return {
    settings: settingsOf(set, values),
    value,
    ...(interval && { interval }),
    ...(set.settings.some((one) => one.cost !== 0) && { cost: figure(cost) }),
    distance: figure(distance),
    supported: isSupported(tried, trust),
    violates: violations(set, values),
  };
}

function settingsOf({ settings }: FeasibleSet, values: readonly number[]): Record<string, number> {
  return Object.fromEntries(settings.map(({ name }, i) => [name, figure(values[i])]));
}

function changesOf(now: Tried, found: Tried, { set, served }: Context): Change[] {
  return set.settings.flatMap(({ name }, i) => {
    const column = served.columns.find((one) => one.name === name);
    const [from, to] = [figure(now.values[i]), figure(found.values[i])];
    if (from === to) return [];
    const unit = column?.kind === 'numeric' ? column.unit : undefined;
    return [
      { column: name, meaning: column?.meaning.en ?? name, from, to, ...(unit !== undefined && { unit }) },
    ];
  });
}
