import type { Mixture, PartedCase } from '../../../../explanation/parts/parted-case.js';
import type { InputColumn, InputColumns } from '../../../../models/prediction/examples.js';
import { sizeOf } from '../../../../models/network/sizes.js';
import type { ColumnSpec } from '../../../../tables/columns/column-spec.js';
import type { Table } from '../../../../tables/table.js';
import type { WindowDivision, WindowPart } from '../../examples/window-parts.js';
import type { PartedCases } from '../../../part-reasons.js';
import type { ServedFigures } from '../../../scored-rows.js';
import type { NamedFigures } from '../served-names.js';
import type { ReferenceWindows } from './reference-windows.js';
import { tellWindowPart } from './tell-window-part.js';

/** Windows as a network reads them, and the last value of each where changes from it are learnt. */
interface ReadWindows {
  inputs: InputColumns;
  last?: Float64Array;
}

export interface WindowedModel {
  division: WindowDivision;
  /** The declared and derived columns. */
  columns: readonly ColumnSpec[];
  isSensitive: (column: string) => boolean;
  references: ReferenceWindows;
  /** The column whose last value changes are counted from. */
  target?: string;
  named: NamedFigures;
  read: (declared: Table, rows: Int32Array) => ReadWindows;
  /** With the derived columns, blanks filled as they are read. */
  complete: (declared: Table) => Table;
  /** Figures as they are served, of so many windows. */
  figures: (read: ReadWindows, rows: number) => ServedFigures;
}

const method =
  'Shapley values by permutation walks from every reference, which is a window of the training, forward and reverse by turns: groups of steps of each column change as one. Derived columns stand under their own name.';

/** Rows that are read with those before them: their parts are groups of steps of each column, and what is read of the row alone. */
export function windowCases(model: WindowedModel): PartedCases {
  const { references, isSensitive, columns } = model;
  return {
    method,
    references: { count: references.count, from: references.from, sha256: references.sha256 },
    seed: references.seed,
    hasSensitive: columns.some(({ name }) => isSensitive(name)),
    casesOf: (declared, rows) => {
      const table = model.complete(declared);
      return Array.from(rows, (row) => caseOf(model, { declared, table, row }));
    },
  };
}

function caseOf(
  model: WindowedModel,
  { declared, table, row }: { declared: Table; table: Table; row: number },
): PartedCase {
  const { division, references, named, figures, columns, isSensitive } = model;
  const own = model.read(declared, Int32Array.of(row));
  const steps = division.stepsOf(table, row);
  const output = named.explained(figures(own, 1)).values;
  return {
    parts: division.parts.map((part) => tellWindowPart(part, { columns, table, steps, isSensitive })),
    references: references.count,
    differs: (reference, part) => differs(model, { own, reference, part: division.parts[part] }),
    ask: (mixtures) => named.explained(figures(mixedWindows(model, own, mixtures), mixtures.length)),
    output,
    names: named.names,
  };
}

/** Whether the part is the one that the last value of the target is read from, too. */
function hasLast({ target }: WindowedModel, { column, steps, areMarks }: WindowPart): boolean {
  return column === target && steps?.from === 0 && !areMarks;
}

interface ComparedPart {
  own: ReadWindows;
  reference: number;
  part: WindowPart;
}

function differs(model: WindowedModel, { own, reference, part }: ComparedPart): boolean {
  const { inputs, last } = model.references;
  if (last && own.last && hasLast(model, part) && !Object.is(last[reference], own.last[0])) return true;
  return Object.entries(part.places).some(([name, places]) => {
    if (places.length === 0) return false;
    const size = sizeOf(own.inputs[name].shape);
    return places.some((place) => inputs[name][reference * size + place] !== own.inputs[name].data[place]);
  });
}

/** A window for each mixture: that of its reference, in which the parts that are the row's own are written over. */
function mixedWindows(model: WindowedModel, own: ReadWindows, mixtures: readonly Mixture[]): ReadWindows {
  const { division, references } = model;
  const inputs = Object.entries(own.inputs).map(([name, column]) => {
    const parts = division.parts.map(({ places }) => places[name] ?? []);
    return [name, mixedInput(column, { mixtures, parts, reference: references.inputs[name] })] as const;
  });
  const lastPart = division.parts.findIndex((part) => hasLast(model, part));
  const last =
    own.last &&
    Float64Array.from(mixtures, (mixture) =>
      lastPart < 0 || mixture.own[lastPart] ? own.last![0] : (references.last?.[mixture.reference] ?? NaN),
    );
  return { inputs: Object.fromEntries(inputs), ...(last && { last }) };
}

interface ToMix {
  mixtures: readonly Mixture[];
  parts: readonly (readonly number[])[];
  reference: Float32Array | Int32Array;
}

function mixedInput(column: InputColumn, { mixtures, parts, reference }: ToMix): InputColumn {
  const size = sizeOf(column.shape);
  const data =
    column.data instanceof Int32Array
      ? new Int32Array(mixtures.length * size)
      : new Float32Array(mixtures.length * size);
  mixtures.forEach((mixture, i) => {
    const at = i * size;
    data.set(reference.subarray(mixture.reference * size, (mixture.reference + 1) * size), at);
    parts.forEach((places, part) => {
      if (mixture.own[part]) for (const place of places) data[at + place] = column.data[place];
    });
  });
  return { ...column, data };
}
