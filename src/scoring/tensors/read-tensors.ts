import { InvalidInputError, shown, type ErrorDetail } from '../../core/errors.js';
import { zodProblems } from '../../core/zod-problems.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import { fitsDatatype, inputDatatype, takesDatatype } from './input-datatype.js';
import { inferRequestSchema, type InferRequest, type InputTensor } from './tensor-schemas.js';

/** The body of a prediction: rows that are each answered, or histories whose last rows are. */
export type PredictionBody = { rows: unknown[] } | { history: unknown[] };

/** @throws InvalidInputError for what is no request of the protocol, with a JSON pointer to each wrong place. */
export function parseInferRequest(body: unknown): InferRequest {
  const parsed = inferRequestSchema.safeParse(body ?? null);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError('The request is none of the Open Inference Protocol.', {
    details: zodProblems(parsed.error, body ?? null),
  });
}

/** How many rows a body that was not checked yet says that it has. */
export function rowsAnnounced(body: unknown): number {
  const { inputs } = (body ?? {}) as { inputs?: unknown };
  if (!Array.isArray(inputs)) return 0;
  const lengths = (inputs as ({ shape?: unknown } | null)[]).map((one) => {
    const first = Array.isArray(one?.shape) ? (one.shape[0] as unknown) : 0;
    return typeof first === 'number' ? first : 0;
  });
  return lengths.reduce((most, length) => Math.max(most, length), 0);
}

/**
 * Rows from named columns. A column that is not given is absent from every row, so that whoever reads rows says whether it may be.
 * @throws InvalidInputError for tensors that are none of the scenario's columns, of another datatype, or of unequal length.
 */
export function rowsOfTensors(
  { inputs, parameters }: InferRequest,
  columns: readonly ColumnSpec[],
): PredictionBody {
  const length = inputs[0].shape[0] ?? 0;
  const known = new Map(columns.map((column) => [column.name, column]));
  const problems = inputs.flatMap((tensor, at) => problemsOf(tensor, known.get(tensor.name), { at, length }));
  const repeated = inputs.findIndex(({ name }, at) => inputs.findIndex((one) => one.name === name) < at);
  if (repeated >= 0)
    problems.push(detail(`/inputs/${repeated}/name`, 'each column once', inputs[repeated].name));
  if (problems.length > 0) {
    throw new InvalidInputError('Some inputs are not what the model expects.', {
      details: problems.slice(0, mostDetails),
    });
  }
  const values = inputs.map(({ name, data }) => ({ name, data: flat(data) }));
  const rows = Array.from({ length }, (_, row) =>
    Object.fromEntries(values.map(({ name, data }) => [name, data[row]])),
  );
  return parameters?.history === true ? { history: rows } : { rows };
}

const mostDetails = 100;

function problemsOf(
  tensor: InputTensor,
  column: ColumnSpec | undefined,
  { at, length }: { at: number; length: number },
): ErrorDetail[] {
  const place = `/inputs/${at}`;
  const { name, shape, datatype, data } = tensor;
  if (!column) return [detail(`${place}/name`, 'a column of the model', name)];
  const declared = inputDatatype(column);
  if (!takesDatatype(declared, datatype)) return [detail(`${place}/datatype`, declared, datatype)];
  if (shape[0] !== length || !shape.slice(1).every((size) => size === 1) || shape.length > 2) {
    return [detail(`${place}/shape`, `[${length}] or [${length}, 1], as of the first input`, shape)];
  }
  const values = flat(data);
  if (values.length !== length)
    return [{ pointer: `${place}/data`, expected: `${length} values`, received: `${values.length} values` }];
  const wrong = values.findIndex((value) => !fitsDatatype(value, datatype));
  return wrong < 0 ? [] : [detail(`${place}/data/${wrong}`, `${datatype} or null`, values[wrong])];
}

/** Data is nested as the shape says, or flat. */
function flat(data: readonly unknown[]): unknown[] {
  return data.every((value) => !Array.isArray(value)) ? [...data] : data.flat();
}

function detail(pointer: string, expected: string, received: unknown): ErrorDetail {
  return { pointer, expected, received: shown(received) };
}
