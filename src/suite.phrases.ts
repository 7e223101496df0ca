import type { Phrases } from './core/language/phrase-book.js';
import { backupPhrases } from './backup/phrases.js';
import { draftingPhrases } from './drafting/phrases.js';
import { datasetPhrases } from './datasets/phrases.js';
import { exchangePhrases } from './exchange/phrases.js';
import { assignmentPhrases, manufacturingPhrases } from './industries/manufacturing/phrases.js';
import { jobPhrases } from './jobs/phrases.js';
import { monitoringPhrases } from './monitoring/phrases.js';
import { answerPhrases } from './scoring/language/say-answer.js';
import { trainingPhrases } from './training/phrases.js';

/** What everything behind the doors can say in both languages. */
export const suitePhrases: readonly Phrases[] = [
  ...answerPhrases,
  trainingPhrases,
  monitoringPhrases,
  jobPhrases,
  datasetPhrases,
  backupPhrases,
  exchangePhrases,
  draftingPhrases,
  { phrases: [...manufacturingPhrases, ...assignmentPhrases] },
];
