import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { defaultLanguage, type Language } from '../core/language/language.js';
import { PhraseBook } from '../core/language/phrase-book.js';
import { compareRows } from '../monitoring/drift/compare-rows.js';
import { driftSchema } from '../monitoring/drift/drift-report.js';
import { RequestWindows } from '../monitoring/drift/request-windows.js';
import { monitoringPhrases } from '../monitoring/phrases.js';
import { parseModelTag } from '../registry/model-tag.js';
import { requireReference } from './csv/watch-csv.js';
import { ServedModels } from './served-models.js';

export const requestDriftSchema = z.object({
  scenario: z.string(),
  model: z.string(),
  since: z.iso
    .datetime()
    .optional()
    .describe('Of the oldest rows that are compared; absent where this process was asked for none'),
  ...driftSchema.shape,
});

/** How the rows of the latest requests differ from those that a version learnt from. */
export type RequestDrift = z.infer<typeof requestDriftSchema>;

const book = new PhraseBook([monitoringPhrases]);

@Injectable()
export class DriftOfRequests {
  constructor(
    private readonly models: ServedModels,
    private readonly windows: RequestWindows,
  ) {}

  /**
   * @param version absent: the champion.
   * @throws NotFoundError for an unknown version, or one that keeps no profile; NotReadyError before the first champion.
   */
  execute(scenario: string, version?: number, language: Language = defaultLanguage): Promise<RequestDrift> {
    return this.models.use({ scenario, version }, (served) => {
      const reference = requireReference(served);
      const tag = parseModelTag(served.tag);
      const recent = this.windows.of(scenario, tag.version);
      const report = compareRows(reference, recent?.sketch ?? {});
      return Promise.resolve({
        scenario,
        model: served.tag,
        ...(recent && { since: new Date(recent.since).toISOString() }),
        ...report,
        sentence: book.say(report.sentence, language),
      });
    });
  }
}
