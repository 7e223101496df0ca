import { checkRegisteredFiles } from '../../core/files/registered-files.js';
import type { Architecture } from '../network/network.js';
import { attentiveTracing } from './attentive-tracing.architecture.js';
import { dragonnet } from './dragonnet.architecture.js';
import { factorisation } from './factorisation.architecture.js';
import { ftTransformer } from './ft-transformer.architecture.js';
import { itemAutoencoder } from './item-autoencoder.architecture.js';
import { gru } from './gru.architecture.js';
import { linear } from './linear.architecture.js';
import { mixer } from './mixer.architecture.js';
import { mlp } from './mlp.architecture.js';
import type { ArchitectureName } from './names.js';
import { recurrentTracing } from './recurrent-tracing.architecture.js';
import { spatialTemporal } from './spatial-temporal.architecture.js';
import { tarnet } from './tarnet.architecture.js';
import { temporalConvolution } from './temporal-convolution.architecture.js';
import { tabM } from './tab-m.architecture.js';
import { twoTower } from './two-tower.architecture.js';

/**
 * An architecture whose options are checked by its own schema before `build` sees them, so that a caller need not know
 * their type.
 */
function anyOptions<Options>(architecture: Architecture<Options>): Architecture {
  return architecture as unknown as Architecture;
}

export const architectures: Readonly<Record<ArchitectureName, Architecture>> = {
  linear: anyOptions(linear),
  mlp: anyOptions(mlp),
  'tab-m': anyOptions(tabM),
  'ft-transformer': anyOptions(ftTransformer),
  gru: anyOptions(gru),
  'temporal-convolution': anyOptions(temporalConvolution),
  mixer: anyOptions(mixer),
  'spatial-temporal': anyOptions(spatialTemporal),
  'item-autoencoder': anyOptions(itemAutoencoder),
  factorisation: anyOptions(factorisation),
  'two-tower': anyOptions(twoTower),
  'recurrent-tracing': anyOptions(recurrentTracing),
  'attentive-tracing': anyOptions(attentiveTracing),
  tarnet: anyOptions(tarnet),
  dragonnet: anyOptions(dragonnet),
};

/**
 * Start-up check: every `*.architecture` file of this folder is registered under its own name, and no other.
 * @throws InvalidSpecificationError naming the file or the name that has no partner.
 */
export function checkArchitectures(folder = import.meta.dirname): void {
  checkRegisteredFiles({ folder, pattern: /^(.+)\.architecture\.(?:ts|js)$/, registered: architectures });
}
