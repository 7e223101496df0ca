import { Inject, Injectable } from '@nestjs/common';
import { monotonicFactory } from 'ulid';
import type { Configuration } from '../core/configuration.js';
import { InvalidInputError, shown, type ErrorDetail } from '../core/errors.js';
import { CONFIGURATION } from '../core/tokens.js';
import { readObjects } from '../data/rows.js';
import type { Table } from '../data/table.js';
import { answerTable, type AnswerEnvelope } from './answer-rows.js';
import type { Served } from './served.js';
import { ServedModels } from './served-models.js';

/** One row gives its envelope, many rows a list of them in the order of the request. */
export type PredictionResponse =
  AnswerEnvelope | { scenario: string; model: string; answers: AnswerEnvelope[] };

/** For those who send more than a request may carry. */
export const scoreFileHint = 'Score a CSV file instead: sextant score SCENARIO INPUT.csv';

/** Ids that sort in the order they were given, also within a millisecond. */
const newId = monotonicFactory();

/** Predict one row (`{"features": {...}}`) or many (`{"rows": [{...}, ...]}`). */
@Injectable()
export class PredictRows {
  constructor(
    private readonly models: ServedModels,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /** @throws InvalidInputError with one detail per wrong field (JSON pointer, expected, received). */
  async execute(scenario: string, body: unknown): Promise<PredictionResponse> {
    const served = await this.models.get(scenario);
    const { rows, pointers, single } = readBody(body, this.configuration.maxRows);
    const table = readRows(served, rows, pointers);
    const answers = answerTable(served, table, newId);
    return single ? answers[0] : { scenario, model: served.tag, answers };
  }
}

interface RequestRows {
  rows: unknown[];
  /** JSON pointer of each row. */
  pointers: (row: number) => string;
  single: boolean;
}

function readBody(body: unknown, maxRows: number): RequestRows {
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const keys = Object.keys(given);
  if (keys.length === 1 && keys[0] === 'features') {
    return { rows: [given.features], pointers: () => '/features', single: true };
  }
  if (keys.length !== 1 || !Array.isArray(given.rows)) {
    throw new InvalidInputError('The request must hold one row or a list of rows.', {
      details: [
        {
          pointer: '',
          expected: '{"features": {...}} or {"rows": [{...}, ...]}',
          received: shown(body ?? null),
        },
      ],
    });
  }
  if (given.rows.length > maxRows) {
    throw new InvalidInputError('Too many rows for one request.', {
      details: [
        { pointer: '/rows', expected: `at most ${maxRows} rows`, received: `${given.rows.length} rows` },
      ],
      hint: scoreFileHint,
    });
  }
  return { rows: given.rows as unknown[], pointers: (row) => `/rows/${row}`, single: false };
}

/** So many wrong fields are listed: a small request must not draw an answer of many megabytes. */
const mostDetails = 1000;

/**
 * A table of the declared columns from JSON rows.
 * @throws InvalidInputError with one detail per wrong field, for the first of them when there are very many.
 */
export function readRows(served: Served, rows: readonly unknown[], pointers: (row: number) => string): Table {
  const { table, rejected } = readObjects(served.scenario.spec.columns, rows);
  const details: ErrorDetail[] = rejected.flatMap(({ row, problems }) =>
    problems.map(({ column, expected, received }) => ({
      pointer: `${pointers(row)}${column === '' ? '' : `/${escapePointer(column)}`}`,
      expected,
      received,
    })),
  );
  if (details.length === 0) return table;
  const { id } = served.scenario.spec;
  const more =
    details.length > mostDetails ? ` The first ${mostDetails} of ${details.length} are listed.` : '';
  throw new InvalidInputError(`Some fields are not what the scenario expects.${more}`, {
    details: details.slice(0, mostDetails),
    hint: `Every field is described by GET /v1/${id}, or: sextant describe ${id}`,
  });
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
