import { Injectable } from '@nestjs/common';
import { defaultLanguage, type Language } from '../../core/language/language.js';
import { SextantError } from '../../core/errors.js';
import { importanceOf } from '../../explanation/learnt/importance.js';
import { figureText, importanceText } from '../../explanation/learnt/learnt-text.js';
import type { GlobalImportance, ImportanceEntry } from '../../explanation/learnt/learnt.js';
import { familyOf } from '../../learning/index.js';
import type { OverallView, Predictor } from '../../learning/predictor.js';
import { ScenarioCatalogue } from '../../scenarios/scenario-catalogue.js';
import { sayAnswer } from '../language/say-answer.js';
import { requireOverall } from '../row-reasons.js';
import { ServedModels } from '../served-models.js';
import { Turns } from '../turns.js';
import { columnHead, commonOf } from './learnt-parts.js';
import { Remembered } from './remembered.js';

/** So many versions stay in memory. */
const mostRemembered = 64;

const method =
  'The mean absolute Shapley value of each column over the references that answers are compared with, each explained as a single answer is; intervals by resampling the references. These are typical rows: over all rows, columns with far values move the answers more.';

const caution = {
  text: 'This is what the model uses to answer, and not what causes what happens. Columns that go together share what either of them would tell alone.',
};

/** Tell how much every column moves the answers of a version. */
@Injectable()
export class TellImportance {
  private readonly known = new Remembered<GlobalImportance>(mostRemembered);

  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly models: ServedModels,
    private readonly turns: Turns,
  ) {}

  /**
   * @param version absent: the champion.
   * @throws InvalidInputError where the version cannot tell; NotFoundError for an unknown one; NotReadyError before the first champion.
   */
  execute(
    scenario: string,
    { version, language = defaultLanguage }: { version?: number; language?: Language } = {},
  ): Promise<GlobalImportance> {
    return this.models.use({ scenario, version }, async (served) => {
      const told = await this.known.get(served.tag, () => this.workOut(served));
      return sayAnswer(told, this.catalogue.get(scenario), language) as GlobalImportance;
    });
  }

  /** The same; undefined where the version cannot tell, or cannot be opened, so that what is told besides it still is. */
  async ifTold(
    ...[scenario, asked]: Parameters<TellImportance['execute']>
  ): Promise<GlobalImportance | undefined> {
    try {
      const { spec } = this.catalogue.get(scenario);
      return familyOf(spec).hasImportance?.(spec) ? await this.execute(scenario, asked) : undefined;
    } catch (error) {
      if (error instanceof SextantError) return undefined;
      throw error;
    }
  }

  private async workOut(served: Predictor): Promise<GlobalImportance> {
    const { overall } = requireOverall(served);
    const contributions = await this.contributionsOf(overall);
    const { ending, ...head } = commonOf(served, method);
    const figures = await Promise.all(
      overall.figures.map((name, figure) =>
        this.turns.take(() => ({
          ...name,
          text: figureText(name),
          columns: entriesOf({ served, overall, contributions, figure }),
        })),
      ),
    );
    return { ...head, figures, caution, ...ending };
  }

  /** Row by row, since each takes as long as an explanation. */
  private async contributionsOf(overall: OverallView): Promise<Float64Array[]> {
    const { rows } = overall;
    const found: Float64Array[] = [];
    for (let row = 0; row < rows.rows; row++)
      found.push(...(await this.turns.take(() => overall.contributions(rows.take([row])))));
    return found;
  }
}

interface ToRank {
  served: Predictor;
  overall: OverallView;
  /** Of each row `[columns, figures]`. */
  contributions: readonly Float64Array[];
  figure: number;
}

function entriesOf({ served, overall, contributions, figure }: ToRank): ImportanceEntry[] {
  const { columns, figures } = overall;
  const byColumn = columns.map((_, column) =>
    contributions.map((row) => row[column * figures.length + figure]),
  );
  const told = new Set(served.reference?.inputs.map(({ name }) => name));
  return importanceOf(byColumn).map(({ column, notToldApart, ...own }) => ({
    ...columnHead(served.scenario.spec, columns[column]),
    ...own,
    notToldApart: notToldApart.map((other) => columns[other].name),
    hasDependence: told.has(columns[column].name),
    text: importanceText(columns[column], own, figures[figure]),
  }));
}
