import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { privateModes } from '../core/files.js';

const eventSchema = z.object({
  time: z.iso.datetime(),
  event: z.enum(['published', 'promoted', 'rolled-back']),
  version: z.number().int().min(1),
  reason: z.string().optional(),
});

/** One thing that happened to a scenario's versions. `rolled-back` carries the version that serves again. */
export type LedgerEvent = z.infer<typeof eventSchema>;

export interface LedgerContent {
  events: LedgerEvent[];
  /** 1-based lines that are no event: what a writer left that was killed in mid-line. */
  unreadableLines: number[];
}

/** An append-only file of one JSON object a line. */
export class Ledger {
  constructor(private readonly path: string) {}

  /** Everything ever recorded, oldest first; empty when there is no file yet. */
  async read(): Promise<LedgerContent> {
    const content: LedgerContent = { events: [], unreadableLines: [] };
    const lines = (await textOrEmpty(this.path)).split('\n');
    lines.forEach((line, i) => {
      if (line === '') return;
      const event = parseEvent(line);
      if (event) content.events.push(event);
      else content.unreadableLines.push(i + 1);
    });
    return content;
  }

  /** Add one event and wait until it is on the disk. Appending processes do not disturb each other. */
  async append(event: LedgerEvent): Promise<void> {
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

/**
 * The champions that led to today's, newest first, without the one that serves now.
 * A promotion puts a version on top, a rollback takes away what lies above its version. Entries above `current` belong to a
 * change whose alias never moved (the process was killed in between), so they do not count.
 */
export function earlierChampions(events: readonly LedgerEvent[], current: number | undefined): number[] {
  const stack: number[] = [];
  for (const { event, version } of events) {
    if (event === 'published') continue;
    const known = stack.lastIndexOf(version);
    if (event === 'rolled-back' && known >= 0) stack.length = known;
    stack.push(version);
  }
  const top = current === undefined ? -1 : stack.lastIndexOf(current);
  const below = top < 0 ? stack : stack.slice(0, top);
  return [...new Set(below.reverse())].filter((version) => version !== current);
}

function parseEvent(line: string): LedgerEvent | undefined {
  try {
    return eventSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined; // a torn line; the caller counts it
  }
}

async function textOrEmpty(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
