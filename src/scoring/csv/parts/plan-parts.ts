import { open, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InvalidInputError } from '../../../core/errors.js';
import { writeFileAtomic } from '../../../core/files/files.js';
import { checkEncoding } from '../../../csv/encoding.js';
import { asCsvText, formOf, headBytes, type CsvText } from '../../../csv/forms/index.js';
import { openInput } from '../../../csv/input-bytes.js';
import { CsvOutput } from '../../../csv/csv-output.js';
import { openCsv, type CsvBlock } from '../../../csv/source.js';
import type { ColumnMap } from '../../../tables/reading/column-positions.js';
import type { Predictor } from '../../../learning/predictor.js';
import { checkHeader, checkResultOptions, expectedColumns, type ResultOptions } from '../table-header.js';
import { planPath, type PartRange, type PartsPlan } from './plan.js';

export interface PlanRequest extends ResultOptions {
  /** Path of the CSV file, plain or gzip. */
  input: string;
  /** How the receipt calls the input; default: its name. */
  inputName?: string;
  /** Where the plan and, of a compressed input, its text are written. */
  folder: string;
  delimiter?: string;
  /** As of `ScoreRequest`. */
  encoding?: string;
  map?: ColumnMap;
  /** About how many bytes of text a part has. */
  partBytes: number;
  /** The most bytes of text, unpacked. */
  maxBytes: number;
  onProgress?: (records: number) => void;
}

const unpackedName = 'input.unpacked.csv';

/** Bytes that are read at once. */
const readBytes = 1024 * 1024;

/**
 * Cut a CSV into parts at record boundaries, in one pass and in constant memory. A gzip file is unpacked into the folder first,
 * because ranges of it cannot be sought, and text in another encoding than UTF-8 is written there as UTF-8; a plain file is read where it lies.
 * Where rows are read with those before them, all of the file is one part.
 * @throws InvalidInputError when the file cannot be scored as a whole.
 */
export async function planParts(request: PlanRequest, served: Predictor): Promise<PartsPlan> {
  const { folder, inputName = basename(request.input), onProgress } = request;
  checkResultOptions(served, request);
  const text = await plainText(request);
  const path = text?.path ?? request.input;
  const before = await stat(path);
  const { delimiter, map } = request;
  const blockBytes = Math.min(readBytes, request.partBytes);
  const expected = { expectedColumns: expectedColumns(served, map) };
  const source = await openCsv(path, {
    delimiter: text?.form ? ',' : delimiter,
    ...expected,
    blockBytes,
  });
  try {
    const matched = checkHeader(source, served, map);
    const partBytes = served.history ? Infinity : request.partBytes;
    const grouping = new Grouping({ partBytes, linesBefore: (text?.firstLine ?? 1) - 1 });
    for await (const block of source.blocks()) {
      grouping.add(block);
      onProgress?.(source.counts().records);
    }
    const { records, blankLines } = source.counts();
    const raw = text ?? { sha256: source.sha256(), bytes: source.bytesRead() };
    const plan: PartsPlan = {
      format: 1,
      model: served.tag,
      plain: { path, bytes: before.size, modified: before.mtimeMs },
      input: { file: inputName, sha256: raw.sha256, bytes: raw.bytes },
      header: [...source.header],
      prelude: source.prelude,
      encoding: text?.encoding ?? source.encoding,
      ...matched,
      warnings: request.warnings ?? false,
      language: request.language ?? 'en',
      probabilities: request.probabilities ?? false,
      reasons: request.reasons ?? 0,
      layout: { ...source.layout, ...(text?.form && { form: text.form }) },
      counts: { records, blankLines },
      parts: grouping.parts,
    };
    await checkUnchanged(plan);
    await writeFileAtomic(planPath(folder), JSON.stringify(plan));
    return plan;
  } finally {
    await source.close();
  }
}

/** @throws InvalidInputError when the text is not the one that was planned. */
export async function checkUnchanged({ plain, input }: PartsPlan): Promise<void> {
  const now = await stat(plain.path).catch(() => undefined);
  if (now?.size === plain.bytes && now.mtimeMs === plain.modified) return;
  const received = now ? 'another size or time' : 'no file';
  throw new InvalidInputError(`${input.file} was changed while it was scored.`, {
    details: [{ expected: 'the file as it was when the job began', received }],
    hint: 'Order the job again, and leave its input alone until it has ended.',
    withoutData: true,
  });
}

/** Joins blocks that follow each other until a part is full. */
class Grouping {
  readonly parts: PartRange[] = [];

  constructor(private readonly limits: { partBytes: number; linesBefore: number }) {}

  add({ firstByte, firstLine, records, bytes }: CsvBlock): void {
    const last = this.parts.at(-1);
    if (last && last.bytes + bytes.length <= this.limits.partBytes) {
      last.bytes += bytes.length;
      last.records += records;
    } else {
      this.parts.push({
        place: this.parts.length,
        firstByte,
        bytes: bytes.length,
        firstLine: firstLine + this.limits.linesBefore,
        records,
      });
    }
  }
}

/** The text of an input that is packed, no CSV or in another encoding than UTF-8, whose ranges cannot be read where it lies. */
interface PlainText extends Omit<CsvText, 'chunks'> {
  path: string;
  sha256: string;
  bytes: number;
}

/** Undefined when the input is plain text in UTF-8 itself. */
async function plainText(request: PlanRequest): Promise<PlainText | undefined> {
  const { input, inputName, folder, maxBytes } = request;
  const isUtf8 = request.encoding === undefined || checkEncoding(request.encoding) === 'utf-8';
  if (isUtf8 && (await isPlain(input))) return undefined;
  const packed = await openInput(input, { chunkBytes: readBytes });
  const { chunks, ...read } = await asCsvText(packed.chunks, {
    encoding: request.encoding,
    name: inputName ?? packed.name,
  });
  const output = await CsvOutput.create(join(folder, unpackedName));
  try {
    for await (const chunk of chunks) {
      await output.write(chunk);
      if (output.bytes > maxBytes) throw tooLong(inputName ?? basename(input), maxBytes);
    }
    await output.commit();
    return { path: output.path, ...read, sha256: packed.sha256(), bytes: packed.read() };
  } finally {
    await output.discard();
  }
}

function tooLong(name: string, maxBytes: number): InvalidInputError {
  return new InvalidInputError(`${name} is too large when it is unpacked.`, {
    details: [{ expected: `at most ${maxBytes} bytes`, received: 'more' }],
    withoutData: true,
  });
}

/** Whether its bytes are those of CSV text, neither packed nor of another form. */
async function isPlain(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const isGzip = buffer[0] === 0x1f && buffer[1] === 0x8b;
    return !isGzip && formOf(buffer.subarray(0, bytesRead)) === undefined;
  } finally {
    await file.close();
  }
}
