import { InvalidInputError } from '../../../core/errors.js';
import { ModelFactory } from '../../../models/model-factory.js';
import type { Demand } from '../../../models/network/network.js';
import type { Histories } from '../load/histories.js';
import type { RankerSpec } from './fit-ranker.js';
import { buildOf, sizeOfHistories, type DataOfNetworks } from './network-build.js';

/** What fitting one network may take. */
const most: Demand = { bytes: 2 ** 31, seconds: 300 };

export interface WithinMeans {
  affordable: RankerSpec[];
  /** What each of the others would take, by name. */
  leftOut: Map<string, string>;
}

/**
 * Leave out what would take too much memory or time, before anything is fitted.
 * @param specs the configured network first.
 * @throws InvalidInputError when it is the configured network, with the estimate.
 */
export function withinMeans(
  specs: readonly RankerSpec[],
  histories: Histories,
  data: DataOfNetworks,
): WithinMeans {
  const size = sizeOfHistories(histories);
  const leftOut = new Map<string, string>();
  const affordable = specs.filter((spec) => {
    const { options } = buildOf(spec, histories, data);
    const demand = ModelFactory.demand(spec.architecture, options, size);
    if (!demand || isWithin(demand)) return true;
    leftOut.set(spec.name, textOf(demand));
    return false;
  });
  const [configured] = specs;
  const received = leftOut.get(configured.name);
  if (received === undefined) return { affordable, leftOut };
  throw new InvalidInputError(
    `The network "${configured.architecture}" would take too much for ${size.items} products and ${size.rows} customers.`,
    {
      details: [{ pointer: '/model/architecture', expected: `at most ${textOf(most)}`, received }],
      hint: 'Declare factorisation as model.architecture, whose memory grows with the products and not with their square, or leave out rare products.',
      withoutData: true,
    },
  );
}

function isWithin({ bytes, seconds }: Demand): boolean {
  return bytes <= most.bytes && seconds <= most.seconds;
}

function textOf({ bytes, seconds }: Demand): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB and about ${Math.ceil(seconds)} s`;
}
