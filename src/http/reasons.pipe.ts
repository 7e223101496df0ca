import type { PipeTransform } from '@nestjs/common';
import { UsageError, shown } from '../core/errors.js';
import { mostReasons, usualReasons } from '../scoring/row-reasons.js';

/** How many reasons a query asks for: `true`, `false` or a number; undefined: as is usual. */
export const askedReasonsPipe: PipeTransform<unknown, number | undefined> = {
  transform(value) {
    if (value === undefined) return undefined;
    if (value === 'true') return usualReasons;
    if (value === 'false') return 0;
    const number = typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : NaN;
    if (number <= mostReasons) return number;
    throw new UsageError('That is no number of reasons.', {
      details: [
        { expected: `true, false or a whole number from 0 to ${mostReasons}`, received: shown(value) },
      ],
    });
  },
};
