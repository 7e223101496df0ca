import type { CsvBlock } from '../../csv/source.js';
import type { WrittenLines } from '../../engine/wasm/rows/row-lines.js';
import { hasPlainFields } from '../../csv/fields.js';
import { familyOf } from '../../learning/index.js';
import type { Reason } from '../../explanation/explanation.js';
import type { Predictor } from '../../learning/predictor.js';
import type { RowAnswers } from '../../learning/rows/tasks/task.js';
import type { NoteCollector } from '../../tables/columns/column-kind.js';
import { CompiledRows } from '../../tables/reading/compiled-rows.js';
import { createSketcher, type Sketch, type Sketcher } from '../../tables/reference/sketch.js';
import type { Table } from '../../tables/table.js';
import type { RejectedRow } from '../../tables/reading/row-problems.js';
import { createRowReader } from '../../tables/reading/rows.js';
import { BlockGatherer, type GatheredRows } from '../decide/gather-block.js';
import { recordsOf, type BlockFormat, type WrittenRecords } from './block-records.js';
import { judgesEveryFile } from '../applicability/row-judge.js';
import { judgingScorer } from './judged-rows.js';
import { isSampled } from './sampled-blocks.js';
import { createRowScorer } from './score-rows.js';
import { compiledLines, compiledRecords } from './compiled-records.js';

/** The rows of a block with their answers. */
export interface AnsweredBlock {
  records: WrittenRecords;
  /** Of the rows that are answered their record. */
  answered: Int32Array;
  answers: RowAnswers;
  /** Records that cannot be read or come in no order. */
  rejected: (RejectedRow & { why?: string })[];
  /** Of each row that is answered its reasons, where they are asked for. */
  reasons?: readonly Reason[][];
  /** The lines of the rows, with the result columns; absent: they are written cell by cell. */
  lines?: WrittenLines;
  /** The rows in the bins of what was learnt from, of a block that is sampled. */
  sketch?: Sketch;
  /** Where a rule decides on the whole file. */
  gather?: () => Omit<GatheredRows, 'lengths'>;
}

/** What a block is answered with: `notes` receives what is unusual, `counted` what is only counted, by `code column`. */
export interface BlockNotes {
  notes: NoteCollector;
  count: (key: string, times: number) => void;
}

export type BlockReader = (block: CsvBlock, notes: BlockNotes) => AnsweredBlock;

/**
 * Reads blocks of one file and answers their rows: straight from their bytes where rows are answered from nothing but their own
 * features and nothing is told or counted of single cells, else by a table. Both give the same.
 */
export function createBlockReader(served: Predictor, format: BlockFormat): BlockReader {
  const throughTable = tableReader(served, format);
  const compiled = compiledReader(served, format);
  if (!compiled) return throughTable;
  const { sampling } = format;
  const isCompiled = (block: CsvBlock) =>
    hasPlainFields(block.bytes) && !(sampling && isSampled(block, sampling));
  return (block, notes) =>
    (isCompiled(block) ? compiled(block, notes) : undefined) ?? throughTable(block, notes);
}

/** One that reads blocks of plain fields, and gives nothing where a block is too large for it. */
function compiledReader(
  served: Predictor,
  format: BlockFormat,
): ((...asked: Parameters<BlockReader>) => AnsweredBlock | undefined) | undefined {
  const { fromFeatures, scenario } = served;
  if (!fromFeatures || isJudged(served, format) || format.gather || format.reasons) return undefined;
  const { preparation, derivation, outputs, answers } = fromFeatures;
  const { layout, positions } = format;
  const { columns } = scenario.spec;
  const rows = CompiledRows.of({
    columns,
    positions,
    needed: familyOf(scenario.spec).answeredFrom(scenario.spec),
    preparation,
    derivation,
    layout,
  });
  if (!rows) return undefined;
  const { cells, width } = fromFeatures;
  const lines =
    cells && !format.probabilities
      ? compiledLines(rows.memory, { cells, width, layout, tag: served.tag })
      : undefined;
  return ({ bytes, firstLine }, { count }) => {
    const read = rows.read(bytes, firstLine);
    if (!read) return undefined;
    for (const [key, times] of read.notes) count(key, times);
    const found = outputs(read.features, read.accepted.length);
    const records = compiledRecords(bytes, read, layout);
    return {
      records,
      answered: read.accepted,
      answers: answers(found),
      rejected: read.rejected,
      lines: lines?.({ read, records, bytes: bytes.length, outputs: found }),
    };
  };
}

function tableReader(served: Predictor, format: BlockFormat): BlockReader {
  const { spec } = served.scenario;
  const reader = createRowReader(spec.columns, familyOf(spec).answeredFrom(spec));
  const scorer = createRowScorer(served);
  const scoreRows = isJudged(served, format)
    ? judgingScorer(served, scorer, { decidesLater: format.gather !== undefined })
    : scorer;
  const gatherer = format.gather && new BlockGatherer(served, format.gather);
  const { sampling } = format;
  const count = sampling && createSketcher(spec.columns, sampling.reference);
  return (block, { notes }) => {
    const records = recordsOf(block, format);
    const read = records.read(reader);
    const usable = gatherer?.usable(records, read);
    const { table, accepted, rejected } = usable?.read ?? read;
    const { answers, rows, refused, asked } = scoreRows(table, notes);
    const unanswered = refused.map((one) => ({ ...one, row: accepted[one.row] }));
    return {
      records,
      answered: rows.map((row) => accepted[row]),
      answers,
      rejected: [...rejected, ...unanswered],
      reasons: format.reasons ? served.reasons?.reasons(table, format.reasons, rows) : undefined,
      ...(sampling && count && isSampled(block, sampling) && { sketch: sketchOf(count, table, answers) }),
      gather: usable && gatherer && (() => gatherer.gather(usable.values, rows, asked)),
    };
  };
}

/** Whether rows are judged as a whole, too: where what is remarked on is told row by row, or counts for the answer. */
function isJudged({ scenario: { spec } }: Predictor, { warnings }: BlockFormat): boolean {
  return Boolean(warnings) || judgesEveryFile(spec);
}

function sketchOf(count: Sketcher, table: Table, answers: RowAnswers): Sketch {
  const sketch: Sketch = {};
  count(sketch, table, () => answers.figures?.());
  return sketch;
}
