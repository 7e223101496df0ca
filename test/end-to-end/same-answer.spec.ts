import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { DatasetCatalogue } from '../../src/datasets/dataset-catalogue.js';
import { generateSample, sampleCsv } from '../../src/datasets/generate-sample.js';
import type { AnswerEnvelope } from '../../src/learning/answer.js';
import { LargeRequests } from '../../src/scoring/large-requests.js';
import { PredictRows } from '../../src/scoring/predict-rows.js';
import { ScoreCsv } from '../../src/scoring/csv/score-csv.js';
import { TrainInBackground } from '../../src/training/train-in-background.js';
import { runProgram } from './run-program.fixture.js';
import { openTinySuite, readScored, type TinySuite } from './tiny-suite.fixture.js';

type Row = Record<string, string>;

let tiny: TinySuite;
beforeAll(async () => {
  tiny = await openTinySuite();
});
afterAll(() => tiny.remove());

/** The figures of the rows by each door. */
async function byEveryDoor(
  scenario: string,
  csv: string,
  columns: readonly string[],
  numbers: ReadonlySet<string>,
) {
  const records = parse<Row>(csv, { columns: true });
  const rows = records.map((record) =>
    Object.fromEntries(
      columns.map((name) => [name, numbers.has(name) ? Number(record[name]) : record[name]]),
    ),
  );
  const body = JSON.stringify({ rows });
  const predict = tiny.suite.get(PredictRows);
  const single = await Promise.all(
    rows.map(async (features) => (await predict.execute(scenario, { features })) as AnswerEnvelope),
  );
  const many = (await predict.execute(scenario, { rows })) as { answers: AnswerEnvelope[] };
  const file = await tiny.file(`${scenario}.json`, body);
  const { stdout } = await runProgram(['predict', scenario, `@${file}`], { environment: tiny.environment });
  const program = JSON.parse(stdout) as { answers: AnswerEnvelope[] };
  const json = await tiny.suite.get(LargeRequests).answer({ scenario, json: Buffer.from(body) });
  const large = JSON.parse(new TextDecoder().decode(json)) as { answers: AnswerEnvelope[] };
  const input = await tiny.file(`${scenario}.csv`, csv);
  const scored = await Promise.all(
    [undefined, 1000].map(async (blockBytes) => {
      const output = join(tiny.root, `${scenario}-${blockBytes}.csv`);
      const result = await tiny.suite
        .get(ScoreCsv)
        .execute({ scenario, input, output, workers: 1, blockBytes });
      return (await readScored(result)).rows;
    }),
  );
  return { single, others: [many.answers, program.answers, large.answers], scored };
}

describe('the same row gives the bit-same number by every door', () => {
  it('for a class: one row, many rows, large requests, the program, a CSV in one block and in many', async () => {
    const scenario = 'finance/credit-scoring';
    await tiny.suite.get(TrainInBackground).execute({ scenario });
    const { spec } = await tiny.suite.get(DatasetCatalogue).get('german-credit');
    const csv = sampleCsv(generateSample(spec)).split('\n').slice(0, 121).join('\n');
    const header = csv.slice(0, csv.indexOf('\n')).split(',').slice(0, -1);
    const numbers = new Set(
      header.filter((name) => /months|amount|rate|since$|age|credits|dependents/.test(name)),
    );
    for (const name of ['employment_since', 'credit_history']) numbers.delete(name);
    const { single, others, scored } = await byEveryDoor(scenario, csv, header, numbers);
    const expected = single.map(({ prediction }) => Number(prediction.probability));
    expect(new Set(expected).size).toBeGreaterThan(100);
    for (const answers of others) {
      expect(answers.map(({ prediction }) => prediction.probability)).toEqual(expected);
      expect(answers.map(({ decision }) => decision)).toEqual(single.map(({ decision }) => decision));
    }
    for (const rows of scored) {
      expect(rows.every(({ probability }, i) => Object.is(Number(probability), expected[i]))).toBe(true);
      expect(rows.map(({ decision }) => decision)).toEqual(single.map(({ decision }) => decision?.action));
      expect(rows.map(({ prediction }) => prediction)).toEqual(
        single.map(({ prediction }) => prediction.label),
      );
    }
  });

  it('for a number with its interval', async () => {
    const scenario = 'basics/linear-regression';
    await tiny.suite.get(TrainInBackground).execute({ scenario });
    const csv = `x\n${Array.from({ length: 60 }, (_, i) => String(i / 7 - 4)).join('\n')}\n`;
    const { single, others, scored } = await byEveryDoor(scenario, csv, ['x'], new Set(['x']));
    const figures = ({ prediction: { value, interval } }: AnswerEnvelope) => [value, ...(interval ?? [])];
    const expected = single.map(figures);
    expect(expected[0]).toHaveLength(3);
    for (const answers of others) expect(answers.map(figures)).toEqual(expected);
    for (const rows of scored) {
      expect(rows.map(({ prediction, lower, upper }) => [prediction, lower, upper].map(Number))).toEqual(
        expected,
      );
    }
  });
});
