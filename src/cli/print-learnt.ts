import type { Dependence, GlobalImportance } from '../explanation/learnt/learnt.js';
import { say } from './messages/learnt.js';
import { printLine, printTable } from './output.js';

type DependenceFigure = Dependence['figures'][number];

export function printImportance({ model, figures, caution, notice }: GlobalImportance): void {
  for (const { columns, text } of figures) {
    printLine(say.importanceOf({ model, figure: text }));
    const head = [say.columnHead, say.importanceHead, say.intervalHead, say.shareHead, say.placeHead];
    const isSensitive = columns.some(({ sensitive }) => sensitive);
    const rows = columns.map((one) => [
      one.column,
      digits(one.importance),
      say.places({ first: digits(one.lower), last: digits(one.upper) }),
      `${(100 * one.share).toFixed(1)} %`,
      one.first === one.last ? String(one.first) : say.places(one),
      ...(isSensitive ? [one.sensitive ? say.sensitive : ''] : []),
    ]);
    printTable([[...head, ...(isSensitive ? [say.sensitiveHead] : [])], ...rows]);
    printLine('');
  }
  printCautions(caution.text, notice);
}

export function printDependence(told: Dependence): void {
  const { model, column, meaning, figures, rows, missing, caution, notice } = told;
  for (const figure of figures) {
    const base = digits(figure.base);
    printLine(say.dependenceOf({ model, column, meaning, figure: figure.text, base }));
    printTable(told.bins ? binTable(told.bins, told.kind, figure) : valueTable(told.values ?? [], figure));
    printLine('');
  }
  printLine(say.rowsOf({ rows, missing }));
  printCautions(caution.text, notice);
}

function binTable(
  bins: NonNullable<Dependence['bins']>,
  kind: string,
  { effects }: DependenceFigure,
): string[][] {
  const edges = [bins[0].from, ...bins.map(({ to }) => to)];
  const rows = edges.map((edge, i) => [
    kind === 'date' ? new Date(edge).toISOString().slice(0, 16) : digits(edge),
    ...effectCells(effects[i]),
    String(bins.at(i)?.rows ?? ''),
    String(bins.at(i)?.references ?? ''),
  ]);
  return [[say.edgeHead, say.effectHead, say.intervalHead, say.rowsOfBinHead, say.referencesHead], ...rows];
}

function valueTable(values: NonNullable<Dependence['values']>, { effects }: DependenceFigure): string[][] {
  const rows = values.map(({ value, label, rows: count }, i) => [
    label === undefined ? String(value) : `${value} (${label})`,
    ...effectCells(effects[i]),
    count === null ? say.few : String(count),
  ]);
  return [[say.valueHead, say.effectHead, say.intervalHead, say.rowsHead], ...rows];
}

function effectCells(effect: DependenceFigure['effects'][number]): string[] {
  if (!effect) return ['–', ''];
  const { lower, upper } = effect;
  return [digits(effect.effect), say.places({ first: digits(lower), last: digits(upper) })];
}

function printCautions(caution: string, notice: string | undefined): void {
  printLine(caution);
  if (notice !== undefined) printLine(notice);
}

/** Four digits that count, without an exponent where that is readable. */
function digits(value: number): string {
  return String(Number(value.toPrecision(4)));
}
