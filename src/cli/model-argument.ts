import { UsageError } from '../core/errors.js';
import { parseModelTag } from '../registry/model-tag.js';

/** What a command is asked to use: a version of a scenario, or its champion. */
export interface ModelArgument {
  scenario: string;
  version?: number;
}

export const modelHelp = 'its champion answers; SCENARIO@3 asks version 3';

/**
 * `finance/credit-scoring` or `finance/credit-scoring@3`.
 * @throws UsageError for what follows an @ and is no version.
 */
export function readModelArgument(text: string): ModelArgument {
  return text.includes('@') ? parseModelTag(text) : { scenario: text };
}

/** The id of a scenario where no single version can be meant. @throws UsageError for one. */
export function withoutVersion({ scenario, version }: ModelArgument, what: string): string {
  if (version === undefined) return scenario;
  throw new UsageError(`${what}, and not a version of it.`, {
    details: [{ expected: scenario, received: `${scenario}@${version}` }],
  });
}
