import { appendFile, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DamagedFileError } from '../../core/errors.js';
import { makeFolders, privateModes, temporaryBeside } from '../../core/files/files.js';
import { removeAbandoned } from '../../core/files/temporary-files.js';
import { newWriter } from '../../core/files/unfinished.js';
import type { AnswerRecord, OutcomeRecord } from './answer-record.js';

interface Records {
  answers: AnswerRecord;
  outcomes: OutcomeRecord;
}

export type RecordKind = keyof Records;

export type RecordOf<Kind extends RecordKind> = Records[Kind];

const nameForm = /^(\d{4}-\d{2}-\d{2})\.(answers|outcomes)\.[A-Za-z0-9-]+\.jsonl$/;

/** So many lines are written at a time. */
const linesAtOnce = 1000;

/** A file of one day, one kind and one writer. */
export interface DayFile {
  day: string;
  kind: RecordKind;
  path: string;
}

/** Every process writes files of its own, so that no line of one is torn by another. */
let writer = newWriter();

/** @param home Absolute. */
export function answersFolder(home: string, scenario: string): string {
  return join(home, 'answers', ...scenario.split('/'));
}

/** Every scenario that answers were kept of, whether or not there is such a scenario still. */
export async function keptScenarios(home: string): Promise<string[]> {
  const below = (path: string) => readdir(path, { withFileTypes: true }).catch(() => []);
  const scenarios: string[] = [];
  for (const industry of (await below(join(home, 'answers'))).filter((one) => one.isDirectory())) {
    const found = await below(join(home, 'answers', industry.name));
    const folders = found.filter((one) => one.isDirectory());
    scenarios.push(...folders.map(({ name }) => `${industry.name}/${name}`));
  }
  return scenarios;
}

/** The day of a moment (UTC). */
export function dayOf(iso: string): string {
  return iso.slice(0, 10);
}

/** By the day of the moment that each has, in their order. */
export function byDay<Item>(items: readonly Item[], momentOf: (item: Item) => string): Map<string, Item[]> {
  const days = new Map<string, Item[]>();
  for (const item of items) {
    const day = days.get(dayOf(momentOf(item)));
    if (day) day.push(item);
    else days.set(dayOf(momentOf(item)), [item]);
  }
  return days;
}

/** By day, then by name. @param of Absent: both kinds of every day. */
export async function listDays(
  folder: string,
  of: { kind?: RecordKind; days?: ReadonlySet<string> } = {},
): Promise<DayFile[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.sort().flatMap((name) => {
    const [, day, kind] = nameForm.exec(name) ?? [];
    const isAsked =
      day !== undefined && (of.kind === undefined || kind === of.kind) && (of.days?.has(day) ?? true);
    return isAsked ? [{ day, kind: kind as RecordKind, path: join(folder, name) }] : [];
  });
}

/** Records at the end of this process's file of a day. */
export async function appendRecords<Kind extends RecordKind>(
  folder: string,
  { day, kind }: { day: string; kind: Kind },
  records: readonly RecordOf<Kind>[],
): Promise<void> {
  await makeFolders(folder, privateModes.folder);
  const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  try {
    await appendFile(join(folder, `${day}.${kind}.${writer}.jsonl`), lines, { mode: privateModes.file });
  } catch (error) {
    // A full disk may have taken a part of a line: nothing comes behind that.
    writer = newWriter();
    throw error;
  }
}

/**
 * The records of a file; none where it was removed just now. A last line without its end is what a killed process left of it, and passed over.
 * @throws DamagedFileError for any other line that is no record.
 */
export async function* readRecords<Kind extends RecordKind>(
  path: string,
  kind: Kind,
): AsyncGenerator<RecordOf<Kind>> {
  for await (const { text, isLast } of linesOf(path)) {
    const value = parsed(text);
    if (value === undefined && isLast) continue;
    yield checked(value, kind, path);
  }
}

/** Removes the records that `isGone` names, and a torn line. @returns how many records those were */
export async function removeRecords<Kind extends RecordKind>(
  path: string,
  kind: Kind,
  isGone: (record: RecordOf<Kind>) => boolean,
): Promise<number> {
  let [gone, kept] = [0, 0];
  for await (const record of readRecords(path, kind)) {
    if (isGone(record)) gone++;
    else kept++;
  }
  if (gone > 0 && kept === 0) await rm(path, { force: true });
  else if (gone > 0) await rewrite(path, kind, isGone);
  return gone;
}

/** A file beside it with what is kept, which then takes its name. */
async function rewrite<Kind extends RecordKind>(
  path: string,
  kind: Kind,
  isGone: (record: RecordOf<Kind>) => boolean,
): Promise<void> {
  const temporary = temporaryBeside(path);
  const file = await open(temporary, 'wx', privateModes.file);
  try {
    const lines: string[] = [];
    for await (const record of readRecords(path, kind)) {
      if (!isGone(record)) lines.push(`${JSON.stringify(record)}\n`);
      if (lines.length === linesAtOnce) await file.appendFile(lines.splice(0).join(''));
    }
    await file.appendFile(lines.join(''));
    await file.sync();
    await rename(temporary, path);
  } finally {
    await file.close();
    await rm(temporary, { force: true });
  }
}

/** Lines with a text in them, piece by piece: a day may have more than fits into memory. */
async function* linesOf(path: string): AsyncGenerator<{ text: string; isLast: boolean }> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return;
  let rest = '';
  for await (const chunk of file.createReadStream({ encoding: 'utf8' }) as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) yield { text, isLast: false };
  }
  if (rest !== '') yield { text: rest, isLast: true };
}

/** Removes the files of days before one, and what killed writers left. @returns how many files those were */
export async function removeDaysBefore(folder: string, day: string, now: Date): Promise<number> {
  const old = (await listDays(folder)).filter((file) => file.day < day);
  for (const { path } of old) await rm(path, { force: true });
  await removeAbandoned(folder, now);
  return old.length;
}

/** Its own lines are looked at, not parsed by the whole schema: a log has millions. */
function checked<Kind extends RecordKind>(value: unknown, kind: Kind, path: string): RecordOf<Kind> {
  const id = kind === 'answers' ? 'id' : 'answer';
  const { [id]: name, at, version } = Object(value) as Record<string, unknown>;
  if (typeof name === 'string' && typeof at === 'string' && typeof version === 'number')
    return value as RecordOf<Kind>;
  throw new DamagedFileError('A line of the log of answers is no record.', { path });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
