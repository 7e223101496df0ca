import { Inject, Injectable } from '@nestjs/common';
import { InvalidInputError, shown } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import { defaultLanguage, type Language } from '../core/language/language.js';
import { LOGGER } from '../core/tokens.js';
import { addsUp, type Explanation } from '../explanation/explanation.js';
import type { Predictor } from '../learning/predictor.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { sayAnswer } from './language/say-answer.js';
import { readRows } from './predict-rows.js';
import { requireReasons } from './row-reasons.js';
import { ServedModels } from './served-models.js';
import { Turns } from './turns.js';

interface AskedExplanation {
  /** `{"features": {...}}` */
  body: unknown;
  /** Absent: the champion. */
  version?: number;
  /** In which its texts are answered; absent: English. */
  language?: Language;
}

/** Explain the answer to one row: what every column adds to every figure of it. */
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
  const table = readRows(served, [rowOf(body)], () => '/features');
  const giver = requireReasons(served);
  const { id, notice } = served.scenario.spec;
  const [figures] = giver.explain(table);
  return {
    scenario: id,
    model: served.tag,
    method: giver.method,
    references: giver.references,
    figures,
    ...(notice && { notice: notice.en }),
    syntheticModel: served.synthetic,
  };
}

function rowOf(body: unknown): unknown {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  if (isObject && 'features' in body && Object.keys(body).length === 1) return body.features;
  throw new InvalidInputError('One row is explained at a time.', {
    details: [{ pointer: '', expected: '{"features": {...}}', received: shown(body ?? null) }],
  });
}
