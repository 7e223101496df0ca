import { InvalidInputError, shown } from '../core/errors.js';

/** For those who send more than a request may carry. */
export const scoreFileHint = 'Score a CSV file instead: sextant score SCENARIO INPUT.csv';

/** JSON pointer of each row. */
export type Pointers = (row: number) => string;

type RequestForm = 'features' | 'rows' | 'history';

export interface RequestRows {
  rows: unknown[];
  form: RequestForm;
  pointers: Pointers;
}

/** @throws InvalidInputError saying which forms a request for answers may have. */
export function readBody(body: unknown, maxRows: number, readsHistory: boolean): RequestRows {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const given = isObject ? (body as Record<string, unknown>) : {};
  const [form, ...others] = Object.keys(given);
  if (form === 'features' && others.length === 0) {
    return { rows: [given.features], form, pointers: () => '/features' };
  }
  const isList = form === 'rows' || (form === 'history' && readsHistory);
  const rows = isList ? given[form] : undefined;
  const isEmpty = form === 'history' && Array.isArray(rows) && rows.length === 0;
  if (!isList || others.length > 0 || !Array.isArray(rows) || isEmpty) {
    const forms = ['{"features": {...}}', '{"rows": [{...}, ...]}'];
    const expected = [...forms, ...(readsHistory ? ['{"history": [{...}, ...]}'] : [])].join(' or ');
    throw new InvalidInputError('The request must hold one row or a list of rows.', {
      details: [{ pointer: '', expected, received: shown(body ?? null) }],
    });
  }
  if (rows.length > maxRows) {
    throw new InvalidInputError('Too many rows for one request.', {
      details: [
        { pointer: `/${form}`, expected: `at most ${maxRows} rows`, received: `${rows.length} rows` },
      ],
      hint: scoreFileHint,
    });
  }
  return { rows: rows as unknown[], form, pointers: (row) => `/${form}/${row}` };
}
