import { mainNetwork, networkFiles } from '../../network-files.js';
import type { FittedTracers } from '../fit/fit-tracers.js';
import type { TracingState } from './state.js';

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
  const models = networks.flatMap(({ name, file }) => {
    const { network } = candidates.find((one) => one.name === name) ?? {};
    return network ? [[file, network.model] as const] : [];
  });
  return {
    ...networkFiles(new Map(models)),
    'preparation.json': `${JSON.stringify(state)}\n`,
    'plot.svg': plot,
  };
}
