import { Inject, Injectable } from '@nestjs/common';
import type { Configuration } from '../core/configuration.js';
import type { Language } from '../core/language/language.js';
import { PhraseBook } from '../core/language/phrase-book.js';
import { CONFIGURATION } from '../core/tokens.js';
import { ArrivingOrder, noInput, type StoreInput } from '../jobs/arriving-order.js';
import { withInputName } from '../jobs/failure.js';
import { parseOptions } from '../jobs/kinds/options.js';
import type { Received } from '../jobs/submit-job.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { draftOptionsSchema, type TableDraft } from './draft-schema.js';
import { DraftingThread } from './drafting-thread.js';
import { ownId } from './own-id.js';
import { draftingPhrases } from './phrases.js';

const book = new PhraseBook([draftingPhrases]);

/** Drafts a scenario from a table that is sent. Nothing of it is kept: who decides on the draft sends the table once more. */
@Injectable()
export class DraftUpload {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly catalogue: ScenarioCatalogue,
    private readonly thread: DraftingThread,
  ) {}

  /** @throws InvalidInputError, TooLargeError for what was sent; NotReadyError when too many tables wait. */
  async execute(receive: (store: StoreInput) => Promise<Received>, language: Language): Promise<TableDraft> {
    const { home, jobs } = this.configuration;
    const arriving = new ArrivingOrder(home, jobs.maxBytes);
    try {
      const { options, input } = await receive(arriving.store);
      if (input === undefined || 'path' in input) throw noInput();
      const order = { path: input.input.arrivedAt, name: input.input.name };
      const draft = await this.thread
        .call('draft', { ...order, options: parseOptions(draftOptionsSchema, options) })
        .catch((error: unknown) => Promise.reject(withInputName(error, order) as Error));
      return said(
        withFreeId(
          draft,
          ownId(order.name, (id) => this.catalogue.has(id)),
        ),
        language,
      );
    } finally {
      await arriving.discard();
    }
  }
}

function withFreeId(draft: TableDraft, id: string): TableDraft {
  return { ...draft, specification: { ...draft.specification, id } };
}

function said(draft: TableDraft, language: Language): TableDraft {
  const say = (text: string) => book.say(text, language);
  const columns = draft.columns.map(({ why, questions, ...column }) => ({
    ...column,
    why: say(why),
    questions: questions.map(say),
  }));
  return { ...draft, columns, notes: draft.notes.map(say) };
}
