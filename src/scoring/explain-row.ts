import { Inject, Injectable } from '@nestjs/common';
import { InvalidInputError, shown } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import { defaultLanguage, type Language } from '../core/language/language.js';
import { LOGGER } from '../core/tokens.js';
import { addsUp, type Explanation } from '../explanation/explanation.js';
import type { Predictor } from '../learning/predictor.js';
import type { Table } from '../tables/table.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { sayAnswer } from './language/say-answer.js';
import { readHistory, readRows } from './predict-rows.js';
import { requireReasons } from './row-reasons.js';
import { ServedModels } from './served-models.js';
import { Turns } from './turns.js';

interface AskedExplanation {
  /** `{"features": {...}}`, or `{"history": [{...}, ...]}`, the last row of which is explained. */
  body: unknown;
  /** Absent: the champion. */
  version?: number;
  /** In which its texts are answered; absent: English. */
  language?: Language;
}

/** Explain the answer to one row: what every part of what it is answered from adds to every figure of it. */
@Injectable()
export class ExplainRow {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly models: ServedModels,
    private readonly turns: Turns,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * @throws InvalidInputError with one detail per wrong field, and where the version cannot tell; NotFoundError for an unknown version.
   */
  execute(
    scenario: string,
    { body, version, language = defaultLanguage }: AskedExplanation,
  ): Promise<unknown> {
    return this.models.use({ scenario, version }, (served) =>
      this.turns.take(() => {
        const explanation = explain(served, body);
        for (const figure of explanation.figures) {
          if (addsUp(figure)) continue;
          const { residual, output, base } = figure;
          this.logger.error({ model: served.tag, residual, output, base }, 'contributions do not add up');
        }
        return sayAnswer(explanation, this.catalogue.get(scenario), language);
      }),
    );
  }
}

function explain(served: Predictor, body: unknown): Explanation {
  const { table, rows } = askedRow(served, body);
  const giver = requireReasons(served);
  const { id, notice } = served.scenario.spec;
  const [{ figures, evaluations }] = giver.explain(table, rows);
  return {
    scenario: id,
    model: served.tag,
    method: giver.method,
    ...(giver.references && { references: giver.references }),
    evaluations,
    figures,
    ...(notice && { notice: notice.en }),
    syntheticModel: served.synthetic,
  };
}

/** The one row that is explained; where rows are read with those before them, the last of a list. */
function askedRow(served: Predictor, body: unknown): { table: Table; rows: Int32Array } {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const entries: [string, unknown][] = isObject ? Object.entries(body) : [];
  const { features, history } = Object.fromEntries(entries) as { features?: unknown; history?: unknown };
  if (entries.length === 1 && features !== undefined) {
    const pointers = () => '/features';
    const isAlone = served.history === undefined;
    const table = isAlone
      ? readRows(served, [features], pointers)
      : readHistory(served, [features], pointers).table;
    return { table, rows: Int32Array.of(0) };
  }
  if (entries.length === 1 && served.history && Array.isArray(history) && history.length > 0) {
    const { table } = readHistory(served, history, (row) => `/history/${row}`);
    return { table, rows: Int32Array.of(table.rows - 1) };
  }
  const forms = ['{"features": {...}}', ...(served.history ? ['{"history": [{...}, ...]}'] : [])];
  throw new InvalidInputError('One row is explained at a time.', {
    details: [{ pointer: '', expected: forms.join(' or '), received: shown(body ?? null) }],
  });
}
