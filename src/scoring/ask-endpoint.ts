import { Injectable } from '@nestjs/common';
import { NotFoundError } from '../core/errors.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import type { ScenarioEndpoint, ServedView } from '../scenarios/scenario-plugin.js';
import { readRows } from './predict-rows.js';
import type { ServedModel } from './served-model.js';
import { ServedModels } from './served-models.js';

/** Ask an extra endpoint of a scenario, declared by its industry's plug-in. */
@Injectable()
export class AskEndpoint {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly models: ServedModels,
  ) {}

  /** @throws NotFoundError naming the endpoints that there are. */
  async execute(
    scenario: string,
    { name, method, body }: Pick<ScenarioEndpoint, 'name' | 'method'> & { body?: unknown },
  ): Promise<unknown> {
    const { plugin, spec } = this.catalogue.get(scenario);
    const endpoints = plugin.endpoints ?? [];
    const endpoint = endpoints.find((candidate) => candidate.name === name && candidate.method === method);
    if (!endpoint) {
      const known = endpoints.map((candidate) => `${candidate.method} ${candidate.name}`).join(', ');
      throw new NotFoundError(`${spec.id} has no endpoint ${method} ${name}.`, {
        details: [
          { expected: known === '' ? 'no extra endpoint' : `one of ${known}`, received: `${method} ${name}` },
        ],
      });
    }
    return endpoint.handle(body, servedView(await this.models.get(scenario)));
  }
}

function servedView(served: ServedModel): ServedView {
  const tableOf = (rows: readonly unknown[]) =>
    readRows(served, rows, (row) => (rows.length === 1 ? '/features' : `/rows/${row}`));
  return {
    section: served.report.plugin,
    model: served.tag,
    columns: served.scenario.spec.columns,
    predict: (rows) => {
      const outputs = served.outputs(tableOf(rows));
      return rows.map((_, row) => served.answerer.answer(outputs, row));
    },
    prepareRows: (rows) => ({ ...served.prepare(tableOf(rows)), features: served.preparation.features }),
  };
}
