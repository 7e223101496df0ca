import { asError, DamagedFileError } from '../core/errors.js';
import type { LoadedModel } from '../registry/model-registry.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import type { Profile } from '../tables/profile/profile-schema.js';
import { inputBins, outputsSchema, type OutputBins, type Reference } from '../tables/reference/reference.js';
import { parse } from './artefact-reader.js';

/** The file with the answers to the rows held out, in bins. */
export const outputsFile = 'outputs.json';

/**
 * What later rows are compared with, of a version; undefined of one that was trained before versions kept a profile. Its answers are
 * absent where it was trained before these were kept, or its family gives no figures.
 * @throws DamagedFileError for a file that is not of its form.
 */
export function referenceOf(
  spec: ScenarioSpec,
  { files }: Pick<LoadedModel, 'files'>,
): Reference | undefined {
  if (!files.has('profile.json')) return undefined;
  const { rows, columns } = parse(files, 'profile.json') as Pick<Profile, 'rows' | 'columns'>;
  const outputs = files.has(outputsFile) ? parsedOutputs(parse(files, outputsFile)) : undefined;
  return { rows, inputs: inputBins(spec.columns, columns), ...(outputs && { outputs }) };
}

function parsedOutputs(json: unknown): OutputBins {
  try {
    return outputsSchema.parse(json);
  } catch (error) {
    throw new DamagedFileError(`${outputsFile} is not of its form: ${asError(error).message}`);
  }
}
