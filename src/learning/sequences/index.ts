import { noSearch } from '../checks.js';
import type { Family } from '../family.js';
import { checkSequences } from './check.js';
import { historyOf } from './history.js';
import { evaluateFile } from './judge/evaluate-file.js';
import { columnsOfAnswers, loadAnswers } from './load/load-learners.js';
import { profileAnswers } from './load/profile-learners.js';
import { LoadedLearners } from './loaded-learners.js';
import { sequenceTaskNames } from './names.js';
import { LearnerPredictor } from './open/learner-predictor.js';

/**
 * What will come of the next event of a subject? Learns from the events of others in their order: here answers of learners, each to a question
 * of one skill, and whether they were right.
 */
export const sequences: Family = {
  name: 'sequences',
  tasks: sequenceTaskNames,
  // Every row is answered from up to a window of others, and every skill is asked after it.
  lightWork: { bytes: 16 * 1024, rows: 10 },
  check: checkSequences,
  checkSearch({ spec }) {
    throw noSearch(spec);
  },
  predictionKind: () => 'binary',
  history: historyOf,
  explains: () => true,
  answeredFrom: (spec) => columnsOfAnswers({ spec }),
  load: async (scenario, datasets, options) =>
    new LoadedLearners(scenario, await loadAnswers(scenario, datasets, options)),
  async profile(scenario, datasets, file) {
    const { table, source } = await loadAnswers(scenario, datasets, { file });
    return { profile: profileAnswers(scenario.spec, table), rejected: source.rejected };
  },
  evaluate: evaluateFile,
  open: (scenario, version) => LearnerPredictor.load(scenario, version),
};
