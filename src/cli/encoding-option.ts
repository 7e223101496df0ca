import { Option } from 'commander';
import { InvalidInputError, UsageError } from '../core/errors.js';
import { checkEncoding } from '../csv/encoding.js';

/** `--encoding`: what a file is written in. */
export function encodingOption(of: string): Option {
  return new Option(
    '--encoding <name>',
    `windows-1252, gb18030, utf-16le or another of the WHATWG encoding standard: ${of}`,
  ).argParser((text: string) => asUsage(() => checkEncoding(text)));
}

/** Whatever is wrong with an option is wrong usage. @throws UsageError */
export function asUsage<Value>(check: () => Value): Value {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    const { details, hint } = error;
    throw new UsageError(error.message, { details, hint, cause: error });
  }
}
