import { ConflictError, shown, UnknownNameError } from '../core/errors.js';
import { nearestName } from '../core/text/nearest-name.js';
import type { ScenarioPlugin } from './scenario-plugin.js';
import type { ScenarioSpec } from './schema/scenario.js';
import { problemText, unusableError, type UnusableScenario } from './unusable-scenario.js';

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
  private byId: ReadonlyMap<string, Scenario> = new Map();

  /** @param unusable those whose `scenario.yaml` cannot be read or is wrong, of which only the id is known. */
  constructor(
    scenarios: readonly Scenario[],
    readonly unusable: readonly UnusableScenario[] = [],
  ) {
    this.take(scenarios);
  }

  /** One more, which is asked like every other from now on. @throws ConflictError for an id that is taken. */
  add(scenario: Scenario): void {
    const { id } = scenario.spec;
    if (this.has(id)) throw new ConflictError(`There is a scenario ${id} already.`);
    this.take([...this.list(), scenario]);
  }

  /** From now on there is none of this id. */
  remove(id: string): void {
    this.take(this.list().filter(({ spec }) => spec.id !== id));
  }

  /** Whether the id is taken, be it by one that cannot be asked. */
  has(id: string): boolean {
    return this.byId.has(id) || this.unusable.some((one) => one.id === id);
  }

  private take(scenarios: readonly Scenario[]): void {
    const sorted = [...scenarios].sort((a, b) => (a.spec.id < b.spec.id ? -1 : 1));
    this.byId = new Map(sorted.map((scenario) => [scenario.spec.id, scenario]));
  }

  list(): Scenario[] {
    return [...this.byId.values()];
  }

  /** @throws UnknownNameError naming the industries that there are. */
  requireIndustry(name: string, pointer?: string): void {
    const ids = [...this.byId.keys(), ...this.unusable.map(({ id }) => id)];
    const industries = new Set(ids.map((id) => id.split('/')[0]).sort());
    if (industries.has(name)) return;
    const expected = `one of ${[...industries].join(', ')}`;
    throw new UnknownNameError('There is no such industry.', {
      details: [{ ...(pointer !== undefined && { pointer }), expected, received: shown(name) }],
    });
  }

  /**
   * @throws UnknownNameError naming the scenarios that there are, and the one that may be meant; DamagedFileError or
   *   InvalidSpecificationError for one whose `scenario.yaml` could not be read, or was wrong, when the program started.
   */
  get(id: string): Scenario {
    const scenario = this.byId.get(id);
    if (scenario) return scenario;
    const found = this.unusable.find((one) => one.id === id);
    if (found) throw unusableError(found);
    const known = [...this.byId.keys()];
    const meant = nearestName(id, known);
    throw new UnknownNameError(`There is no scenario ${id}.`, {
      details: [{ expected: `one of ${known.join(', ')}`, received: id }],
      hint: `${meant === undefined ? '' : `Did you mean ${meant}? `}GET /v1/scenarios or sextant list shows every scenario.`,
    });
  }
}

/** Why a scenario that has models cannot be asked; undefined where it can. */
export function whyUnknown(catalogue: ScenarioCatalogue, id: string): string | undefined {
  if (catalogue.list().some(({ spec }) => spec.id === id)) return undefined;
  const unusable = catalogue.unusable.find((one) => one.id === id);
  return unusable ? problemText(unusable) : 'It has models, but is none of the scenarios there are.';
}
