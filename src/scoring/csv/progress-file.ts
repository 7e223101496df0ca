import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { sha256 } from '../../core/files/files.js';
import { languages } from '../../core/language/language.js';
import { newWriter } from '../../core/files/unfinished.js';
import { targetOf } from '../../csv/output-target.js';
import { progressFile, writersLeft } from '../../csv/temporary-outputs.js';
import type { OutputPaths } from './output-paths.js';
import { totalsSchema } from './totals.js';

const count = z.int().min(0);
const mark = z.strictObject({ bytes: count, sha256: z.string() });

const progressSchema = z.strictObject({
  format: z.literal(5),
  /** What was asked: only the same question is gone on with. */
  asked: z.strictObject({
    scenario: z.string(),
    model: z.string(),
    blockBytes: z.int(),
    delimiter: z.string(),
    encoding: z.string(),
    header: z.array(z.string()),
    warnings: z.boolean(),
    language: z.enum(languages).default('en'),
    probabilities: z.boolean(),
    reasons: z.int().min(0).default(0),
    mapped: z.record(z.string(), z.string()),
  }),
  /** Bytes that were read of the input until then. */
  input: mark,
  /** Records of the input that are accounted for: whole blocks from its start. */
  records: count,
  output: mark,
  rejects: mark,
  totals: totalsSchema,
});

/** The file says of itself what it must be: a number that was changed in it does not get into a receipt. */
const fileSchema = z.strictObject({ sha256: z.string(), progress: z.unknown() });

/** How far a scoring is, and what its unfinished outputs hold by then. */
export type Progress = z.infer<typeof progressSchema>;
export type Asked = Progress['asked'];

/** What a run that was killed left: which writer, and how far it was. */
export interface LeftProgress {
  writer: string;
  progress: Progress;
}

/**
 * Keeps beside the output how far its writer is. The hashes of what is written are part of it, so that it need not wait for the disk:
 * what a power failure took is noticed, and the scoring begins anew.
 */
export class ProgressFile {
  private constructor(
    readonly writer: string,
    private readonly path: string,
  ) {}

  static async beside(paths: OutputPaths): Promise<ProgressFile> {
    const writer = newWriter();
    return new ProgressFile(writer, progressFile(await targetOf(paths.output), writer));
  }

  /** Where that fails, a later run goes on from the note before: no reason to end this one. */
  async save(progress: Progress): Promise<void> {
    try {
      const digest = sha256(JSON.stringify(progress));
      await writeFile(`${this.path}.new`, JSON.stringify({ sha256: digest, progress }));
      await rename(`${this.path}.new`, this.path);
    } catch {
      await rm(`${this.path}.new`, { force: true });
    }
  }

  async remove(): Promise<void> {
    await Promise.all([this.path, `${this.path}.new`].map((path) => rm(path, { force: true })));
  }
}

/** The furthest that a killed run of the same question came with these outputs, which no other process writes. */
export async function findProgress(paths: OutputPaths, asked: Asked): Promise<LeftProgress | undefined> {
  const target = await targetOf(paths.output);
  let furthest: LeftProgress | undefined;
  for (const writer of await writersLeft(target, { alone: true })) {
    const progress = await read(progressFile(target, writer));
    if (!progress || !isDeepStrictEqual(progress.asked, asked)) continue;
    if (!furthest || progress.records > furthest.progress.records) furthest = { writer, progress };
  }
  return furthest;
}

/** Undefined when it is gone, of a kill in mid-writing, of another format, or not as it was written: there is nothing to go on from then. */
async function read(path: string): Promise<Progress | undefined> {
  try {
    const file = fileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    if (sha256(JSON.stringify(file.progress)) !== file.sha256) return undefined;
    const progress = progressSchema.parse(file.progress);
    const { scored, rejected } = progress.totals;
    return scored + rejected === progress.records ? progress : undefined;
  } catch {
    return undefined;
  }
}
