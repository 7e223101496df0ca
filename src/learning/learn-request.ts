import type { Scenario } from '../scenarios/scenario-catalogue.js';
import type { CandidateProgress } from './rows/fit/fit-candidate.js';

/** What a family is asked to learn. */
export interface LearnRequest {
  scenario: Scenario;
  seed: number;
  /** Minutes in which other networks are tried beside the configured one; tables only. */
  search?: number;
  onProgress?: (progress: CandidateProgress) => void;
  signal?: AbortSignal;
}
