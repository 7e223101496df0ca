import type { LoadedModel } from '../../../registry/model-registry.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { FileToJudge, JudgedFile } from '../../family.js';
import { scoredAnswers, shareOfRight } from '../fit/fit-tracers.js';
import { loadAnswers } from '../load/load-learners.js';
import { LearnerPredictor } from '../open/learner-predictor.js';

/** A version asked each answer of the learners of a file. See `Family.evaluate`. */
export async function evaluateFile(
  scenario: Scenario,
  version: LoadedModel,
  { datasets, file, encoding }: FileToJudge,
): Promise<JudgedFile> {
  const { records, source } = await loadAnswers(scenario, datasets, { file, encoding });
  const predictor = LearnerPredictor.load(scenario, version);
  try {
    const scored = scoredAnswers(records, predictor.follow(records));
    const { labels } = scored.predictions;
    const probabilities = new Float64Array(labels.length).fill(shareOfRight(records));
    const unlabelled = source.rows - labels.length;
    return {
      source,
      leftOut: { unreadable: source.rejected, unlabelled, context: 0 },
      scored,
      constant: { kind: 'binary', predictions: { labels, probabilities } },
    };
  } finally {
    predictor.dispose();
  }
}
