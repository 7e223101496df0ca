import { InvalidInputError } from '../../../core/errors.js';
import type { LoadedModel } from '../../../registry/model-registry.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { targetsOf } from '../../../scenarios/targets.js';
import { taskSpecOf } from '../../../scenarios/task-spec.js';
import type { FileToJudge, JudgedFile } from '../../family.js';
import { readRaw, type RawRows } from '../../loading/raw-rows.js';
import { dataAt } from '../load/row-stages.js';
import { columnsToRead, knownRows, readTrainingData } from '../load/training-data.js';
import { RowPredictor } from '../open/row-predictor.js';
import { taskOf } from '../tasks/index.js';

/** A version asked the labelled rows of a file. See `Family.evaluate`. */
export async function evaluateFile(
  scenario: Scenario,
  version: LoadedModel,
  { datasets, file, encoding }: FileToJudge,
): Promise<JudgedFile> {
  const { spec } = scenario;
  const examples = taskOf(spec).examples(taskSpecOf(spec));
  const expectedColumns = columnsToRead(spec).map(({ name }) => name);
  const all = await readRaw(scenario, datasets, { file, encoding, expectedColumns });
  // Rows before a row are its context, whether or not it is known what came of them.
  const raw = examples.history ? all : labelledRows(scenario, all);
  const data = readTrainingData(scenario, raw);
  const known = knownRows(data, Int32Array.from(data.sourceRows.keys()));
  const reported = examples.reported?.(data.table, known) ?? known;
  const rows = examples.lookAhead?.wholeWindows(data.table, reported) ?? reported;
  if (rows.length === 0) throw nothingKnown(scenario, raw);
  const predictor = RowPredictor.load(scenario, version);
  try {
    const values = Array.from(rows, (row) => data.targets[row]);
    const scoredAt = (stage?: (typeof spec.stages)[number]) =>
      predictor.judge(dataAt(scenario, data, stage).table, rows, values);
    const stages = spec.stages.map((stage) => ({ stage: stage.name, scored: scoredAt(stage) }));
    const scored = stages.at(0)?.scored ?? scoredAt();
    const details = examples.lookAhead?.details(data.table, rows, scored);
    const setAside = all.records.length - raw.records.length;
    return {
      source: data.source,
      leftOut: {
        unreadable: data.source.rejected,
        unlabelled: setAside + data.source.rows - known.length,
        context: known.length - rows.length,
      },
      scored,
      constant: predictor.judgeConstant(values),
      ...(stages.length > 0 && { stages }),
      ...(details !== undefined && { details }),
    };
  } finally {
    predictor.dispose();
  }
}

/** The rows that have a text in a column of a target. */
function labelledRows(scenario: Scenario, raw: RawRows): RawRows {
  const positions = targetsOf(scenario.spec).map(({ name }) => raw.header.indexOf(name));
  // A column that is not there is named where the rows are read.
  if (positions.includes(-1)) return raw;
  const rows = raw.records.flatMap((cells, row) => {
    return positions.some((position) => cells[position].trim() !== '') ? [row] : [];
  });
  if (rows.length === 0) throw nothingKnown(scenario, raw);
  const { records, lines } = raw;
  return { ...raw, records: rows.map((row) => records[row]), lines: rows.map((row) => lines[row]) };
}

function nothingKnown({ spec }: Scenario, { name }: RawRows): InvalidInputError {
  const targets = targetsOf(spec).map((target) => target.name);
  const expected = `a value of ${targets.join(' or ')} in at least one row`;
  return new InvalidInputError(
    `${name}: there is nothing to judge by: expected ${expected}, received none.`,
    {
      details: [{ column: targets[0], expected, received: 'none' }],
      hint: `Rows of which nothing is known are scored: sextant score ${spec.id} INPUT.csv`,
      withoutData: true,
    },
  );
}
