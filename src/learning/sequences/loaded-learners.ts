import { InvalidInputError } from '../../core/errors.js';
import type { MetricName } from '../../evaluation/metrics/names.js';
import type { LoadedModel } from '../../registry/model-registry.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import type { DataSource } from '../data-source.js';
import type {
  DividedRows,
  DivideRequest,
  FitRequest,
  FoldRequest,
  Learnt,
  LoadedData,
  ScoredPair,
} from '../family.js';
import type { FoldResult } from '../fold-result.js';
import { otherSeed, splitSeedOf } from '../other-seed.js';
import type { TrainingNote } from '../training-note.js';
import { versionFiles } from './files/version-files.js';
import { fitTracers, scoredAnswers } from './fit/fit-tracers.js';
import { stepsOf } from './fit/network-tracer.js';
import { divideIntoFolds, evaluateLearnerFold } from './judge/evaluate-fold.js';
import { HeldOutLearners } from './judge/held-out-learners.js';
import { tracingPlot } from './judge/plot.js';
import { tracingSections } from './judge/sections.js';
import { divideLearners, type DividedLearners } from './load/divide-learners.js';
import type { LoadedAnswers } from './load/load-learners.js';
import { profileAnswers } from './load/profile-learners.js';
import { LearnerPredictor } from './open/learner-predictor.js';
import { tracingOptions } from './options.js';

/** The learners of a scenario in memory. */
export class LoadedLearners implements LoadedData {
  constructor(
    private readonly scenario: Scenario,
    private readonly loaded: LoadedAnswers,
  ) {}

  get source(): DataSource {
    return this.loaded.source;
  }

  get notes(): readonly TrainingNote[] {
    return this.loaded.notes;
  }

  async fit({ seed, signal, onProgress }: FitRequest): Promise<Learnt> {
    const { scenario, loaded } = this;
    const { spec } = scenario;
    const divided = divideLearners(spec, loaded, splitSeedOf(spec));
    requireLearners(divided);
    const fitted = await fitTracers({ spec, ...divided, seed, signal, onProgress });
    const steps = stepsOf(tracingOptions(spec).window);
    const held = new HeldOutLearners(fitted, divided.test, steps);
    const primary = spec.metrics.primary as MetricName;
    return {
      judge: () => tracingSections({ fitted, held, divided, primary, seed }),
      beside: (version) => this.beside(version, held),
      profile: () => this.profileOf(divided),
      files: () => versionFiles(fitted, steps, tracingPlot(scenario, held.scored())),
      dispose: () => fitted.dispose(),
    };
  }

  divide(request: DivideRequest): DividedRows {
    return divideIntoFolds(this.loaded, request);
  }

  evaluateFold(request: FoldRequest): Promise<FoldResult> {
    return evaluateLearnerFold(this.scenario, this.loaded, request);
  }

  private beside(version: LoadedModel, held: HeldOutLearners): ScoredPair | undefined {
    const { scenario, loaded } = this;
    const theirs = otherSeed(version, loaded.source, scenario.spec);
    const heldOutThen =
      theirs === undefined ? undefined : new Set(divideLearners(scenario.spec, loaded, theirs).test);
    const places = [...held.records.keys()].filter((i) => heldOutThen?.has(held.records[i]) ?? true);
    if (places.length === 0) return undefined;
    const records = places.map((i) => held.records[i]);
    const own = held.chances();
    const predictor = LearnerPredictor.load(scenario, version);
    try {
      return {
        own: scoredAnswers(
          records,
          places.map((i) => own[i]),
        ),
        other: scoredAnswers(records, predictor.follow(records)),
      };
    } finally {
      predictor.dispose();
    }
  }

  private profileOf({ training, stopping }: DividedLearners) {
    const rows = [...training, ...stopping].flatMap((record) => [...record.rows]);
    return profileAnswers(this.scenario.spec, this.loaded.table.take(Int32Array.from(rows).sort()));
  }
}

/** @throws InvalidInputError where a part has no learner. */
function requireLearners(divided: DividedLearners): void {
  const empty = Object.entries(divided).find(([, records]) => (records as unknown[]).length === 0);
  if (!empty) return;
  throw new InvalidInputError(`No learner is left for ${empty[0]}.`, {
    details: [{ expected: 'at least one learner in each part', received: 'none' }],
    hint: 'Give answers of more learners, or larger parts (split.test, split.validation).',
    withoutData: true,
  });
}
