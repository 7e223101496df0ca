import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { ConflictError } from '../../core/errors.js';
import { sha256File } from '../../core/files/files.js';
import type { OutputPaths } from './output-paths.js';

const fileSchema = z.looseObject({ file: z.string(), sha256: z.string(), bytes: z.number() });

/** What a receipt of any version of this program has. */
const receiptSchema = z.looseObject({
  format: z.literal(1),
  scenario: z.string(),
  model: z.string(),
  rows: z.looseObject({ input: z.number(), scored: z.number(), rejected: z.number() }),
  output: fileSchema,
  rejects: fileSchema.optional(),
});

type EarlierReceipt = z.infer<typeof receiptSchema>;
type ReceiptOfFile = z.infer<typeof fileSchema>;

/** A receipt is small; a file that is larger is none. */
const mostReceiptBytes = 64 * 1024 * 1024;

/**
 * A scoring takes the place of an earlier one of the same output, and of nothing else: a receipt that is there must be one of this
 * output, rejects must be those of the receipt, and so must a scored file that nobody named. A file that was named is replaced whatever
 * it is.
 * @param isNamed whether the caller named the output
 * @throws ConflictError saying which file stands in the way
 */
export async function refuseFilesOfOthers(paths: OutputPaths, isNamed: boolean): Promise<void> {
  const receipt = await receiptOf(paths);
  await requireWritten(paths.rejects, 'the rejects', receipt?.rejects);
  if (!isNamed) await requireWritten(paths.output, 'the scored file', receipt?.output);
}

async function receiptOf({ receipt: path, output }: OutputPaths): Promise<EarlierReceipt | undefined> {
  const bytes = await sizeOf(path);
  if (bytes === undefined) return undefined;
  const expected = `a receipt of ${basename(output)}`;
  const receipt = bytes <= mostReceiptBytes ? await read(path) : undefined;
  if (!receipt) throw inTheWay(path, expected, 'a file that is no receipt of a scoring');
  if (receipt.output.file === basename(output)) return receipt;
  throw inTheWay(path, expected, `the receipt of ${receipt.output.file}`);
}

async function read(path: string): Promise<EarlierReceipt | undefined> {
  try {
    return receiptSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

async function requireWritten(path: string, what: string, written: ReceiptOfFile | undefined): Promise<void> {
  const bytes = await sizeOf(path);
  if (bytes === undefined) return;
  const expected = `${what} of an earlier scoring to the same output, as its receipt describes it`;
  if (!written) throw inTheWay(path, expected, 'a file that no receipt beside it describes');
  const isSame = bytes === written.bytes && (await digestOf(path)) === written.sha256;
  if (!isSame) throw inTheWay(path, expected, 'a file that was changed since');
}

function digestOf(path: string): Promise<string | undefined> {
  return sha256File(path).catch(() => undefined);
}

async function sizeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.size;
}

function inTheWay(path: string, expected: string, received: string): ConflictError {
  return new ConflictError(`${path} is in the way: a scoring replaces only what an earlier one wrote.`, {
    details: [{ expected, received }],
    hint: 'Move it away, or name another output with -o.',
  });
}
