import { InvalidInputError, UsageError, shown } from '../core/errors.js';
import { nearestName } from '../core/text/nearest-name.js';
import type { DraftHead } from '../scenarios/draft/draft-lines.js';
import { draftScenario } from '../scenarios/draft/scenario-draft.js';
import { inferColumn } from '../tables/inference/infer-column.js';
import type { ReadColumn } from '../tables/inference/infer-series.js';
import { inferTarget, type InferredTarget } from '../tables/inference/infer-target.js';
import type { Drafted, DraftedTask, DraftWishes } from './drafted.js';
import { forecastDraft } from './forecast.js';
import { recommendationDraft } from './recommendation.js';

/** The cells of a file. */
interface Rows {
  header: readonly string[];
  records: readonly (readonly string[])[];
}

/**
 * Draft a scenario for the rows of a file.
 * @throws UsageError for a column that the file does not have; InvalidInputError for rows that the task cannot learn from.
 */
export function draftFor(head: DraftHead, rows: Rows, wishes: DraftWishes): Drafted {
  const { task, targets: given, series, user, item } = wishes;
  checkColumns(rows.header, [...given, ...[series, user, item].filter((name) => name !== undefined)]);
  const columns = readColumns(rows);
  const rowsAlone = task === 'classification' || task === 'regression';
  const targets = given.length > 0 ? given : rows.header.slice(-1);
  const lastTaken =
    given.length > 0
      ? []
      : [`note: ${targets[0]} is the last column, so it is taken for the target; another one with --target`];
  if (!rowsAlone && given.length === 0) {
    const drafted = recommendationDraft(head, columns, wishes);
    if (drafted) return drafted;
  }
  if (!rowsAlone && targets.length === 1) {
    const drafted = forecastDraft(head, columns, { ...wishes, target: targets[0] });
    if (drafted) return { ...drafted, notes: [...lastTaken, ...drafted.notes] };
  }
  return { text: rowsDraft(head, columns, { targets, task }), notes: lastTaken };
}

/** @throws UsageError for a column that the file does not have. */
function checkColumns(header: readonly string[], names: readonly string[]): void {
  const unknown = names.find((name) => !header.includes(name));
  if (unknown === undefined) return;
  const near = nearestName(unknown, header);
  throw new UsageError(`The file has no column ${shown(unknown)}.`, {
    details: [{ expected: near ?? `one of ${header.slice(0, 20).join(', ')}`, received: shown(unknown) }],
  });
}

/** What every column seems to be. */
export function readColumns({ header, records }: Rows): ReadColumn[] {
  return header.map((name, place) => {
    const texts = records.map((cells) => cells[place]);
    return { inferred: inferColumn(name, texts), texts };
  });
}

function rowsDraft(
  head: DraftHead,
  columns: readonly ReadColumn[],
  { targets, task }: { targets: readonly string[]; task?: DraftedTask },
): string {
  const inferred = targets.map((name) => {
    const texts = columns.find((column) => column.inferred.name === name)?.texts ?? [];
    return inferTarget(name, texts, { asClasses: task === 'classification' });
  });
  checkTargets(inferred, task);
  const inputs = columns.map((column) => column.inferred).filter(({ name }) => !targets.includes(name));
  return draftScenario({ ...head, columns: inputs, targets: inferred });
}

/** One network predicts several targets of one sort. @throws InvalidInputError for targets that do not fit together or the task. */
function checkTargets(targets: readonly InferredTarget[], task?: DraftedTask): void {
  const form = ({ kind, categories = [] }: InferredTarget) =>
    kind === 'numeric' ? 'a number' : `${categories.length} classes`;
  const received = targets.map((one) => `${one.name}: ${form(one)}`).join('; ');
  if (task === 'regression' && targets.some(({ kind }) => kind !== 'numeric')) {
    throw unfit('A regression predicts a number.', 'a number in every row', received);
  }
  const alike = targets.every(({ kind }) => kind === targets[0].kind);
  const binary = targets.every(({ kind, categories }) => kind === 'numeric' || categories?.length === 2);
  if (targets.length === 1 || (alike && binary)) return;
  throw unfit(
    'These targets cannot be predicted by one model.',
    'numbers throughout, or two classes of each',
    received,
  );
}

function unfit(message: string, expected: string, received: string): InvalidInputError {
  return new InvalidInputError(message, { details: [{ expected, received }] });
}
