import { InvalidSpecificationError, shown } from '../core/errors.js';
import { createRandom } from '../core/random.js';
import { collectGarbage } from '../engine/collect-garbage.js';
import { architectures } from './architectures/index.js';
import { architectureNames, type ArchitectureName } from './architectures/names.js';
import { WeightStore, type StoredWeights } from './network/weight-store.js';
import type {
  Architecture,
  DataSize,
  Demand,
  ItemSets,
  ItemSetsSize,
  Network,
  NetworkShapes,
  Recommendation,
} from './network/network.js';
import { parseOptions } from './options.js';

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

/** A weight of so many numbers, 256 MiB, is not to lie beside its copy in the engine for longer than it must. */
const largeWeight = 2 ** 26;

interface Solving {
  seed: number;
  /** Called now and then: gives the event loop its turn, throws when cancelled. */
  pause: () => Promise<void>;
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

  /** How many outputs a network of this architecture wants behind those that are asked for. */
  auxiliaryOutputs(architecture: string): number {
    return find(architecture).auxiliaryOutputs ?? 0;
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

  /** What a closed form takes for so many items and rows; undefined where nobody has estimated it. */
  demand(architecture: string, options: unknown, size: ItemSetsSize): Demand | undefined {
    const { demand, name } = find(architecture);
    return demand?.(ModelFactory.checkOptions(name, options), size);
  },

  /**
   * Build a network whose weights a closed form finds. Each of them is let go once the engine has it.
   * @param seed for weights that the closed form leaves as they are.
   * @throws InvalidSpecificationError as `create`, and for an architecture that needs the training loop.
   */
  async solve(plan: Plan, sets: ItemSets, { seed, pause }: Solving): Promise<Network> {
    const { solve, name } = find(plan.architecture);
    if (!solve) throw new InvalidSpecificationError(`The architecture "${name}" has no closed form.`);
    const weights = await solve(ModelFactory.checkOptions(name, plan.options), sets, pause);
    const next = (weight: string) => {
      const values = weights.get(weight);
      weights.delete(weight);
      return values;
    };
    const network = build(plan, new WeightStore({ next }), seed);
    if ([...network.weights.values()].some(({ variable }) => variable.size > largeWeight)) collectGarbage();
    return network;
  },
};
