import { tf } from '../../engine/tf.js';
import { ModelFactory } from '../model-factory.js';
import type { Network } from '../network/network.js';

interface Built {
  options: Record<string, unknown>;
  network: Network;
}

/** Names of weights that have a row for each customer whom a network was fitted on. */
const ofCustomers = 'customer/';

/**
 * A network that says nothing of those whom it was fitted on: a customer is folded in from what a request brings, so the weights of the
 * known ones are needed by nobody. One without such weights is given back; of another the given one is disposed of.
 */
export function withoutCustomers(
  {
    architecture,
    options,
    shapes,
  }: Omit<Parameters<typeof ModelFactory.solve>[0], 'options'> & Pick<Built, 'options'>,
  network: Network,
): Built {
  if (![...network.weights.keys()].some((name) => name.startsWith(ofCustomers))) return { options, network };
  const nobody = { ...options, customers: 1 };
  const own = ModelFactory.create(architecture, nobody, shapes, 0);
  for (const [name, { variable }] of own.weights) {
    const learnt = network.weights.get(name)?.variable;
    const values = name.startsWith(ofCustomers) ? tf.zerosLike(variable) : learnt?.clone();
    if (!values) throw new Error(`The network has no weight ${name}.`);
    variable.assign(values);
    values.dispose();
  }
  network.dispose();
  return { options: nobody, network: own };
}
