import { Inject, Injectable } from '@nestjs/common';
import type { Configuration } from '../../core/configuration.js';
import { CONFIGURATION } from '../../core/tokens.js';
import { startEngine } from '../../engine/engine.js';
import { refuseFilesOfOthers } from '../csv/earlier-run.js';
import { holdingOutputs } from '../csv/held-outputs.js';
import { outputPaths, refuseOverwrite, type OutputPaths } from '../csv/output-paths.js';
import type { Receipt } from '../csv/receipt.js';
import { requireInput } from '../csv/score-csv.js';
import { ServedModels } from '../served-models.js';
import { askedRule } from './asked-rule.js';
import { decideFile, type DecideRequest } from './decide-file.js';

export interface DecideCsvRequest extends DecideRequest {
  scenario: string;
  /** Absent: the champion. */
  version?: number;
  /** Default: the input's name and `.decided.csv`. */
  output?: string;
}

export interface DecideResult extends Receipt {
  paths: OutputPaths;
}

/** Decide on all rows of a CSV file at once, by a rule of the scenario. The files are those of a scoring. */
@Injectable()
export class DecideCsv {
  constructor(
    private readonly models: ServedModels,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /**
   * @throws UnknownNameError, InvalidInputError where the rule, an option or the file is wrong; nothing appears then.
   * @throws ConflictError when another process writes the same files, or files are in the way that are of no earlier run.
   */
  async execute(request: DecideCsvRequest): Promise<DecideResult> {
    const started = performance.now();
    const paths = outputPaths(request.input, request.output, 'decided');
    await refuseOverwrite(request.input, paths);
    await startEngine();
    return this.models.use(request, async (served) => {
      askedRule(served.scenario.spec, request);
      await requireInput(request.input);
      return holdingOutputs(paths, async () => {
        await refuseFilesOfOthers(paths, request.output !== undefined);
        const context = { served, paths, configuration: this.configuration, started };
        return { ...(await decideFile(request, context)), paths };
      });
    });
  }
}
