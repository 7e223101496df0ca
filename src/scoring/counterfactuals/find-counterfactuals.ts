import { Injectable } from '@nestjs/common';
import { InvalidInputError } from '../../core/errors.js';
import { defaultLanguage, type Language } from '../../core/language/language.js';
import { zodProblems } from '../../core/zod-problems.js';
import { counterfactualRequestSchema } from '../../explanation/counterfactuals/counterfactual.js';
import { leversOf } from '../../explanation/counterfactuals/moves.js';
import {
  searchCounterfactuals,
  type Changed,
  type Verdict,
} from '../../explanation/counterfactuals/search.js';
import type { Row } from '../../explanation/what-if.js';
import type { AnswerEnvelope } from '../../learning/answer.js';
import type { Predictor } from '../../learning/predictor.js';
import { ScenarioCatalogue } from '../../scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import { isInput } from '../../tables/columns/roles.js';
import { sayAnswer } from '../language/say-answer.js';
import { readRows } from '../predict-rows.js';
import { ServedModels } from '../served-models.js';
import { Turns } from '../turns.js';
import { changedRows } from './changed-rows.js';
import { goalOf, type Goal } from './goal.js';
import { toldAnswer } from './told-answer.js';

interface AskedCounterfactuals {
  /** `{"features": {...}, "want": "approve"}` */
  body: unknown;
  /** Absent: the champion. */
  version?: number;
  /** In which its texts are answered; absent: English. */
  language?: Language;
}

const limits = { evaluations: 2000, changes: 3, told: 3 };

/** So many rows are asked before other work gets its turn. */
const rowsAtOnce = 100;

/** Find the least changes of one row after which the model would answer otherwise. */
@Injectable()
export class FindCounterfactuals {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly models: ServedModels,
    private readonly turns: Turns,
  ) {}

  /**
   * @throws InvalidInputError with one detail per wrong field, for what the scenario cannot answer, and where nothing of it can be changed; NotFoundError for an unknown
   * version.
   */
  execute(
    scenario: string,
    { body, version, language = defaultLanguage }: AskedCounterfactuals,
  ): Promise<unknown> {
    return this.models.use({ scenario, version }, async (served) => {
      const { features, want } = readRequest(body);
      const answer = await this.find(served, features, want);
      return sayAnswer(answer, this.catalogue.get(scenario), language);
    });
  }

  private async find(served: Predictor, row: Row, want: string | undefined) {
    const { spec } = served.scenario;
    const declared = readRows(served, [row], () => '/features');
    const levers = leversOf(changeableColumns(served), row);
    const ask = changedRows(served, declared, levers);
    const [now] = await this.turns.take(() => ask([[]]));
    const goal = goalOf(spec, now, want);
    const judge = async (rows: readonly Changed[]): Promise<Verdict[]> =>
      (await this.inTurns(rows, ask)).map((answer) => verdictOf(answer, goal));
    // A row that is answered so already needs no change.
    const found = goal.isReached(now)
      ? { ways: [[]], evaluations: 1 }
      : await searchCounterfactuals(levers, judge, limits);
    const answers = found.ways.length === 0 ? [] : await this.turns.take(() => ask(found.ways));
    return toldAnswer(served, { row, levers, goal, now, found, answers, changes: limits.changes });
  }

  private async inTurns(
    rows: readonly Changed[],
    ask: (rows: readonly Changed[]) => AnswerEnvelope[],
  ): Promise<AnswerEnvelope[]> {
    const answers: AnswerEnvelope[] = [];
    for (let from = 0; from < rows.length; from += rowsAtOnce)
      answers.push(...(await this.turns.take(() => ask(rows.slice(from, from + rowsAtOnce)))));
    return answers;
  }
}

function verdictOf(answer: AnswerEnvelope, goal: Goal): Verdict {
  return {
    isReached: goal.isReached(answer),
    isInDomain: answer.applicability.in_domain,
    figures: goal.figures(answer),
  };
}

function readRequest(body: unknown): { features: Row; want?: string } {
  const parsed = counterfactualRequestSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError('One row is asked at a time, with what is wanted.', {
    details: zodProblems(parsed.error, body),
  });
}

/** @throws InvalidInputError where rows are not answered one by one, or nothing of them can be changed. */
function changeableColumns({ scenario: { spec }, history, tag }: Predictor): ScenarioSpec['columns'] {
  const columns = spec.columns.filter(
    (column) => column.actionable && isInput(column) && !spec.sensitive.includes(column.name),
  );
  if (columns.length > 0 && !history) return columns;
  throw new InvalidInputError(`${tag} cannot tell what would change its answers.`, {
    details: [
      {
        expected:
          'a scenario that answers each row by itself and declares columns that can be changed (actionable)',
        received: history ? 'one that reads a history' : 'none that can be changed',
      },
    ],
    withoutData: true,
  });
}
