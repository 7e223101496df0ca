import { InvalidSpecificationError, shown } from '../core/errors.js';
import { createRandom } from '../core/random.js';
import { architectures } from './architectures/index.js';
import { architectureNames, type ArchitectureName } from './architectures/names.js';
import { WeightStore, type StoredWeights } from './network/weight-store.js';
import type {
  Architecture,
  DataSize,
  ItemSets,
  Network,
  NetworkShapes,
  Recommendation,
} from './network/network.js';
import { parseOptions } from './options.js';
import { ParameterVector } from './network/parameter-vector.js';

function find(architecture: string): Architecture {
  if ((architectureNames as readonly string[]).includes(architecture)) {
    return architectures[architecture as ArchitectureName];
  }
  const expected = `one of ${architectureNames.join(', ')}`;
  const received = shown(architecture);
  throw new InvalidSpecificationError(
    `No architecture of this name is registered: expected ${expected}, received ${received}.`,
    { details: [{ pointer: '/architecture', expected, received }] },
  );
}

interface Plan {
  architecture: string;
  options: unknown;
  shapes: NetworkShapes;
}

function build({ architecture, options, shapes }: Plan, store: WeightStore, seed: number): Network {
  const found = find(architecture);
  const checked = ModelFactory.checkOptions(architecture, options);
  if (!Number.isInteger(shapes.outputs) || shapes.outputs < 1) {
    const details = [{ expected: 'at least one output', received: shown(shapes.outputs) }];
    throw new InvalidSpecificationError('A network needs at least one output.', { details });
  }
  try {
    return found.build(checked, shapes, { random: createRandom(seed).fork('weights'), store });
  } catch (error) {
    store.dispose();
    throw error;
  }
}

/** The one place that turns the name of an architecture and its options into a network. */
export const ModelFactory = {
  /**
   * Options with every default filled in.
   * @throws InvalidSpecificationError: a detail per wrong place, its pointer below `/architecture` or `/options`.
   */
  checkOptions(architecture: string, options: unknown): Record<string, unknown> {
    const subject = `the architecture "${architecture}"`;
    return parseOptions(find(architecture).options, options, subject, '/options');
  },

  /** What suits so many rows, where an architecture's defaults depend on them; else nothing. */
  recommend(architecture: string, data: DataSize): Recommendation {
    return find(architecture).recommend?.(data) ?? { options: {}, training: {} };
  },

  /**
   * Build a network whose first weights depend on `seed` alone.
   * @param shapes Tabular architectures take one input, `features`, of shape `[width]`.
   * @throws InvalidSpecificationError as `checkOptions`, or when the architecture cannot take these shapes.
   */
  create(architecture: string, options: unknown, shapes: NetworkShapes, seed: number): Network {
    return build({ architecture, options, shapes }, new WeightStore(), seed);
  },

  /**
   * Build a network again that was trained before. Nothing larger than the stored weights is made: a weight that was not stored as the
   * network would have it ends the building.
   * @throws InvalidSpecificationError as `create`; what `stored` throws.
   */
  restore(architecture: string, options: unknown, shapes: NetworkShapes, stored: StoredWeights): Network {
    return build({ architecture, options, shapes }, new WeightStore(stored), 0);
  },

  /** Whether networks of this architecture are fitted in closed form, by `solve`, and not by the training loop. */
  solves(architecture: string): boolean {
    return find(architecture).solve !== undefined;
  },

  /**
   * Fit a network in closed form.
   * @throws InvalidSpecificationError for an architecture that needs the training loop.
   */
  async solve(network: Network, options: unknown, sets: ItemSets, pause: () => Promise<void>): Promise<void> {
    const { solve, name } = find(network.architecture);
    if (!solve) throw new InvalidSpecificationError(`The architecture "${name}" has no closed form.`);
    const weights = await solve(ModelFactory.checkOptions(name, options), sets, pause);
    const vector = new ParameterVector(network);
    [...network.weights.keys()].forEach((weight, index) => {
      const values = weights.get(weight);
      if (values) vector.values.set(values, vector.segments[index].start);
    });
    vector.write();
  },
};
