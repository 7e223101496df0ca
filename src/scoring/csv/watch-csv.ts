import { NotFoundError } from '../../core/errors.js';
import { openCsv, type CsvSource } from '../../csv/source.js';
import { startEngine } from '../../engine/engine.js';
import { familyOf } from '../../learning/index.js';
import type { Predictor } from '../../learning/predictor.js';
import { compareRows } from '../../monitoring/drift/compare-rows.js';
import type { DriftReport } from '../../monitoring/drift/drift-report.js';
import type { ColumnMap } from '../../tables/reading/column-positions.js';
import { createRowReader } from '../../tables/reading/rows.js';
import type { Reference } from '../../tables/reference/reference.js';
import { createSketcher, type Sketch } from '../../tables/reference/sketch.js';
import type { ServedModels } from '../served-models.js';
import { recordsOf } from './block-records.js';
import { refuseCancelled, requireInput } from './score-csv.js';
import { checkHeader, expectedColumns } from './table-header.js';

export interface WatchRequest {
  scenario: string;
  /** Absent: the champion. */
  version?: number;
  /** Path of the CSV file, or `-` for standard input. */
  input: string;
  delimiter?: string;
  encoding?: string;
  map?: ColumnMap;
  signal?: AbortSignal;
}

/** How the rows of a file differ from those that a version learnt from. */
export interface WatchedFile extends DriftReport {
  scenario: string;
  model: string;
  /** Rows that could not be read, which are not compared. */
  rejected: number;
}

/**
 * Compares a CSV file of any size with what a version learnt from; memory does not grow with the file.
 * @throws NotFoundError for a version that keeps no profile; InvalidInputError when the file cannot be read as a whole.
 */
export async function watchCsv(request: WatchRequest, models: ServedModels): Promise<WatchedFile> {
  await startEngine();
  return models.use(request, async (served) => {
    const reference = requireReference(served);
    await requireInput(request.input);
    const { delimiter, encoding, map, signal } = request;
    const source = await openCsv(request.input, {
      ...{ delimiter, encoding, signal },
      expectedColumns: expectedColumns(served, map),
    });
    try {
      const { sketch, rejected } = await sketchOf(source, { served, reference, request });
      const { id } = served.scenario.spec;
      return { scenario: id, model: served.tag, rejected, ...compareRows(reference, sketch) };
    } finally {
      await source.close();
    }
  });
}

/** @throws NotFoundError */
export function requireReference({ reference, tag, scenario }: Predictor): Reference {
  if (reference) return reference;
  throw new NotFoundError(`${tag} has no profile of its data: it was trained before versions kept one.`, {
    hint: `Train it anew: sextant train ${scenario.spec.id}.`,
  });
}

async function sketchOf(
  source: CsvSource,
  { served, reference, request }: { served: Predictor; reference: Reference; request: WatchRequest },
) {
  const { spec } = served.scenario;
  const { positions } = checkHeader(source, served, request.map);
  const reader = createRowReader(spec.columns, familyOf(spec).answeredFrom(spec));
  const count = createSketcher(spec.columns, reference);
  const sketch: Sketch = {};
  let rejected = 0;
  for await (const block of source.blocks()) {
    refuseCancelled(request.signal);
    const records = recordsOf(block, { layout: source.layout, positions });
    const { table, rejected: refused } = records.read(reader);
    // Rows that are read with those before them are answered by `score`, which keeps these.
    count(sketch, table, () => (served.history ? undefined : served.figures(table)));
    rejected += refused.length + records.rejects.length;
  }
  return { sketch, rejected };
}
