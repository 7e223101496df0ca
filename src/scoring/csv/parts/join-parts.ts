import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { DamagedFileError } from '../../../core/errors.js';
import { CsvOutput } from '../../../csv/csv-output.js';
import type { Predictor } from '../../../learning/predictor.js';
import type { OutputPaths } from '../output-paths.js';
import { composeReceipt, receiptText, type Receipt } from '../receipt.js';
import { addToTotals, noTotals, type Totals } from '../totals.js';
import { outputHeads } from '../output-head.js';
import { partPaths, readPart } from './part-files.js';
import type { PartsPlan } from './plan.js';

export interface JoinRequest {
  plan: PartsPlan;
  folder: string;
  paths: OutputPaths;
  /** Since the job began. */
  seconds: number;
}

/** The files of a part are not those that its report describes: it must be scored again. */
export class DamagedPartError extends DamagedFileError {
  constructor(readonly place: number) {
    super(`Part ${place} is missing or not as it was written.`);
  }
}

/**
 * Put the scored parts together in the order of the input, byte for byte what scoring the file in one go writes. The scored file
 * gets its name last: where it stands, rejects and receipt are there.
 * @throws DamagedPartError naming a part that is to be scored again; nothing appears then.
 */
export async function joinParts(request: JoinRequest, served: Predictor): Promise<Receipt> {
  const { plan, paths } = request;
  const output = await CsvOutput.create(paths.output);
  const rejects = await CsvOutput.create(paths.rejects);
  const receiptFile = await CsvOutput.create(paths.receipt);
  try {
    const heads = outputHeads({ ...plan, delimiter: plan.layout.delimiter }, served, plan);
    await output.write(heads.output);
    await rejects.write(heads.rejects);
    const joined = await appendParts(request, { output, rejects });
    const outputFile = await output.seal();
    const rejectsFile = joined.totals.rejected > 0 ? await rejects.seal() : undefined;
    const receipt = receiptOf(request, served, { ...joined, outputFile, rejectsFile });
    await receiptFile.write(receiptText(receipt));
    await receiptFile.seal();
    await (rejectsFile ? rejects.publish() : rm(paths.rejects, { force: true }));
    await receiptFile.publish();
    await output.publish();
    return receipt;
  } finally {
    await Promise.all([output.discard(), rejects.discard(), receiptFile.discard()]);
  }
}

interface Joined {
  totals: Totals;
  workers: number;
  engine: string;
}

async function appendParts(
  { plan, folder }: JoinRequest,
  { output, rejects }: { output: CsvOutput; rejects: CsvOutput },
): Promise<Joined> {
  const totals = noTotals();
  const workers = new Set<string>();
  const engines = new Set<string>();
  for (const { place, records } of plan.parts) {
    const report = await readPart(folder, place);
    if (!report || report.scored + report.rejected !== records) throw new DamagedPartError(place);
    const paths = partPaths(folder, place);
    await append(paths.output, output, report.output, place);
    await append(paths.rejects, rejects, report.rejects, place);
    addToTotals(totals, report);
    workers.add(report.worker);
    engines.add(report.engine);
  }
  return { totals, workers: workers.size, engine: [...engines].sort().join(', ') || 'none' };
}

async function append(
  path: string,
  to: CsvOutput,
  { sha256 }: { sha256: string },
  place: number,
): Promise<void> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    digest.update(chunk);
    await to.write(chunk);
  }
  if (digest.digest('hex') !== sha256) throw new DamagedPartError(place);
}

function receiptOf(
  { plan, paths, seconds }: JoinRequest,
  served: Predictor,
  joined: Joined & Pick<Parameters<typeof composeReceipt>[0], 'outputFile' | 'rejectsFile'>,
): Receipt {
  const source = {
    name: plan.input.file,
    header: plan.header,
    encoding: plan.encoding,
    delimiter: plan.layout.delimiter,
    // A file to be scored has no remark lines: `openCsv` is given no sign for them.
    counts: () => ({ ...plan.counts, commentLines: 0 }),
    sha256: () => plan.input.sha256,
    bytesRead: () => plan.input.bytes,
  };
  return composeReceipt({ served, source, paths, seconds, recordsBefore: 0, ...plan, ...joined });
}
