import { InvalidSpecificationError, shown } from '../../../core/errors.js';
import type { CellNote, CellValue, Feature, NoteCollector } from '../../../tables/columns/column-kind.js';
import type { RowProblem } from '../../../tables/reading/row-problems.js';
import type { Table } from '../../../tables/table.js';
import type { InputColumn, InputColumns } from '../../../models/prediction/examples.js';
import type { Examples, HistoryRules, PreparedTable } from './examples.js';
import { filledFromSeries, HistoryBlanks } from './filled-history.js';
import { SeriesIndex, type WindowFlags } from './series.js';
import type { WindowOptions } from './window-options.js';
import { windowParts, type WindowDivision } from './window-parts.js';

/**
 * A row is read with the rows before it. Inputs: `history` `[window, channels]` float32 (the features of the history columns,
 * oldest step first, the row itself last), `present` `[width]` float32 (the row's other features), `identity` `[n]` int32 (its
 * features of the role index). An input without numbers is left out. No later row and no row of another series is read.
 */
export function windows(
  options: WindowOptions,
): Pick<Examples, 'completed' | 'inputs' | 'division'> & { history: HistoryRules } {
  return {
    division: (features) => divisionOf(options, features),
    completed: (table) => filledFromSeries(table, options),
    inputs: (prepared, rows, notes) => windowInputs(options, prepared, { rows, notes }),
    history: historyRules(options),
  };
}

function divisionOf(options: WindowOptions, features: readonly Feature[]): WindowDivision {
  const { window, step, order, marks } = options;
  const places = placesOf(features, options);
  const columnsOf = (all: readonly number[]) => all.map((place) => features[place].column);
  const history = [...columnsOf(places.history), ...(marks ? [undefined] : [])];
  const [present, identity] = [columnsOf(places.present), columnsOf(places.identity)];
  return {
    parts: windowParts({ window, order, history, present, identity }),
    stepsOf(table, row) {
      const into = new Int32Array(window);
      new SeriesIndex(table, options).window(row, step, into);
      return into;
    },
  };
}

interface Places {
  history: number[];
  present: number[];
  identity: number[];
  sizes: number[];
}

/** Where in the feature matrix the numbers of each input stand. */
function placesOf(features: readonly Feature[], { history }: WindowOptions): Places {
  const places: Places = { history: [], present: [], identity: [], sizes: [] };
  // In the order of the option, so that the first channel is the first column named.
  history.forEach((column, at) => {
    if (!features.some((feature) => feature.column === column)) throw unknownColumn(column, at, features);
    features.forEach((feature, i) => {
      if (feature.column === column && feature.role !== 'index') places.history.push(i);
    });
  });
  features.forEach((feature, i) => {
    if (feature.role === 'index') {
      places.identity.push(i);
      places.sizes.push(feature.size ?? 1);
    } else if (!history.includes(feature.column)) places.present.push(i);
  });
  return places;
}

function unknownColumn(column: string, at: number, features: readonly Feature[]): InvalidSpecificationError {
  const known = [...new Set(features.map((feature) => feature.column))].join(', ');
  return new InvalidSpecificationError('The history of the task names a column that has no features.', {
    details: [
      { pointer: `/task/options/history/${at}`, expected: `one of ${known}`, received: shown(column) },
    ],
  });
}

function windowInputs(
  options: WindowOptions,
  { table, matrix, features }: PreparedTable,
  { rows, notes }: { rows?: Int32Array; notes?: NoteCollector },
): InputColumns {
  const places = placesOf(features, options);
  const series = new SeriesIndex(table, options);
  const wanted = rows ?? Int32Array.from({ length: table.rows }, (_, row) => row);
  const inputs: Record<string, InputColumn> = {
    history: historyOf({ options, series, table, matrix, features, wanted, places: places.history, notes }),
  };
  const { present, identity, sizes } = places;
  if (present.length > 0) {
    const data = new Float32Array(wanted.length * present.length);
    copyPlaces(matrix, wanted, present, data);
    inputs.present = { data, shape: [present.length] };
  }
  if (identity.length > 0) {
    const data = new Int32Array(wanted.length * identity.length);
    copyPlaces(matrix, wanted, identity, data);
    inputs.identity = { data, shape: [identity.length], sizes };
  }
  return inputs;
}

function copyPlaces(
  { data, width }: PreparedTable['matrix'],
  rows: Int32Array,
  places: readonly number[],
  out: Float32Array | Int32Array,
): void {
  let at = 0;
  for (const row of rows) for (const place of places) out[at++] = data[row * width + place];
}

interface HistoryParts extends PreparedTable {
  options: WindowOptions;
  series: SeriesIndex;
  wanted: Int32Array;
  places: number[];
  notes?: NoteCollector;
}

