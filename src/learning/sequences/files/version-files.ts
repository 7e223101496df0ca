import { serialiseModel } from '../../../models/files/model-file.js';
import type { FittedTracers } from '../fit/fit-tracers.js';
import type { TracingState } from './state.js';

/** The first network of a version is `model.json` and `weights.bin`; others go by names of their own. */
const mainNetwork = 'model';

export function weightsOf(file: string): string {
  return file === mainNetwork ? 'weights.bin' : `${file}.bin`;
}

/** The files of a version, by name: the main network even where a baseline serves, and every other that answers. */
export function versionFiles(
  fitted: FittedTracers,
  steps: number,
  plot: string,
): Record<string, string | Uint8Array> {
  const { served, candidates, vocabulary, knowledge, responses, factors, spread, prerequisites } = fitted;
  const shares = served.shares ?? { [served.name]: 1 };
  const networks = candidates
    .filter(({ name, network }, i) => network !== undefined && (i === 0 || name in shares))
    .map(({ name }, i) => ({ name, file: i === 0 ? mainNetwork : `network-${i + 1}` }));
  const state: TracingState = {
    format: 1,
    skills: [...vocabulary.names],
    steps,
    served: Object.entries(shares).map(([name, share]) => ({ name, share })),
    networks,
    knowledge,
    responses,
    factors,
    spread,
    prerequisites,
  };
  const files: Record<string, string | Uint8Array> = {};
  for (const { name, file } of networks) {
    const { network } = candidates.find((one) => one.name === name) ?? {};
    if (!network) continue;
    const { json, weights } = serialiseModel(network.model);
    files[`${file}.json`] = json;
    files[weightsOf(file)] = weights;
  }
  return { ...files, 'preparation.json': `${JSON.stringify(state)}\n`, 'plot.svg': plot };
}
