import type { PipeTransform } from '@nestjs/common';
import { UsageError, shown } from '../core/errors.js';
import type { AskedPrediction } from '../scoring/predict-rows.js';
import { mostReasons, usualReasons } from '../scoring/row-reasons.js';
import { askedVersion } from './version.pipe.js';

/** What the query of a prediction asks for. */
export const askedPredictionPipe: PipeTransform<Record<string, unknown>, AskedPrediction> = {
  transform: ({ version, reasons }) => ({ version: askedVersion(version), reasons: askedReasons(reasons) }),
};

/** `true`, `false` or a number; undefined: as is usual. @throws UsageError for anything else. */
function askedReasons(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (value === 'true') return usualReasons;
  if (value === 'false') return 0;
  const number = typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : NaN;
  if (number <= mostReasons) return number;
  throw new UsageError('That is no number of reasons.', {
    details: [{ expected: `true, false or a whole number from 0 to ${mostReasons}`, received: shown(value) }],
  });
}
