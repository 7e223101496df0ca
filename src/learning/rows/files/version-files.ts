import { serialiseEnsemble } from '../../../models/files/ensemble-file.js';
import { domainFile } from '../domain/domain-file.js';
import type { ChosenReferences } from '../explain/choose-references.js';
import { referenceWindowsFile } from '../explain/windows/reference-windows.js';
import { referencesFile } from '../explain/references.js';
import type { FittedScenario } from '../fit/fit-scenario.js';

/** The files of a version that hold what it learnt, by name. */
export function versionFiles(
  { served, preparation, fitted }: FittedScenario,
  { plot, references, windows }: { plot: string; references?: ChosenReferences; windows?: { text: string } },
): Record<string, string | Uint8Array> {
  const { json, weights } = serialiseEnsemble(served.model);
  const stored = { features: preparation.toJSON(), target: fitted };
  return {
    'model.json': json,
    'weights.bin': weights,
    'preparation.json': `${JSON.stringify(stored, null, 2)}\n`,
    'plot.svg': plot,
    ...(references && { [referencesFile]: references.text }),
    ...(windows && { [referenceWindowsFile]: windows.text }),
    ...(references?.domain !== undefined && { [domainFile]: references.domain }),
  };
}
