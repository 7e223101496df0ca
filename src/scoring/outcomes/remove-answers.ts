import { Inject, Injectable } from '@nestjs/common';
import type { Configuration } from '../../core/configuration.js';
import { InvalidInputError, NotFoundError, shown } from '../../core/errors.js';
import { CONFIGURATION } from '../../core/tokens.js';
import { AnswerLog } from '../../monitoring/answers/answer-log.js';
import { AnswerStore } from '../../monitoring/answers/answer-store.js';
import { ScenarioCatalogue } from '../../scenarios/scenario-catalogue.js';

/** Which answers: that of an id, or all of a value of the key column. */
export type AnswersToRemove = { id: string } | { key: string };

/** Remove answers with what came of them, for good: for whoever may ask to be forgotten. Also where a log was switched off. */
@Injectable()
export class RemoveAnswers {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly log: AnswerLog,
  ) {}

  /**
   * @returns how many answers were removed, at least one
   * @throws NotFoundError where there is none; InvalidInputError for a key of a scenario that declares none.
   */
  async execute(scenario: string, asked: AnswersToRemove): Promise<number> {
    const { spec } = this.catalogue.get(scenario);
    await this.log.flush();
    const store = new AnswerStore(this.configuration.home, scenario);
    const ids = new Set('id' in asked ? [asked.id] : []);
    const keys = new Set('key' in asked ? [(await store.hasher())(keyColumn(spec), asked.key)] : []);
    const removed = await store.alone(() => store.remove({ ids, keys }));
    if (removed > 0) return removed;
    const what = 'id' in asked ? `the id ${shown(asked.id)}` : `the key ${shown(asked.key)}`;
    throw new NotFoundError(`No answer of ${scenario} that is kept has ${what}.`);
  }
}

function keyColumn({ id, log }: { id: string; log?: { key?: string } }): string {
  if (log?.key !== undefined) return log.key;
  throw new InvalidInputError(`${id} declares no key column, so that no answer is kept under a key.`, {
    hint: 'Name answers by their id.',
  });
}
