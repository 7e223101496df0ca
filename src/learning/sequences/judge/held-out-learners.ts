import type { FittedTracers, TracerCandidate } from '../fit/fit-tracers.js';
import { scoredAnswers } from '../fit/fit-tracers.js';
import { followInPieces } from '../fit/tracer.js';
import type { LearnerRecord } from '../load/records.js';
import type { ScoredRows } from '../../scored-rows.js';

/** The learners held out, followed once by each candidate. */
export class HeldOutLearners {
  private readonly followed = new Map<TracerCandidate, Float64Array[]>();

  constructor(
    private readonly fitted: FittedTracers,
    readonly records: readonly LearnerRecord[],
    private readonly steps: number,
  ) {}

  /** Of each answer of each learner the chance that a candidate gave to it. */
  chances(candidate: TracerCandidate = this.fitted.served): Float64Array[] {
    const known = this.followed.get(candidate);
    if (known) return known;
    const encoded = this.records.map((record) => this.fitted.vocabulary.encode(record));
    const chances = followInPieces(candidate.tracer, encoded, this.steps);
    this.followed.set(candidate, chances);
    return chances;
  }

  scored(candidate?: TracerCandidate): Extract<ScoredRows, { kind: 'binary' }> {
    return scoredAnswers(this.records, this.chances(candidate));
  }

  /** What is said by who knows the share of right answers alone. */
  constant(share: number): ScoredRows {
    const { labels } = this.scored().predictions;
    const probabilities = new Float64Array(labels.length).fill(share);
    return { kind: 'binary', predictions: { labels, probabilities } };
  }
}
