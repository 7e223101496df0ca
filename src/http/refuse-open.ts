import { existsSync } from 'node:fs';
import type { Configuration } from '../core/configuration.js';
import { InvalidSpecificationError } from '../core/errors.js';
import { isThisMachineAlone } from './known-hosts.js';

/**
 * A server that others can reach wants keys, or somebody who says that it shall have none.
 * @throws InvalidSpecificationError for one that has neither, and for a file of keys that is not there.
 */
export async function refuseOpenWithoutKeys({ host, keysFile, withoutKeys }: Configuration): Promise<void> {
  if (keysFile !== undefined && !existsSync(keysFile)) {
    throw new InvalidSpecificationError('The file of keys is not there.', {
      details: [{ pointer: '/SEXTANT_KEYS_FILE', expected: 'a file that exists', received: keysFile }],
      hint: '`sextant keys add` makes it.',
    });
  }
  if (keysFile !== undefined || withoutKeys || (await isThisMachineAlone(host))) return;
  throw new InvalidSpecificationError(
    `Others can reach ${host}, and there are no keys: everybody could ask and order.`,
    {
      details: [
        {
          pointer: '/HOST',
          expected: 'an address of this machine alone, SEXTANT_KEYS_FILE, or SEXTANT_WITHOUT_KEYS=yes',
          received: host,
        },
      ],
      hint: '`sextant keys add` makes keys. Where a proxy with a login or a network of its own keeps others out, say SEXTANT_WITHOUT_KEYS=yes.',
    },
  );
}
