import type { LedgerEvent } from './ledger.js';

/** A change of champion as the ledger tells it. */
export interface ChampionChange {
  event: 'promoted' | 'rolled-back';
  version: number;
}

/** What the ledger tells of the champions. */
interface Account {
  /** The champions that led to the last one that surely served, oldest first. */
  stack: readonly number[];
  /** Announced changes of which the ledger does not say whether they happened, by version. */
  pending: ReadonlyMap<number, ChampionChange>;
  /** The last change, where an earlier version of the product recorded it before the alias moved; it is in `stack` already. */
  unsure?: { version: number; without: readonly number[] };
}

const announced = { promoting: 'promoted', 'rolling-back': 'rolled-back' } as const;

/**
 * The champions that led to today's, newest first, without the one that serves now. A version counts only when the alias really
 * moved to it: a promotion puts it on top, a rollback takes away what lies above its version.
 * @param current what the alias says; undefined when it cannot be read.
 */
export function earlierChampions(events: readonly LedgerEvent[], current: number | undefined): number[] {
  const served = servedUntil(accountOf(events), current);
  const top = current === undefined ? -1 : served.lastIndexOf(current);
  const below = top < 0 ? [...served] : served.slice(0, top);
  return [...new Set(below.reverse())].filter((version) => version !== current);
}

function servedUntil({ stack, pending, unsure }: Account, current: number | undefined): readonly number[] {
  if (current === undefined) return stack;
  const change = pending.get(current);
  if (change) return changed(stack, change);
  return unsure && stayed(unsure, current) ? unsure.without : stack;
}

/**
 * How the changes that the ledger leaves open are to be closed, before the next one is announced: one whose version the alias names
 * has happened, any other has not.
 */
export function closingEvents(
  events: readonly LedgerEvent[],
  current: number | undefined,
): Omit<LedgerEvent, 'time'>[] {
  const { pending, unsure } = accountOf(events);
  const open = [...pending.values()].map((change) =>
    change.version === current ? change : { event: 'abandoned' as const, version: change.version },
  );
  if (!unsure || !stayed(unsure, current)) return open;
  return [{ event: 'abandoned', version: unsure.version }, ...open];
}

/** Whether the alias still names the champion before a change. */
function stayed({ version, without }: NonNullable<Account['unsure']>, current: number | undefined): boolean {
  return version !== current && without.at(-1) === current;
}

function accountOf(events: readonly LedgerEvent[]): Account {
  let stack: readonly number[] = [];
  let unsure: Account['unsure'];
  const pending = new Map<number, ChampionChange>();
  for (const { event, version } of events) {
    if (event === 'published') continue;
    if (event === 'promoting' || event === 'rolling-back') {
      pending.set(version, { event: announced[event], version });
    } else if (event === 'abandoned') {
      if (!pending.delete(version) && unsure?.version === version) stack = unsure.without;
      unsure = undefined;
    } else {
      unsure = pending.delete(version) ? undefined : { version, without: stack };
      stack = changed(stack, { event, version });
    }
  }
  return { stack, pending, unsure };
}

function changed(stack: readonly number[], { event, version }: ChampionChange): number[] {
  const known = stack.lastIndexOf(version);
  const kept = event === 'rolled-back' && known >= 0 ? stack.slice(0, known) : stack;
  return [...kept, version];
}
