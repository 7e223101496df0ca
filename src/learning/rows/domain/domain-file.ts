import { z } from 'zod';
import { DamagedFileError } from '../../../core/errors.js';
import { zodProblems } from '../../../core/zod-problems.js';
import type { CalibratedDistance } from '../../../explanation/applicability/calibrated-distance.js';
import type { LoadedModel } from '../../../registry/model-registry.js';
import { parse } from '../../artefact-reader.js';

/** The file of a version with how far rows usually lie from its references; a version of an earlier build, or of few rows, has none. */
export const domainFile = 'domain.json';

const schema = z
  .strictObject({
    format: z.literal(1),
    /** Of so many rows the distance was known. */
    rows: z.int().min(1),
    threshold: z.number().positive(),
    /** Row by row up to the diagonal. */
    whitening: z.array(z.array(z.number())).min(1),
  })
  .refine(({ whitening }) => whitening.every((row, i) => row.length === i + 1), {
    path: ['whitening'],
    message: 'a lower triangle',
  });

/** More digits than a float32 has. */
const digits = 9;

export function domainText({ rows, threshold, whitening }: CalibratedDistance): string {
  const width = Math.sqrt(whitening.length);
  const lines = Array.from({ length: width }, (_, i) =>
    JSON.stringify(Array.from(whitening.subarray(i * width, i * width + i + 1), shortened)),
  );
  const head = JSON.stringify({ format: 1, rows, threshold }).slice(0, -1);
  return `${head},"whitening":[\n${lines.join(',\n')}\n]}\n`;
}

function shortened(value: number): number {
  return Number(value.toPrecision(digits));
}

/**
 * @param width features of a row.
 * @throws DamagedFileError where the file is not of its form, or of other features; undefined where a version has none.
 */
export function parseDomain(files: LoadedModel['files'], width: number): CalibratedDistance | undefined {
  if (!files.has(domainFile)) return undefined;
  const json = parse(files, domainFile);
  const parsed = schema.safeParse(json);
  if (!parsed.success)
    throw new DamagedFileError(`${domainFile} is not of its form.`, {
      details: zodProblems(parsed.error, json),
    });
  const { rows, threshold, whitening } = parsed.data;
  if (whitening.length !== width) {
    throw new DamagedFileError(`${domainFile} is of other features than the version has.`, {
      details: [{ pointer: '/whitening', expected: `${width} rows`, received: `${whitening.length}` }],
    });
  }
  const square = new Float64Array(width * width);
  whitening.forEach((row, i) => square.set(row, i * width));
  return { rows, threshold, whitening: square };
}
