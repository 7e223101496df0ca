import { DamagedFileError, UnknownNameError } from '../core/errors.js';
import { nearestName } from '../core/text/nearest-name.js';
import type { ScenarioPlugin } from './scenario-plugin.js';
import type { ScenarioSpec } from './schema/scenario.js';

/** A scenario as the use cases meet it: what it declares, where it lives, what its industry adds. */
export interface Scenario {
  spec: ScenarioSpec;
  /** Absolute folder of `scenario.yaml`. */
  folder: string;
  /** sha256 of `scenario.yaml`. */
  specHash: string;
  plugin: ScenarioPlugin;
}

/** All scenarios by id, in alphabetical order. */
export class ScenarioCatalogue {
  private readonly byId: ReadonlyMap<string, Scenario>;

  /** @param unreadable scenarios of which nothing but the id could be read. */
  constructor(
    scenarios: readonly Scenario[],
    readonly unreadable: readonly { id: string; error: DamagedFileError }[] = [],
  ) {
    const sorted = [...scenarios].sort((a, b) => (a.spec.id < b.spec.id ? -1 : 1));
    this.byId = new Map(sorted.map((scenario) => [scenario.spec.id, scenario]));
  }

  list(): Scenario[] {
    return [...this.byId.values()];
  }

  /**
   * @throws UnknownNameError naming the scenarios that there are, and the one that may be meant; DamagedFileError for one whose
   *   `scenario.yaml` could not be read when the program started.
   */
  get(id: string): Scenario {
    const scenario = this.byId.get(id);
    if (scenario) return scenario;
    const damage = this.unreadable.find((one) => one.id === id)?.error;
    if (damage) {
      const { message, path } = damage;
      const hint = `${damage.hint ?? ''} Then start again: scenarios are read once.`.trim();
      throw new DamagedFileError(message, { path, hint, cause: damage });
    }
    const known = [...this.byId.keys()];
    const meant = nearestName(id, known);
    throw new UnknownNameError(`There is no scenario ${id}.`, {
      details: [{ expected: `one of ${known.join(', ')}`, received: id }],
      hint: `${meant === undefined ? '' : `Did you mean ${meant}? `}GET /v1/scenarios or sextant list shows every scenario.`,
    });
  }
}
