import type { Lever, Move } from './moves.js';

/** Other values of a row: at most one move of a column. */
export type Changed = readonly Move[];

/** What a changed row is answered. */
export interface Verdict {
  /** Whether it is the answer that is wanted. */
  isReached: boolean;
  /** Whether the changed row lies within what the model knows. */
  isInDomain: boolean;
  /** What the answer follows from, the same figures of every row. */
  figures: readonly number[];
}

/** Answers changed rows, in their order. */
export type Judge = (rows: readonly Changed[]) => Promise<Verdict[]>;

export interface SearchLimits {
  /** Rows that are asked at most. */
  evaluations: number;
  /** Columns that are changed at most. */
  changes: number;
  /** Ways that are told at most, no two of which change the same columns. */
  told: number;
}

export interface Found {
  /** The least changes first. */
  ways: Changed[];
  evaluations: number;
}

/** So many rows are changed further at each length, those nearest to either end of each figure. */
const beamWidth = 20;

/** So many of the further moves of a column are tried with a row. */
const furtherMoves = 4;

interface Tried {
  changes: Changed;
  verdict: Verdict;
}

/**
 * Look for the least changes after which a row is answered as is wanted (counterfactuals: Wachter, Mittelstadt & Russell, 2017; several that differ: Mothilal, Sharma & Tan,
 * 2020): every single move, then beams of moves of two and three columns; what is found is drawn back towards the row as far as the answer holds.
 */
export async function searchCounterfactuals(
  levers: readonly Lever[],
  judge: Judge,
  { evaluations: most, changes, told }: SearchLimits,
): Promise<Found> {
  const counted = new CountedJudge(judge, most);
  const reserved = Math.ceil(most / 5);
  let level = await counted.ask(
    levers.flatMap(({ moves }) => moves.map((move) => [move])),
    most - reserved,
  );
  const single = level;
  const reached = goals(level);
  for (let length = 2; length <= changes && ways(reached, told).length < told; length++) {
    const share = Math.ceil((most - reserved - counted.count) / (changes - length + 1));
    level = await counted.ask(extended(beamOf(level), single, levers), share);
    reached.push(...goals(level));
  }
  const found: Changed[] = [];
  for (const way of ways(reached, told)) found.push(await drawnBack(way, levers, counted));
  return { ways: found.toSorted(byEffort), evaluations: counted.count };
}

class CountedJudge {
  count = 0;
  private readonly known = new Map<string, Verdict>();

  constructor(
    private readonly judge: Judge,
    private readonly most: number,
  ) {}

  /** Those of the rows that were not asked before, evenly chosen where they are more than may be asked. */
  async ask(rows: readonly Changed[], share = Infinity): Promise<Tried[]> {
    const byKey = new Map(rows.map((changes) => [keyOf(changes), changes]));
    const fresh = [...byKey].filter(([key]) => !this.known.has(key));
    const room = Math.max(0, Math.min(share, this.most - this.count));
    const asked =
      fresh.length <= room
        ? fresh
        : Array.from({ length: room }, (_, i) => fresh[Math.floor((i * fresh.length) / room)]);
    this.count += asked.length;
    const verdicts = await this.judge(asked.map(([, changes]) => changes));
    asked.forEach(([key], i) => this.known.set(key, verdicts[i]));
    return asked.map(([, changes], i) => ({ changes, verdict: verdicts[i] }));
  }

  /** Of one row, asked before or now; undefined where no more may be asked. */
  async verdictOf(changes: Changed): Promise<Verdict | undefined> {
    return this.known.get(keyOf(changes)) ?? (await this.ask([changes])).at(0)?.verdict;
  }
}

function keyOf(changes: Changed): string {
  return changes
    .map(({ column, to }) => `${column} ${String(to)}`)
    .sort()
    .join('\n');
}

function goals(tried: readonly Tried[]): Changed[] {
  return tried.filter(({ verdict }) => isGoal(verdict)).map(({ changes }) => changes);
}

function isGoal({ isReached, isInDomain }: Verdict): boolean {
  return isReached && isInDomain;
}

/** The rows at both ends of each figure: which end is the way to what is wanted is not known. */
function beamOf(level: readonly Tried[]): Changed[] {
  const open = level.filter(({ verdict }) => verdict.isInDomain && !verdict.isReached);
  const figures = open.at(0)?.verdict.figures.length ?? 0;
  const perEnd = Math.max(1, Math.floor(beamWidth / (2 * Math.max(1, figures))));
  const chosen = new Set<Changed>();
  for (let figure = 0; figure < figures; figure++) {
    const order = open.toSorted((a, b) => a.verdict.figures[figure] - b.verdict.figures[figure]);
    for (const { changes } of [...order.slice(0, perEnd), ...order.slice(-perEnd)]) chosen.add(changes);
  }
  return [...chosen];
}

/** Each row with one more column changed: to the values that alone went furthest either way, and the least of the others. */
function extended(beam: readonly Changed[], single: readonly Tried[], levers: readonly Lever[]): Changed[] {
  const further = levers.map((_, column) =>
    furtherOf(single.filter(({ changes: [move] }) => move.column === column)),
  );
  return beam.flatMap((changes) =>
    further.flatMap((moves, column) =>
      changes.some((one) => one.column === column) ? [] : moves.map((move) => [...changes, move]),
    ),
  );
}

function furtherOf(own: readonly Tried[]): Move[] {
  const order = own.toSorted((a, b) => a.verdict.figures[0] - b.verdict.figures[0]);
  const moves = order.map(({ changes: [move] }) => move);
  if (moves.length <= furtherMoves) return moves;
  const ends = [moves[0], moves[moves.length - 1]];
  const others = moves.slice(1, -1).sort((a, b) => a.effort - b.effort);
  return [...ends, ...others.slice(0, furtherMoves - ends.length)];
}

/** Ways with the least changes that differ: none of them changes all the columns of another. */
function ways(reached: readonly Changed[], most: number): Changed[] {
  const chosen: Changed[] = [];
  for (const changes of reached.toSorted(byEffort)) {
    if (chosen.length === most) break;
    const columns = new Set(changes.map(({ column }) => column));
    const repeats = chosen.some((other) => other.every(({ column }) => columns.has(column)));
    if (!repeats) chosen.push(changes);
  }
  return chosen;
}

/** Fewer columns first, then less effort. */
function byEffort(a: Changed, b: Changed): number {
  return a.length - b.length || effortOf(a) - effortOf(b);
}

function effortOf(changes: Changed): number {
  return changes.reduce((sum, { effort }) => sum + effort, 0);
}

/** So often a distance is halved: to a thousandth of it. */
const halvings = 10;

/** Numbers drawn back towards what they were, one after the other, by halves, as far as the answer stays what is wanted. */
async function drawnBack(way: Changed, levers: readonly Lever[], judge: CountedJudge): Promise<Changed> {
  let best = way;
  for (const [place, { column }] of way.entries()) {
    const { from, between } = levers[column];
    if (!between || typeof from !== 'number') continue;
    let near = from;
    for (let i = 0; i < halvings; i++) {
      const now = Number(best[place].to);
      const move = between(now, near);
      if (!move) break;
      const changes = best.with(place, move);
      const verdict = await judge.verdictOf(changes);
      if (!verdict) break;
      if (isGoal(verdict)) best = changes;
      else near = Number(move.to);
    }
  }
  return best;
}
