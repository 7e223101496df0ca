import type { Table } from '../../../tables/table.js';

/** Some steps of a column, or what of it is read at the present step alone. */
export interface WindowPart {
  /** A declared or derived column; of the marks of steps the column that orders them. */
  column: string;
  /** Whether it is not the values of the column, but which steps have a row. */
  areMarks?: boolean;
  /** How many steps before the row: from the nearest to the furthest. Absent: of the row alone. */
  steps?: { from: number; to: number };
  /** Places of its numbers among those that a row has in each input. */
  places: Readonly<Record<string, readonly number[]>>;
}

/** How rows that are read with those before them are divided into parts. */
export interface WindowDivision {
  /** The same ones for every row. */
  readonly parts: readonly WindowPart[];
  /** The row of a table that stands at each step of a row's window, the oldest first. */
  stepsOf(table: Table, row: number): Int32Array;
}

/** What stands where in the inputs of windows. */
export interface WindowLayout {
  window: number;
  /** Of each channel of `history` its column; undefined for the marks of steps. */
  history: readonly (string | undefined)[];
  /** Of each number of the other inputs its column. */
  present: readonly string[];
  identity: readonly string[];
  order: string;
}

/** Ends of groups of steps: hours and days where a step is an hour, and as fine near to the row where it is not. */
const fineEnds = [1, 3, 6, 12, 24, 48, 168, 336, 672];

/** The same where there are many columns. */
const coarseEnds = [1, 6, 24, 168, 672];

/** More parts than this are hard to read, and cost more. */
const mostFine = 48;

/** Groups of steps for so many columns, from the nearest to the furthest. */
export function stepGroups(window: number, columns: number): { from: number; to: number }[] {
  const groups = (ends: readonly number[]) => {
    const inner = ends.filter((end) => end < window);
    return [...inner, window].map((end, i) => ({ from: i === 0 ? 0 : inner[i - 1], to: end - 1 }));
  };
  const fine = groups(fineEnds);
  return fine.length * columns <= mostFine ? fine : groups(coarseEnds);
}

/** A part for each column of the history and group of steps, and one for each other column. */
export function windowParts({ window, history, present, identity, order }: WindowLayout): WindowPart[] {
  const columns = [...new Set(history)];
  const groups = stepGroups(window, columns.length);
  const steps = columns.flatMap((column) =>
    groups.map((group): WindowPart => ({
      column: column ?? order,
      ...(column === undefined && { areMarks: true }),
      steps: group,
      places: { history: historyPlaces({ window, history, column, group }) },
    })),
  );
  const alone = [...new Set([...present, ...identity])].map((column) => {
    const places = { present: placesOf(present, column), identity: placesOf(identity, column) };
    return { column, places };
  });
  return [...steps, ...alone];
}

interface ChannelSteps extends Pick<WindowLayout, 'window' | 'history'> {
  column: string | undefined;
  group: { from: number; to: number };
}

/** The oldest step comes first, the row itself last. */
function historyPlaces({ window, history, column, group }: ChannelSteps): number[] {
  const places: number[] = [];
  for (let before = group.from; before <= group.to; before++) {
    const step = window - 1 - before;
    history.forEach((one, channel) => {
      if (one === column) places.push(step * history.length + channel);
    });
  }
  return places;
}

function placesOf(columns: readonly string[], column: string): number[] {
  return columns.flatMap((one, place) => (one === column ? [place] : []));
}
