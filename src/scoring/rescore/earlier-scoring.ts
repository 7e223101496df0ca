import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InvalidInputError, NotFoundError } from '../../core/errors.js';
import { sha256, sha256File } from '../../core/files/files.js';
import { receiptSchema, type Receipt } from '../csv/receipt.js';

/** A scoring that rejected rows, by its receipt and the files that stand beside it. */
export interface EarlierScoring {
  receipt: Receipt;
  /** Of the receipt's file. */
  receiptSha256: string;
  paths: { receipt: string; scored: string; rejects: string };
}

/**
 * The scoring of a receipt, whose rejects can be scored again. The other files are not looked at.
 * @throws NotFoundError; InvalidInputError for a file that is no receipt, or one of a scoring that rejected nothing or decided on the whole file
 */
export async function readEarlierScoring(path: string): Promise<EarlierScoring> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new NotFoundError(`There is no file ${path} that can be read.`, { cause });
  });
  const name = basename(path);
  const receipt = receiptOf(text, name);
  if (receipt.decided) throw decidedWhole(name, receipt.decided.rule);
  if (!receipt.rejects) throw nothingRejected(name);
  const beside = (file: string) => join(dirname(path), file);
  const paths = {
    receipt: path,
    scored: beside(receipt.output.file),
    rejects: beside(receipt.rejects.file),
  };
  return { receipt, receiptSha256: sha256(text), paths };
}

function receiptOf(text: string, name: string): Receipt {
  try {
    return receiptSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new InvalidInputError(`${name} is no receipt of a scoring.`, {
      cause,
      details: [
        { expected: 'OUT.receipt.json, which stands beside a scored file', received: 'another file' },
      ],
    });
  }
}

function decidedWhole(name: string, rule: string): InvalidInputError {
  return new InvalidInputError(`${name}: a rule decided on the whole file.`, {
    details: [{ expected: 'the receipt of a scoring', received: `that of the rule ${rule}` }],
    hint: 'Repair the rows in the table itself, and decide on it anew.',
  });
}

function nothingRejected(name: string): InvalidInputError {
  return new InvalidInputError(`${name}: no row was rejected.`, {
    details: [{ expected: 'the receipt of a scoring that rejected rows', received: '0 rejected rows' }],
  });
}

/**
 * Nothing is put together with a file that is no longer what the receipt tells of.
 * @param what it is in the receipt
 * @throws NotFoundError, InvalidInputError naming the file
 */
export async function requireUnchanged(
  { path, name }: { path: string; name: string },
  what: 'input' | 'output',
  { receipt, paths }: EarlierScoring,
): Promise<void> {
  const written = receipt[what];
  const bytes = await stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
  if (bytes === undefined) throw new NotFoundError(`There is no file ${name}.`, { hint: hints[what] });
  if (bytes === written.bytes && (await sha256File(path)) === written.sha256) return;
  throw new InvalidInputError(`${name} was changed since it was scored.`, {
    details: [
      {
        expected: `the ${what} of ${basename(paths.receipt)}, sha256 ${written.sha256}`,
        received: 'other bytes',
      },
    ],
    hint: 'Score the repaired table anew, or bring the file back as it was.',
    withoutData: true,
  });
}

const hints = {
  input: 'Name the table that was scored: --input FILE.',
  output: 'The scored file stands beside its receipt.',
};

/** Whether the rejects are as the scoring wrote them. */
export async function areRejectsAsWritten({ receipt, paths }: EarlierScoring): Promise<boolean> {
  return (await sha256File(paths.rejects).catch(() => undefined)) === receipt.rejects?.sha256;
}
