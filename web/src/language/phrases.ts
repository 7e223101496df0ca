import { askPhrases } from './ask.phrases';
import { commonPhrases } from './common.phrases';
import { costsPhrases } from './costs.phrases';
import { learntPhrases } from './learnt.phrases';
import { jobPhrases } from './job.phrases';
import { modelPhrases } from './model.phrases';
import { ownPhrases } from './own.phrases';
import { picturePhrases } from './picture.phrases';
import { tourPhrases } from './tour.phrases';

/** Every text of the app by its English: what has no Chinese here does not compile. */
export const chinese = {
  ...commonPhrases,
  ...askPhrases,
  ...costsPhrases,
  ...jobPhrases,
  ...learntPhrases,
  ...modelPhrases,
  ...ownPhrases,
  ...picturePhrases,
  ...tourPhrases,
} as const;

export type Phrase = keyof typeof chinese;
