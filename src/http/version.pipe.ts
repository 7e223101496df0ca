import type { PipeTransform } from '@nestjs/common';
import { UsageError, shown } from '../core/errors.js';

/** The number of a version out of a path. */
export const versionPipe: PipeTransform<string, number> = {
  transform(text) {
    if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
    throw new UsageError('That is no version.', {
      details: [{ expected: 'a whole number from 1', received: shown(text) }],
    });
  },
};
