import { z } from 'zod';
import { DamagedFileError, shown } from '../../core/errors.js';
import type { CellValue, Feature, NearValue, NoteCollector } from '../columns/column-kind.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import { Preparation, type FeatureMatrix } from './preparation.js';
import { stagesOfRows, type Stage } from './stages.js';
import type { Table } from '../table.js';

export interface PreparationPart {
  preparation: Preparation;
  offset: number;
  stage?: Stage;
}

/** From a table to features, whether or not the scenario has stages. */
export interface RowPreparation {
  readonly features: readonly Feature[];
  readonly width: number;
  transform(table: Table, notes?: NoteCollector): FeatureMatrix;
  /** The values that a column was fitted on and that are most alike to one; undefined where its kind cannot tell. */
  nearest(column: string, value: CellValue, k: number): NearValue[] | undefined;
  /** What was learnt about a column, where several stages know it, by the last of them; undefined for one that nothing was learnt of. */
  stateOf(column: string): unknown;
  /** The preparation of each stage and where its features begin; without stages itself alone. */
  readonly parts: readonly PreparationPart[];
  /** Plain JSON, which {@link loadPreparation} takes. */
  toJSON(): unknown;
}

/**
 * Learn from a table that holds the training rows and no others.
 * @throws see `Preparation.fit`.
 */
export function fitPreparation(
  table: Table,
  columns: readonly ColumnSpec[],
  stages: readonly Stage[] = [],
): RowPreparation {
  if (stages.length === 0) return Preparation.fit(table, columns);
  const stageOfRow = stagesOfRows(table, stages);
  const fitted = stages.map((stage, place) => {
    const rows = Int32Array.from(stageOfRow.keys()).filter((row) => stageOfRow[row] >= place);
    return Preparation.fit(table.take(rows), knownColumns(columns, stage));
  });
  return new StagedPreparation(stages, fitted);
}

/**
 * Check and take what `toJSON` gave.
 * @throws DamagedFileError when it is not of these columns and stages.
 */
export function loadPreparation(
  json: unknown,
  columns: readonly ColumnSpec[],
  stages: readonly Stage[] = [],
): RowPreparation {
  if (stages.length === 0) return Preparation.fromJSON(json, columns);
  const parsed = z
    .strictObject({ format: z.literal(1), stages: z.record(z.string(), z.unknown()) })
    .safeParse(json);
  const expected = stages.map(({ name }) => name).join(', ');
  const received = parsed.success ? Object.keys(parsed.data.stages).join(', ') : shown(json);
  if (!parsed.success || received !== expected) {
    throw new DamagedFileError('The stored preparation and the declared stages differ.', {
      details: [{ pointer: '/stages', expected, received }],
      hint: 'Train the model again after the declared stages have changed.',
    });
  }
  const fitted = stages.map((stage) =>
    Preparation.fromJSON(parsed.data.stages[stage.name], knownColumns(columns, stage)),
  );
  return new StagedPreparation(stages, fitted);
}

function knownColumns(columns: readonly ColumnSpec[], { without }: Stage): ColumnSpec[] {
  return columns.filter(({ name }) => !without.includes(name));
}

/**
 * One preparation a stage, side by side: a row fills the features of its own stage, those of the others are 0. So each stage
 * has weights of its own in the first layer, and what is learnt above it is shared.
 */
class StagedPreparation implements RowPreparation {
  readonly features: readonly Feature[];
  readonly width: number;
  private readonly offsets: number[];

  constructor(
    private readonly stages: readonly Stage[],
    private readonly fitted: readonly Preparation[],
  ) {
    let width = 0;
    this.offsets = fitted.map((one) => (width += one.width) - one.width);
    this.width = width;
    this.features = fitted.flatMap(({ features }, place) =>
      features.map((feature) => ({ ...feature, name: `${feature.name}@${stages[place].name}` })),
    );
  }

  transform(table: Table, notes?: NoteCollector): FeatureMatrix {
    const { width } = this;
    const data = new Float32Array(table.rows * width);
    const stageOfRow = stagesOfRows(table, this.stages);
    this.fitted.forEach((preparation, place) => {
      const rows = Int32Array.from(stageOfRow.keys()).filter((row) => stageOfRow[row] === place);
      if (rows.length === 0) return;
      const own = preparation.transform(table.take(rows), notes && notesOf(rows, notes));
      rows.forEach((row, i) => {
        const from = i * own.width;
        data.set(own.data.subarray(from, from + own.width), row * width + this.offsets[place]);
      });
    });
    return { data, rows: table.rows, width };
  }

  get parts(): readonly PreparationPart[] {
    return this.fitted.map((preparation, place) => {
      return { preparation, offset: this.offsets[place], stage: this.stages[place] };
    });
  }

  /** By the last stage that knows the column. */
  nearest(column: string, value: CellValue, k: number): NearValue[] | undefined {
    return this.fitted.map((one) => one.nearest(column, value, k)).findLast((found) => found !== undefined);
  }

  stateOf(column: string): unknown {
    return this.fitted.map((one) => one.stateOf(column)).findLast((state) => state !== undefined);
  }

  toJSON(): unknown {
    const stages = this.stages.map(({ name }, place) => [name, this.fitted[place].toJSON()] as const);
    return { format: 1, stages: Object.fromEntries(stages) };
  }
}

/** Notes of some rows, passed on under their numbers in the whole table. */
function notesOf(rows: Int32Array, notes: NoteCollector): NoteCollector {
  return { add: (row, note) => notes.add(rows[row], note) };
}
