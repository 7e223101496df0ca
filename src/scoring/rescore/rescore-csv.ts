import { access } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../../core/errors.js';
import type { Configuration } from '../../core/configuration.js';
import { startEngine } from '../../engine/engine.js';
import { parseModelTag } from '../../registry/model-tag.js';
import { refuseFilesOfOthers } from '../csv/earlier-run.js';
import { holdingOutputs } from '../csv/held-outputs.js';
import { outputPaths, refuseOverwrite, type OutputPaths } from '../csv/output-paths.js';
import type { Receipt } from '../csv/receipt.js';
import type { ServedModels } from '../served-models.js';
import type { EarlierScoring } from './earlier-scoring.js';
import { rescoreFile, type RescoreRequest } from './rescore-file.js';

export interface RescoreCsvRequest extends Omit<RescoreRequest, 'input' | 'inputName'> {
  /** Default: the file of the receipt's name beside it, else in the current folder. */
  input?: string;
  /** The version that scores the repaired rows, such as `finance/credit-scoring@4`; default: that of the receipt. */
  model?: string;
  /** Default: the scored file's name and `.rescored.csv`. */
  output?: string;
}

export interface RescoreResult extends Receipt {
  paths: OutputPaths;
}

/**
 * Score the repaired rejects of a scoring again and write all of its rows to files of their own, as `rescoreFile` does.
 * @throws UsageError where a file that is read would be written; what `rescoreFile` throws. Nothing appears then.
 */
export async function rescoreCsv(
  { model, output, ...request }: RescoreCsvRequest,
  earlier: EarlierScoring,
  { models, configuration }: { models: ServedModels; configuration: Configuration },
): Promise<RescoreResult> {
  const started = performance.now();
  const { receipt, paths: before } = earlier;
  const { scenario, version } = parseModelTag(model ?? receipt.model);
  if (scenario !== receipt.scenario) throw otherScenario(scenario, receipt.scenario);
  const input = request.input ?? (await foundInput(earlier));
  const paths = outputPaths(before.scored, output, 'rescored');
  await refuseOverwrite(input, paths);
  for (const path of [before.scored, before.rejects, before.receipt, request.rejects])
    if (path !== undefined) await refuseOverwrite(path, paths, 'a file that is read');
  await startEngine();
  return models.use({ scenario, version }, async (served) =>
    holdingOutputs(paths, async () => {
      await refuseFilesOfOthers(paths, output !== undefined);
      const context = { earlier, served, paths, configuration, started };
      return { ...(await rescoreFile({ ...request, input }, context)), paths };
    }),
  );
}

/** Receipts name files without their folders. */
async function foundInput({ receipt, paths }: EarlierScoring): Promise<string> {
  const { file } = receipt.input;
  const beside = join(dirname(paths.receipt), file);
  for (const path of [beside, file]) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  throw new UsageError(`The table that was scored is not beside ${basename(paths.receipt)}.`, {
    details: [{ expected: beside, received: 'no such file' }],
    hint: 'Name it: --input FILE.',
  });
}

function otherScenario(given: string, scenario: string): UsageError {
  return new UsageError('The receipt is of another scenario.', {
    details: [{ expected: `a version of ${scenario}`, received: given }],
  });
}
