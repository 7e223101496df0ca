import { Injectable } from '@nestjs/common';
import { InvalidInputError, shown } from '../../core/errors.js';
import type { Language } from '../../core/language/language.js';
import { ScenarioCatalogue } from '../../scenarios/scenario-catalogue.js';
import { AnswerRequest } from '../../scoring/answer-request.js';
import { FindCounterfactuals } from '../../scoring/counterfactuals/find-counterfactuals.js';
import { ExplainRow } from '../../scoring/explain-row.js';
import type { PredictionResponse } from '../../scoring/predict-rows.js';
import { isNeeded } from '../schema/compact-schema.js';
import { ColumnKeys } from '../schema/column-keys.js';

export interface AskedAs {
  version?: number;
  language: Language;
  /** Absent: rows are written by the names of columns, or by their keys. */
  keys?: ColumnKeys;
}

/** Rows as a tool's input writes them, to the rows that every door reads: the same bits. */
@Injectable()
export class AskScenario {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly answerRequest: AnswerRequest,
    private readonly explainRow: ExplainRow,
    private readonly findCounterfactuals: FindCounterfactuals,
  ) {}

  /** @throws what a prediction throws, with places as the input has them. */
  async predict(id: string, body: Record<string, unknown>, asked: AskedAs): Promise<PredictionResponse> {
    const json = Buffer.from(JSON.stringify(this.rowsOf(id, body)));
    const target = { scenario: id, version: asked.version, language: asked.language };
    const answer = await this.answerRequest.execute(target, json);
    return (
      'value' in answer ? answer.value : JSON.parse(Buffer.from(answer.json).toString())
    ) as PredictionResponse;
  }

  explain(id: string, body: Record<string, unknown>, { version, language }: AskedAs): Promise<unknown> {
    return this.explainRow.execute(id, { body: this.rowsOf(id, body), version, language });
  }

  counterfactual(
    id: string,
    { features, want }: { features: unknown; want?: string },
    { version, language }: AskedAs,
  ): Promise<unknown> {
    const body = { ...this.rowsOf(id, { features }), ...(want !== undefined && { want }) };
    return this.findCounterfactuals.execute(id, { body, version, language });
  }

  /** Every row in the body by the names of its columns, with null for what is not known. */
  private rowsOf(id: string, body: Record<string, unknown>): Record<string, unknown> {
    const { columns } = this.catalogue.get(id).spec;
    const keys = new ColumnKeys(columns);
    const unknown = Object.fromEntries(
      columns
        .filter((column) => column.optional !== true && !isNeeded(column))
        .map(({ name }) => [name, null]),
    );
    const row = (given: unknown) => {
      if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
      const { additional, ...own } = given as Record<string, unknown>;
      return { ...unknown, ...keys.rowOf(additionalOf(additional)), ...keys.rowOf(own) };
    };
    const entries = Object.entries(body).map(([form, given]) => [
      form,
      Array.isArray(given) ? given.map(row) : row(given),
    ]);
    return Object.fromEntries(entries) as Record<string, unknown>;
  }
}

/** @throws InvalidInputError for what is no object of columns. */
function additionalOf(given: unknown): Record<string, unknown> {
  if (given === undefined) return {};
  if (typeof given === 'object' && given !== null && !Array.isArray(given))
    return given as Record<string, unknown>;
  throw new InvalidInputError('The further columns must be an object.', {
    details: [
      { pointer: '/additional', expected: 'an object of columns and their values', received: shown(given) },
    ],
  });
}
