import type { Report } from '../../report.js';
import type { LearnRequest } from '../../learn-request.js';
import type { LoadedInteractions } from '../load/load-interactions.js';

/** What a kind of recommendation brings to a version. */
export interface InteractionVersion {
  sections: Pick<Report, 'rows' | 'served' | 'metrics' | 'candidates' | 'constant' | 'details'>;
  /** Networks and `preparation.json`. */
  files: Record<string, string | Uint8Array>;
}

/** What is trained from. */
export interface InteractionTraining extends LearnRequest {
  loaded: LoadedInteractions;
}
