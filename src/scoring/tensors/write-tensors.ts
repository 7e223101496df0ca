import type { AnswerEnvelope } from '../../learning/answer.js';
import type { Datatype, OutputTensor } from './tensor-schemas.js';

/** A figure of an answer: a value, or a list of numbers such as an interval. */
type Figure = number | string | boolean | null | number[];

/** Lists whose entries have a name of their own, which stands in the name of the tensor. */
const nameOfEntries: Readonly<Record<string, string>> = {
  horizons: 'horizon',
  crossings: 'limit',
  bands: 'level',
  quantiles: 'level',
};

/**
 * The figures of answers as tensors, a row for each answer. A tensor is named by the place of its figure in an answer, such as
 * `prediction.horizons.1h.value`; numbers are `FP64`, bit for bit those of the answer, texts `BYTES`. Lists that have neither names nor
 * numbers, such as recommended products, are one `BYTES` with their JSON. What an answer does not have is null.
 */
export function tensorsOf(answers: readonly AnswerEnvelope[]): OutputTensor[] {
  const byName = new Map<string, (Figure | undefined)[]>();
  answers.forEach(({ prediction, decision, applicability }, row) => {
    for (const [name, figure] of figuresOf({ prediction, decision, applicability })) {
      const known = byName.get(name);
      const figures = known ?? new Array<Figure | undefined>(answers.length).fill(undefined);
      figures[row] = figure;
      if (!known) byName.set(name, figures);
    }
  });
  return Array.from(byName, ([name, figures]) => tensorOf(name, figures));
}

function figuresOf(value: Readonly<Record<string, unknown>>, path = ''): [string, Figure][] {
  return Object.entries(value).flatMap(([key, entry]) => namedFigures(entry, { key, path: `${path}${key}` }));
}

function namedFigures(value: unknown, { key, path }: { key: string; path: string }): [string, Figure][] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null) return [[path, value as Figure]];
  if (!Array.isArray(value)) return figuresOf(value as Record<string, unknown>, `${path}.`);
  const list = value as unknown[];
  if (list.length > 0 && list.every((entry) => typeof entry === 'number')) return [[path, list]];
  const name = nameOfEntries[key];
  if (name === undefined) return [[path, JSON.stringify(list)]];
  return (list as Record<string, unknown>[]).flatMap(({ [name]: own, ...entry }) =>
    figuresOf(entry, `${path}.${String(own)}.`),
  );
}

function tensorOf(name: string, figures: readonly (Figure | undefined)[]): OutputTensor {
  const given = figures.filter((figure) => figure !== undefined && figure !== null);
  const lists = given.filter((figure) => Array.isArray(figure));
  const size = lists[0]?.length;
  const isEven = lists.length === given.length && lists.every(({ length }) => length === size);
  const shape = [figures.length];
  if (size === undefined) {
    return { name, shape, datatype: datatypeOf(given[0]), data: figures.map((figure) => figure ?? null) };
  }
  if (!isEven) {
    const texts = figures.map((figure) => (figure === undefined ? null : JSON.stringify(figure)));
    return { name, shape, datatype: 'BYTES', data: texts };
  }
  const none = new Array<null>(size).fill(null);
  return {
    name,
    shape: [...shape, size],
    datatype: 'FP64',
    data: figures.flatMap((figure) => (Array.isArray(figure) ? figure : none)),
  };
}

function datatypeOf(figure: Figure | undefined): Datatype {
  if (typeof figure === 'number') return 'FP64';
  return typeof figure === 'boolean' ? 'BOOL' : 'BYTES';
}
