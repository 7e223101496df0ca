import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { totalsSchema } from '../totals.js';

/* A part of another format is scored again. */
const count = z.number().int().nonnegative();
const fileSchema = z.strictObject({ sha256: z.string(), bytes: count });

const partReportSchema = z.strictObject({
  format: z.literal(3),
  place: count,
  ...totalsSchema.shape,
  output: fileSchema,
  rejects: fileSchema,
  engine: z.string(),
  /** Who scored it. */
  worker: z.string(),
  seconds: z.number(),
});

/** What is known of a scored part. A part without it is not done. */
export type PartReport = z.infer<typeof partReportSchema>;

/** The three files of a part: scored lines and rejects without their headers, and last the report. */
export function partPaths(
  folder: string,
  place: number,
): { output: string; rejects: string; report: string } {
  const stem = join(folder, `part-${String(place).padStart(5, '0')}`);
  return { output: `${stem}.csv`, rejects: `${stem}.rejects.csv`, report: `${stem}.json` };
}

/** The report of a part whose files are all there; undefined when the part is still to be scored. */
export async function readPart(folder: string, place: number): Promise<PartReport | undefined> {
  const paths = partPaths(folder, place);
  const text = await readFile(paths.report, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { data: report } = partReportSchema.safeParse(jsonOf(text));
  if (report?.place !== place) return undefined;
  const whole =
    (await hasBytes(paths.output, report.output)) && (await hasBytes(paths.rejects, report.rejects));
  return whole ? report : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function hasBytes(path: string, { bytes }: { bytes: number }): Promise<boolean> {
  const status = await stat(path).catch(() => undefined);
  return status?.size === bytes;
}
