import { InvalidInputError } from '../../../core/errors.js';
import type { LoadedModel } from '../../../registry/model-registry.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { targetsOf } from '../../../scenarios/targets.js';
import type { FileToJudge, JudgedFile } from '../../family.js';
import { readRaw, type RawRows } from '../../loading/raw-rows.js';
import { columnsToRead, readTrainingData } from '../../rows/load/training-data.js';
import { asRegression, treatedIn, treatmentName } from '../load/treated-rows.js';
import { EffectPredictor } from '../open/effect-predictor.js';

/** A version asked the rows of a file whose treatment and outcome are known. See `Family.evaluate`. */
export async function evaluateFile(
  scenario: Scenario,
  version: LoadedModel,
  { datasets, file, encoding }: FileToJudge,
): Promise<JudgedFile> {
  const expectedColumns = columnsToRead(scenario.spec).map(({ name }) => name);
  const all = await readRaw(scenario, datasets, { file, encoding, expectedColumns });
  const raw = observedRows(scenario, all);
  const data = readTrainingData(asRegression(scenario), raw);
  const predictor = EffectPredictor.load(scenario, version);
  try {
    const { predictions, constant } = predictor.judge(data.table, {
      treated: treatedIn(scenario.spec, data.table),
      outcome: Float64Array.from(data.targets, Number),
    });
    return {
      source: data.source,
      leftOut: {
        unreadable: data.source.rejected,
        unlabelled: all.records.length - raw.records.length,
        context: 0,
      },
      scored: { kind: 'treatment-effect', predictions },
      constant: { kind: 'treatment-effect', predictions: constant },
    };
  } finally {
    predictor.dispose();
  }
}

/** The rows that have a text in the columns of treatment and outcome. */
function observedRows({ spec }: Scenario, raw: RawRows): RawRows {
  const names = [treatmentName(spec), ...targetsOf(spec).map(({ name }) => name)];
  const positions = names.map((name) => raw.header.indexOf(name));
  // A column that is not there is named where the rows are read.
  if (positions.includes(-1)) return raw;
  const rows = raw.records.flatMap((cells, row) => {
    return positions.every((position) => cells[position].trim() !== '') ? [row] : [];
  });
  const { records, lines } = raw;
  if (rows.length > 0) {
    return { ...raw, records: rows.map((row) => records[row]), lines: rows.map((row) => lines[row]) };
  }
  const expected = `a value of ${names.join(' and ')} in at least one row`;
  throw new InvalidInputError(
    `${raw.name}: there is nothing to judge by: expected ${expected}, received none.`,
    {
      details: [{ column: names[0], expected, received: 'none' }],
      withoutData: true,
    },
  );
}
