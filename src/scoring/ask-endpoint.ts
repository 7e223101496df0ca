import { Injectable } from '@nestjs/common';
import { UnknownNameError } from '../core/errors.js';
import { defaultLanguage, type Language } from '../core/language/language.js';
import { sayAnswer } from './language/say-answer.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import type { EndpointStanding, ScenarioEndpoint, ServedView } from '../scenarios/scenario-plugin.js';
import { answerHistory, pathsOfHistory, readRows } from './predict-rows.js';
import type { Predictor } from '../learning/predictor.js';
import { ServedModels } from './served-models.js';
import { Turns } from './turns.js';

interface AskedEndpoint extends Pick<ScenarioEndpoint, 'name' | 'method'> {
  body?: unknown;
  /** Absent: the champion. */
  version?: number;
  /** In which its texts are answered; absent: English. */
  language?: Language;
}

/** Ask an extra endpoint of a scenario, declared by its industry's plug-in. */
@Injectable()
export class AskEndpoint {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly models: ServedModels,
    private readonly turns: Turns,
  ) {}

  /** @throws UnknownNameError naming the endpoints that there are; NotFoundError for an unknown version. */
  async execute(
    scenario: string,
    { name, method, body, version, language = defaultLanguage }: AskedEndpoint,
  ): Promise<unknown> {
    const asked = this.catalogue.get(scenario);
    const { plugin, spec } = asked;
    const endpoints = plugin.endpoints ?? [];
    const endpoint = endpoints.find((candidate) => candidate.name === name && candidate.method === method);
    if (!endpoint) {
      const known = endpoints.map((candidate) => `${candidate.method} ${candidate.name}`).join(', ');
      throw new UnknownNameError(`${spec.id} has no endpoint ${method} ${name}.`, {
        details: [
          { expected: known === '' ? 'no extra endpoint' : `one of ${known}`, received: `${method} ${name}` },
        ],
      });
    }
    return this.models.use({ scenario, version }, (served) =>
      this.turns.take(async () => {
        const answer = { ...standingOf(served), ...(await endpoint.handle(body, servedView(served))) };
        return sayAnswer(answer, asked, language);
      }),
    );
  }
}

/** Which version answers and what stands behind it: every answer begins with it. */
function standingOf({ tag, synthetic, scenario: { spec } }: Predictor): EndpointStanding {
  const { notice } = spec;
  return { model: tag, ...(notice && { notice: notice.en }), syntheticModel: synthetic };
}

/** What an endpoint may use of a served model. */
function servedView(served: Predictor): ServedView {
  const read = (rows: readonly unknown[]) => {
    const single = rows.length === 1;
    return readRows(served, rows, (row) => (single ? '/features' : `/rows/${row}`));
  };
  return {
    section: served.section,
    model: served.tag,
    columns: served.scenario.spec.columns,
    optimisation: served.scenario.spec.optimisation,
    decision: served.scenario.spec.decision,
    ...served.abilities(read),
    readRows: (rows) => served.derive(read(rows)),
    answerHistory: (rows, pointer) => answerHistory(served, rows, (row) => `${pointer}/${row}`),
    pathsOfHistory: (rows, pointer) => pathsOfHistory(served, rows, (row) => `${pointer}/${row}`),
    answerRows: (rows) => {
      const table = read(rows);
      const answers = served.answers(table);
      return Array.from({ length: table.rows }, (_, row) => answers.answer(row));
    },
  };
}
