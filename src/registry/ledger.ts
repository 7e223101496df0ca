import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { StorageError } from '../core/errors.js';
import { privateModes } from '../core/files/files.js';
import { readStoredFile, systemReason } from '../core/files/stored-file.js';

/**
 * `promoting` and `rolling-back` say what is about to happen; `promoted` and `rolled-back` that the alias has moved, `abandoned`
 * that it has not. Earlier versions of the product wrote `promoted` and `rolled-back` alone, before the alias moved.
 */
const eventSchema = z.object({
  time: z.iso.datetime(),
  event: z.enum(['published', 'promoting', 'promoted', 'rolling-back', 'rolled-back', 'abandoned']),
  version: z.number().int().min(1),
  reason: z.string().optional(),
  /** Who ordered it; absent in what earlier versions of the product wrote. */
  by: z.string().optional(),
  /** What was measured for it. Plain JSON. */
  evidence: z.unknown().optional(),
  /** sha256 of the evidence and the name of the version as JSON: an altered figure is noticed. */
  evidenceHash: z.string().optional(),
});

/** One thing that happened to a scenario's versions. `rolled-back` carries the version that serves again. */
export type LedgerEvent = z.infer<typeof eventSchema>;

export interface LedgerContent {
  events: LedgerEvent[];
  /** 1-based lines that are no event: what a writer left that was killed in mid-line. */
  unreadableLines: number[];
}

const hint =
  'Restore the ledger from a backup, or move away what stands in its place: the champion stays, but which versions served before it is forgotten.';

/** An append-only file of one JSON object a line. */
export class Ledger {
  /** @param what begins a message about it: `The ledger of finance/credit-scoring`. */
  constructor(
    private readonly path: string,
    private readonly what = 'The ledger',
  ) {}

  /**
   * Everything ever recorded, oldest first; empty when there is no file yet.
   * @throws DamagedFileError when there is something that cannot be read.
   */
  async read(): Promise<LedgerContent> {
    const content: LedgerContent = { events: [], unreadableLines: [] };
    const bytes = await readStoredFile(this.path, { what: this.what, hint });
    const lines = (bytes?.toString('utf8') ?? '').split('\n');
    lines.forEach((line, i) => {
      if (line === '') return;
      const event = parseEvent(line);
      if (event) content.events.push(event);
      else content.unreadableLines.push(i + 1);
    });
    return content;
  }

  /**
   * Add one event and wait until it is on the disk. Appending processes do not disturb each other.
   * @throws StorageError when it cannot be written.
   */
  async append(event: LedgerEvent): Promise<void> {
    try {
      await this.write(event);
    } catch (error) {
      const message = `${this.what} cannot be written: ${systemReason(error)}.`;
      throw new StorageError(message, { hint, cause: error });
    }
  }

  private async write(event: LedgerEvent): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true, mode: privateModes.folder });
    const file = await open(this.path, 'a+', privateModes.file);
    try {
      const { size } = await file.stat();
      const last =
        size === 0
          ? '\n'
          : (await file.read({ position: size - 1, length: 1 })).buffer.toString('latin1', 0, 1);
      // A torn line is closed first: what follows it must stay readable.
      await file.appendFile(`${last === '\n' ? '' : '\n'}${JSON.stringify(event)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  }
}

function parseEvent(line: string): LedgerEvent | undefined {
  try {
    return eventSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined; // a torn line; the caller counts it
  }
}
