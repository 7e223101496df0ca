import type { CellValue } from '../columns/column-kind.js';
import { columnKind } from '../columns/index.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import type { Table } from '../table.js';
import { outputNames, type ColumnBins, type NumberBins, type Reference } from './reference.js';

/**
 * Rows by the bins of a reference, as `input place column` or `answer place figure`, and how many rows there were under `rows`. Plain numbers by text: sketches of blocks, of
 * threads and of requests are added key by key, and however many rows they hold they stay as small as the reference.
 */
export type Sketch = Record<string, number>;

/** A column may be called as a figure of the answer is. */
export type BinnedPart = 'input' | 'answer';

/** A place that is no bin: rows below the first edge or above the last, which count in the outermost bins, too. */
const outsidePlace = 'outside';

/** Figures that were answered, `[rows, width]`, row-major. */
interface Figures {
  values: Float64Array;
  width: number;
}

/** @param figures are asked for only where answers are counted. */
export type Sketcher = (sketch: Sketch, table: Table, figures?: () => Figures | undefined) => void;

/**
 * Counts the rows of tables of the declared columns in the bins of a reference.
 * @param columns as declared: columns of the reference that are not among them are not counted.
 */
export function createSketcher(columns: readonly ColumnSpec[], { inputs, outputs }: Reference): Sketcher {
  const declared = new Map(columns.map((column) => [column.name, column]));
  const counters = inputs.flatMap((bins) => {
    const column = declared.get(bins.name);
    return column ? [{ name: bins.name, placeOf: placesOf(bins, column) }] : [];
  });
  const answered = outputs?.columns.map((bins) => ({ name: bins.name, placeOf: numberPlaces(bins) })) ?? [];
  return (sketch, table, figures) => {
    sketch.rows = (sketch.rows ?? 0) + table.rows;
    for (const { name, placeOf } of counters) {
      if (table.has(name)) countCells(sketch, { of: 'input', name, placeOf, cells: table.column(name) });
    }
    const known = answered.length > 0 ? figures?.() : undefined;
    if (!known) return;
    const { values, width } = known;
    const names = outputNames(width);
    for (const { name, placeOf } of answered) {
      const from = names.indexOf(name);
      if (from < 0) continue;
      const cells = Array.from({ length: values.length / width }, (_, row) => values[row * width + from]);
      countCells(sketch, { of: 'answer', name, placeOf, cells });
    }
  };
}

/** The rows that a sketch has of a column, in the bins of its reference and behind them the missing ones. */
export function sketchedBins(sketch: Sketch, bins: ColumnBins, of: BinnedPart): number[] {
  return Array.from({ length: binsOf(bins) + 1 }, (_, place) => sketch[keyOf(of, place, bins.name)] ?? 0);
}

/** The same of the reference itself. */
export function referenceBins(bins: ColumnBins): number[] {
  const last = bins.type === 'text' ? [bins.others, bins.missing] : [bins.missing];
  return [...bins.counts, ...last];
}

/** Rows of a sketch beyond the edges of a column of numbers. */
export function sketchedOutside(sketch: Sketch, { name }: ColumnBins, of: BinnedPart): number {
  return sketch[keyOf(of, outsidePlace, name)] ?? 0;
}

export function addSketch(sketch: Sketch, more: Readonly<Sketch>): void {
  for (const [key, rows] of Object.entries(more)) sketch[key] = (sketch[key] ?? 0) + rows;
}

/** Of texts the others have a bin, too. */
function binsOf(bins: ColumnBins): number {
  return bins.type === 'text' ? bins.values.length + 1 : bins.counts.length;
}

interface Place {
  bin: number;
  isOutside?: boolean;
}

type PlaceOf = (value: CellValue) => Place;

function countCells(
  sketch: Sketch,
  {
    of,
    name,
    placeOf,
    cells,
  }: { of: BinnedPart; name: string; placeOf: PlaceOf; cells: readonly CellValue[] },
): void {
  for (const value of cells) {
    const { bin, isOutside } = placeOf(value);
    const key = keyOf(of, bin, name);
    sketch[key] = (sketch[key] ?? 0) + 1;
    if (!isOutside) continue;
    const outside = keyOf(of, outsidePlace, name);
    sketch[outside] = (sketch[outside] ?? 0) + 1;
  }
}

function keyOf(of: BinnedPart, place: number | string, name: string): string {
  return `${of} ${place} ${name}`;
}

function placesOf(bins: ColumnBins, column: ColumnSpec): PlaceOf {
  if (bins.type === 'number') return numberPlaces(bins);
  const { tell = String } = columnKind(column).profiled;
  const places = new Map(bins.values.map((value, bin) => [value, { bin }]));
  const others = { bin: bins.values.length };
  const missing = { bin: bins.values.length + 1 };
  return (value) => (value === null ? missing : (places.get(tell(value)) ?? others));
}

function numberPlaces({ edges, counts }: NumberBins): PlaceOf {
  const last = counts.length - 1;
  const within = counts.map((_, bin): Place => ({ bin }));
  const [below, above]: Place[] = [
    { bin: 0, isOutside: true },
    { bin: last, isOutside: true },
  ];
  const missing = { bin: counts.length };
  return (value) => {
    if (typeof value !== 'number' || Number.isNaN(value)) return missing;
    if (value < edges[0]) return below;
    if (value > edges[last + 1]) return above;
    let [low, high] = [0, last];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (value >= edges[middle]) low = middle;
      else high = middle - 1;
    }
    return within[low];
  };
}