function historyOf(parts: HistoryParts): InputColumn {
  const { options, series, table, matrix, features, wanted, places, notes } = parts;
  const { window, step } = options;
  const blanks = HistoryBlanks.of(table, options);
  const blankOf = places.map((place) => blanks.find(({ column }) => column === features[place].column));
  const stale = staleNotes(table, series, options);
  const channels = places.length + (options.marks ? 1 : 0);
  const data = new Float32Array(wanted.length * window * channels);
  const into = new Int32Array(window);
  let at = 0;
  for (const row of wanted) {
    const flags = series.window(row, step, into);
    if (notes) {
      noteFlags(notes, { row, flags, series, options });
      for (const note of stale(row)) notes.add(row, note);
      for (const note of blanks.flatMap((blank) => blank.note(into) ?? [])) notes.add(row, note);
    }
    // Steps before the first known value of a column are as the step that knows it.
    const unknown = blankOf.map((blank) => blank?.unknownSteps(into) ?? 0);
    for (let i = 0; i < window; i++) {
      for (let channel = 0; channel < places.length; channel++) {
        const from = i < unknown[channel] && unknown[channel] < window ? into[unknown[channel]] : into[i];
        data[at++] = matrix.data[from * matrix.width + places[channel]];
      }
      if (options.marks) data[at++] = standsFor(into, i, flags) ? 1 : 0;
    }
  }
  return { data, shape: [window, channels] };
}

/** Whether the row at a step of a window is that step's own, and not one that stands in for an absent one. */
function standsFor(window: Int32Array, step: number, { short }: WindowFlags): boolean {
  return step >= short && (step === short || window[step] !== window[step - 1]);
}

interface Flagged {
  row: number;
  flags: WindowFlags;
  series: SeriesIndex;
  options: WindowOptions;
}

function noteFlags(notes: NoteCollector, { row, flags, series, options }: Flagged): void {
  const { window, order: column } = options;
  if (flags.short > 0) {
    const received = `${window - flags.short} (the first stands for the others)`;
    notes.add(row, { code: 'short-history', column, expected: `${window} steps`, received });
  }
  if (flags.gaps > 0) {
    const received = `${flags.gaps} absent (the last one before stands for each)`;
    notes.add(row, { code: 'gap-in-history', column, expected: 'a row for every step', received });
  }
  if (series.previous[row] === series.times[row]) {
    const expected = 'one row for each moment';
    notes.add(row, { code: 'repeated-step', column, expected, received: 'another one (the last counts)' });
  }
}

/**
 * What is to be known of a row whose last known value is older than it may be: intervals and probabilities were learnt from rows that
 * have a value of their own.
 */
function staleNotes(table: Table, series: SeriesIndex, options: WindowOptions): (row: number) => CellNote[] {
  const { fresh, history } = options;
  const [column] = history;
  if (!fresh || !table.has(column)) return () => [];
  const values = table.column(column);
  const sources = series.carried((row) => values[row] !== null);
  return (row) => {
    const source = sources[row];
    if (source >= 0 && series.times[row] - series.times[source] <= fresh.distance) return [];
    const expected = `a value that is no older than ${fresh.written}`;
    const received = source < 0 ? 'none before' : 'an older one';
    return [{ code: 'stale-history', column, expected, received }];
  };
}

function historyRules(options: WindowOptions): HistoryRules {
  const { group, order, window, step, filled } = options;
  return {
    group,
    order,
    window,
    filled,
    outOfOrder(table, written) {
      const groups = group === undefined ? undefined : table.column(group);
      const latest = new Map<CellValue, number>();
      const problems = new Map<number, RowProblem>();
      const times = table.column(order);
      times.forEach((value, row) => {
        const series = groups?.[row] ?? null;
        const before = latest.get(series);
        const comesLater = before !== undefined && Number(value) < Number(times[before]);
        if (comesLater) problems.set(row, laterFirst(table, options, { before, row, written }));
        else latest.set(series, row);
      });
      return problems;
    },
    lastRows(table) {
      const last = new Map<CellValue, number>();
      const groups = group === undefined ? undefined : table.column(group);
      for (let row = 0; row < table.rows; row++) last.set(groups?.[row] ?? null, row);
      return Int32Array.from(last.values()).sort();
    },
    readable(table, further) {
      const known = filled.map((name) => {
        const values = table.column(name);
        return (row: number) => values[row] !== null;
      });
      return new SeriesIndex(table, options).readable(window, step, { further, known });
    },
  };
}

function laterFirst(
  table: Table,
  { order, group, dated }: WindowOptions,
  { before, row, written }: { before: number; row: number; written?: readonly unknown[] },
): RowProblem {
  const times = table.column(order);
  const text = (at: number) => {
    const given = written?.[at];
    if (typeof given === 'string') return given;
    return dated ? new Date(Number(times[at])).toISOString() : String(times[at]);
  };
  const series = group === undefined ? '' : ` of ${group} ${shown(table.column(group)[row])}`;
  return {
    column: order,
    expected: `rows${series} in their order: not before ${text(before)}`,
    received: text(row),
  };
}
