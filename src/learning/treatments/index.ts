import type { Family } from '../family.js';
import { noSearch } from '../checks.js';
import { answeredFrom } from '../rows/load/answered-from.js';
import { profileFile } from '../rows/load/profile-file.js';
import { checkTreatments } from './check.js';
import { evaluateFile } from './judge/evaluate-file.js';
import { asRegression, loadTreatedRows } from './load/treated-rows.js';
import { LoadedTreatments } from './loaded-treatments.js';
import { treatmentTaskNames } from './names.js';
import { EffectPredictor } from './open/effect-predictor.js';

/**
 * What would a treatment change, and for whom? Of each row only the outcome of the treatment that it got is known, so that effects are
 * learnt, chosen and judged by other means than values that are known (docs/decisions/0036-effects-of-treatments.md).
 */
export const treatments: Family = {
  name: 'treatments',
  tasks: treatmentTaskNames,
  // Measured as for rows; each row is asked by several networks.
  lightWork: { bytes: 32 * 1024, rows: 50 },
  check: checkTreatments,
  checkSearch({ spec }) {
    throw noSearch(spec);
  },
  predictionKind: () => 'treatment-effect',
  history: () => undefined,
  explains: () => true,
  hasImportance: () => true,
  answeredFrom,
  load: async (scenario, datasets, options) =>
    new LoadedTreatments(scenario, await loadTreatedRows(scenario, datasets, options)),
  profile: (scenario, datasets, file) => profileFile(asRegression(scenario), datasets, file),
  evaluate: evaluateFile,
  open: (scenario, version) => EffectPredictor.load(scenario, version),
};
