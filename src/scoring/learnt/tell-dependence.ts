import { Injectable } from '@nestjs/common';
import { InvalidInputError, NotFoundError, shown } from '../../core/errors.js';
import { defaultLanguage, type Language } from '../../core/language/language.js';
import { listed } from '../../core/text/lists.js';
import { columnAxis, type ColumnAxis } from '../../explanation/learnt/column-axis.js';
import { inquiryOf, type ColumnInquiry } from '../../explanation/learnt/column-effects.js';
import type { Question } from '../../explanation/learnt/ladder.js';
import type { Dependence } from '../../explanation/learnt/learnt.js';
import type { OverallView, Predictor } from '../../learning/predictor.js';
import { ScenarioCatalogue } from '../../scenarios/scenario-catalogue.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import { columnKind } from '../../tables/columns/index.js';
import { requireReference } from '../csv/watch-csv.js';
import { sayAnswer } from '../language/say-answer.js';
import { requireOverall } from '../row-reasons.js';
import { ServedModels } from '../served-models.js';
import { Turns } from '../turns.js';
import { dependenceOf, withLabels } from './dependence-parts.js';
import { Remembered } from './remembered.js';

/** So many columns of versions stay in memory. */
const mostRemembered = 512;

/** So many rows are asked before other work gets its turn. */
const rowsAtOnce = 100;

interface AskedDependence {
  column: string;
  /** Absent: the champion. */
  version?: number;
  language?: Language;
}

/** Tell how the answers of a version depend on one column. */
@Injectable()
export class TellDependence {
  private readonly known = new Remembered<Dependence>(mostRemembered);

  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly models: ServedModels,
    private readonly turns: Turns,
  ) {}

  /**
   * @throws InvalidInputError where the version cannot tell, or not of this column; NotFoundError for an unknown version or column, and for a version
   * without a profile; NotReadyError before the first champion.
   */
  execute(
    scenario: string,
    { column, version, language = defaultLanguage }: AskedDependence,
  ): Promise<Dependence> {
    return this.models.use({ scenario, version }, async (served) => {
      const told = await this.known.get(`${served.tag} ${column}`, () => this.workOut(served, column));
      const said = sayAnswer(told, this.catalogue.get(scenario), language) as Dependence;
      return withLabels(said, requireColumn(served, requireOverall(served).overall, column), language);
    });
  }

  private async workOut(served: Predictor, name: string): Promise<Dependence> {
    const { overall } = requireOverall(served);
    const column = requireColumn(served, overall, name);
    const axis = requireAxis(served, overall, column);
    const inquiry = inquiryOf(axis, overall.rows.rows);
    const answers = await this.ask(overall, column, inquiry.questions);
    const base = await this.turns.take(() => overall.answers(overall.rows).values);
    const effects = await this.effectsOf(inquiry, answers, overall.figures.length);
    return dependenceOf(served, { column, axis, inquiry, effects, base });
  }

  /** Figures of each question, `[questions, figures]`. */
  private async ask(
    overall: OverallView,
    { name }: ColumnSpec,
    questions: readonly Question[],
  ): Promise<number[]> {
    const { rows } = overall;
    const type = rows.type(name);
    const found: number[] = [];
    for (let from = 0; from < questions.length; from += rowsAtOnce) {
      const some = questions.slice(from, from + rowsAtOnce);
      const asked = rows
        .take(some.map(({ row }) => row))
        .extended([{ name, type, values: some.map(({ value }) => value) }]);
      found.push(...(await this.turns.take(() => overall.answers(asked).values)));
    }
    return found;
  }

  private async effectsOf(inquiry: ColumnInquiry, answers: readonly number[], width: number) {
    const effects: ReturnType<ColumnInquiry['effects']>[] = [];
    for (let figure = 0; figure < width; figure++) {
      const own = answers.filter((_, i) => i % width === figure);
      effects.push(await this.turns.take(() => inquiry.effects(own)));
    }
    return effects;
  }
}

/** @throws NotFoundError for a column that is not declared; InvalidInputError for one that the model does not read. */
function requireColumn({ tag, scenario }: Predictor, { columns }: OverallView, name: string): ColumnSpec {
  const column = columns.find((one) => one.name === name);
  if (column) return column;
  const expected = `one of the columns ${listed(columns.map((one) => one.name))}`;
  const details = [{ expected, received: shown(name) }];
  if (!scenario.spec.columns.some((one) => one.name === name))
    throw new NotFoundError(`${scenario.spec.id} has no column ${shown(name)}.`, { details });
  throw new InvalidInputError(`${tag} does not read the column ${shown(name)}.`, {
    details,
    withoutData: true,
  });
}

/** @throws InvalidInputError where the values of the column are not told one by one; NotFoundError where no profile was kept. */
function requireAxis(served: Predictor, { rows }: OverallView, column: ColumnSpec): ColumnAxis {
  const bins = requireReference(served).inputs.find(({ name }) => name === column.name);
  if (bins) return columnAxis(column, bins, rows.column(column.name));
  const isCounted = columnKind(column).profiled.as === 'counts';
  throw new InvalidInputError(`${served.tag} cannot tell how its answers depend on ${column.name}.`, {
    details: [
      {
        expected: 'a column of numbers, dates or categories with values in the rows that were learnt from',
        received: isCounted ? column.kind : 'no values',
      },
    ],
    withoutData: true,
  });
}
