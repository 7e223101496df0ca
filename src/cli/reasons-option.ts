import { Option } from 'commander';
import { mostReasons } from '../scoring/row-reasons.js';
import { wholeNumberOption } from './number-options.js';

/** How many reasons are asked for. */
export function reasonsOption(description: string): Option {
  return new Option('--reasons <number>', description).argParser((text) =>
    wholeNumberOption(text, '--reasons', { least: 0, most: mostReasons }),
  );
}
