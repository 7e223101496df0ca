import { taskSpecOf } from '../../scenarios/task-spec.js';
import type { Family } from '../family.js';
import { checkRows, requireTable } from './check.js';
import { evaluateFile } from './judge/evaluate-file.js';
import { answeredFrom } from './load/answered-from.js';
import { historyWithReach, scenarioDerivation } from './load/derived-columns.js';
import { profileFile } from './load/profile-file.js';
import { loadTrainingData } from './load/training-data.js';
import { LoadedRows } from './loaded-rows.js';
import { rowTaskNames } from './names.js';
import { RowPredictor } from './open/row-predictor.js';
import { taskOf } from './tasks/index.js';

/** A row of a table is an example, alone or with the rows before it. */
export const rows: Family = {
  name: 'rows',
  tasks: rowTaskNames,
  // Measured with the shipped scenarios: nothing of this size, however it is filled, takes longer than about 100 ms.
  lightWork: { bytes: 64 * 1024, rows: 100 },
  check: checkRows,
  checkSearch: requireTable,
  predictionKind: (spec) => taskOf(spec).predictionKind(taskSpecOf(spec)),
  history(spec) {
    const examples = taskOf(spec).examples(taskSpecOf(spec));
    const history = historyWithReach(examples.history, scenarioDerivation(spec));
    return history && { group: history.group, order: history.order, window: history.window };
  },
  explains(spec) {
    const { ofFeatures, division } = taskOf(spec).examples(taskSpecOf(spec));
    return ofFeatures !== undefined || division !== undefined;
  },
  hasImportance: (spec) =>
    spec.stages.length === 0 && taskOf(spec).examples(taskSpecOf(spec)).ofFeatures !== undefined,
  judgesAnswers: (spec) => taskOf(spec).scoredAnswers !== undefined,
  answeredFrom,
  load: async (scenario, datasets, options) =>
    new LoadedRows(scenario, await loadTrainingData(scenario, datasets, options)),
  profile: profileFile,
  evaluate: evaluateFile,
  open: (scenario, version) => RowPredictor.load(scenario, version),
};
