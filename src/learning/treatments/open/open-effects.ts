import { loadModel } from '../../../models/files/model-file.js';
import { bytesOf, textOf } from '../../artefact-reader.js';
import { weightsFile } from '../../network-files.js';
import { parseFitted } from '../../parse-fitted.js';
import { LinearArms, NetworkArms, type ArmSource } from '../arm-source.js';
import { effectStateSchema, type StoredSource } from '../files/state.js';
import type { EffectView } from '../said-effects.js';

/** What says effects, from the files of a version. `dispose` frees the networks. */
export interface OpenedEffects extends EffectView {
  average: number;
  dispose(): void;
}

/** @throws DamagedFileError when a file is missing or not of its form. */
export function openEffects(files: Map<string, Uint8Array>, stored: unknown): OpenedEffects {
  const state = parseFitted(effectStateSchema, stored);
  const networks = new Map<string, NetworkArms>();
  const open = (source: StoredSource): ArmSource => {
    if ('coefficients' in source) return new LinearArms(source.coefficients);
    const { network } = source;
    const known = networks.get(network) ?? openNetwork(files, network);
    networks.set(network, known);
    return known;
  };
  try {
    const { outcome, propensity, spread, average } = state;
    return {
      ...{ outcome, propensity, spread, average },
      means: open(state.means),
      parts: state.effects.map(({ name, form, weight, source }) => {
        return { model: { name, form, source: open(source) }, weight };
      }),
      dispose: () => networks.forEach((network) => network.dispose()),
    };
  } catch (error) {
    networks.forEach((network) => network.dispose());
    throw error;
  }
}

function openNetwork(files: Map<string, Uint8Array>, network: string): NetworkArms {
  return new NetworkArms(loadModel(textOf(files, `${network}.json`), bytesOf(files, weightsFile(network))));
}
