// Features of the scenario for another tool: of each division and fold of bench/protocols/grading.mjs those of all answers, prepared by the
// rows of the other folds. usage: node bench/peers/grading-features.mjs FOLDER, then grading.py DATASETS_FOLDER FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowColumns } from '#dist/learning/rows/load/derived-columns.js';
import { loadOneScenario } from '#dist/scenarios/load-scenarios.js';
import { Preparation } from '#dist/tables/preparation/preparation.js';
import { createRowReader } from '#dist/tables/reading/rows.js';
import { answeredRows, divisions } from '../protocols/grading.mjs';
import { present, root } from '../report.mjs';

const folder = present(process.argv[2], 'a folder for the features');
const { spec } = await loadOneScenario([join(root, 'scenarios')], 'education/exam-grading');
const rows = /** @type {Record<string, string>[]} */ (/** @type {unknown} */ (answeredRows()));
const { table } = createRowReader(spec.columns).read(
  rows.length,
  (row, column) => rows[row][spec.columns[column].name],
);
mkdirSync(folder, { recursive: true });
for (const [name, { folds }] of Object.entries(divisions)) {
  const foldOf = folds(answeredRows());
  for (const fold of new Set(foldOf)) {
    const learnt = table.take(Int32Array.from(foldOf.keys()).filter((row) => foldOf[row] !== fold));
    const { data, width } = Preparation.fit(learnt, rowColumns(spec)).transform(table);
    const lines = rows.map((_, row) => data.subarray(row * width, (row + 1) * width).join());
    writeFileSync(join(folder, `${name}.${fold}.csv`), `${lines.join('\n')}\n`);
  }
}
