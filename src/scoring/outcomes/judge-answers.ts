import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Configuration } from '../../core/configuration.js';
import { defaultLanguage, type Language } from '../../core/language/language.js';
import { PhraseBook } from '../../core/language/phrase-book.js';
import { CONFIGURATION } from '../../core/tokens.js';
import { parse } from '../../learning/artefact-reader.js';
import type { Report } from '../../learning/report.js';
import { AnswerLog } from '../../monitoring/answers/answer-log.js';
import type { AnswerRecord, OutcomeRecord } from '../../monitoring/answers/answer-record.js';
import { AnswerStore } from '../../monitoring/answers/answer-store.js';
import { requireLog } from '../../monitoring/answers/log-settings.js';
import { OperationEvents } from '../../monitoring/operation-events.js';
import { liveFigures, type KeptAnswers, type KnownAnswer } from '../../monitoring/outcomes/live-figures.js';
import { liveSchema } from '../../monitoring/outcomes/live-report.js';
import { monitoringPhrases } from '../../monitoring/phrases.js';
import { ModelRegistry } from '../../registry/model-registry.js';
import { parseModelTag } from '../../registry/model-tag.js';
import { ServedModels } from '../served-models.js';
import { notJudged } from './tell-outcomes.js';

export const answersReportSchema = z.object({
  scenario: z.string(),
  model: z.string(),
  ...liveSchema.shape,
});

/** How the answers of a version turned out. */
export type AnswersReport = z.infer<typeof answersReportSchema>;

const book = new PhraseBook([monitoringPhrases]);

@Injectable()
export class JudgeAnswers {
  constructor(
    private readonly models: ServedModels,
    private readonly registry: ModelRegistry,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly log: AnswerLog,
    private readonly events: OperationEvents,
  ) {}

  /**
   * @param version absent: the champion.
   * @throws NotFoundError where the answers are not kept, or for an unknown version; InvalidInputError where they cannot be judged; NotReadyError
   * before the first champion.
   */
  execute(scenario: string, version?: number, language: Language = defaultLanguage): Promise<AnswersReport> {
    return this.models.use({ scenario, version }, async (served) => {
      const { tag, outcomes: judge } = served;
      const { days } = requireLog(served.scenario.spec, this.configuration);
      if (!judge) throw notJudged(served.scenario);
      const asked = parseModelTag(tag);
      await this.log.flush();
      const kept = await keptAnswers(new AnswerStore(this.configuration.home, scenario), asked.version);
      const { files } = await this.registry.load(asked);
      const report = liveFigures({ days, ...kept }, { judge, report: parse(files, 'report.json') as Report });
      this.events.emit('judged', { ...asked, report });
      return { scenario, model: tag, ...report, sentence: book.say(report.sentence, language) };
    });
  }
}

/** What is kept of the answers of a version; memory grows with the outcomes alone. */
async function keptAnswers(store: AnswerStore, version: number): Promise<Omit<KeptAnswers, 'days'>> {
  const outcomes = new Map<string, OutcomeRecord>();
  for await (const outcome of store.outcomes())
    if (outcome.version === version) outcomes.set(outcome.answer, outcome);
  const known: (KnownAnswer & { id: string })[] = [];
  const groups = new Map<string, { answer: string; answers: number; known: number }>();
  const span: { from?: string; to?: string } = {};
  let answers = 0;
  for await (const answer of store.answers()) {
    if (answer.version !== version) continue;
    const { id, at, prediction } = answer;
    const outcome = outcomes.get(id);
    answers++;
    if (span.from === undefined || at < span.from) span.from = at;
    if (span.to === undefined || at > span.to) span.to = at;
    count(groups, answer, outcome !== undefined);
    if (outcome) known.push({ id, prediction, value: outcome.outcome, toldAt: outcome.at });
  }
  known.sort((a, b) => compare(a.toldAt, b.toldAt) || compare(a.id, b.id));
  return { ...span, answers, known, groups: [...groups.values()] };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

type Groups = Map<string, { answer: string; answers: number; known: number }>;

/** Numbers without a decision are of one group. */
function count(groups: Groups, { action, prediction }: AnswerRecord, isKnown: boolean): void {
  const answer = action ?? prediction.label ?? '';
  const group = groups.get(answer) ?? { answer, answers: 0, known: 0 };
  group.answers++;
  if (isKnown) group.known++;
  groups.set(answer, group);
}
