import { Option } from 'commander';
import { wholeNumberOption } from './number-options.js';

export const seedOption = () =>
  new Option('--seed <number>', 'another seed than the scenario’s').argParser((text) =>
    wholeNumberOption(text, '--seed', { least: 0 }),
  );
