import { serialiseModel } from '../models/files/model-file.js';
import type { Model } from '../models/prediction/model.js';

/** The first network of a version is `model.json` and `weights.bin`; others go by names of their own. */
export const mainNetwork = 'model';

/** The file of a network's weights. */
export function weightsFile(name: string): string {
  return name === mainNetwork ? 'weights.bin' : `${name}.bin`;
}

export function networkFiles(networks: ReadonlyMap<string, Model>): Record<string, string | Uint8Array> {
  const files: Record<string, string | Uint8Array> = {};
  for (const [name, model] of networks) {
    const { json, weights } = serialiseModel(model);
    files[`${name}.json`] = json;
    files[weightsFile(name)] = weights;
  }
  return files;
}
