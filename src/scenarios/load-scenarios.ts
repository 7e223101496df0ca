import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import {
  DamagedFileError,
  InvalidSpecificationError,
  UnknownNameError,
  type ErrorDetail,
} from '../core/errors.js';
import { sha256 } from '../core/files/files.js';
import { readStoredFile, unreadableFile } from '../core/files/stored-file.js';
import { parseStrictYaml } from '../core/text/strict-yaml.js';
import { specificationText } from '../core/text/utf8-text.js';
import { checkScenario } from './check-scenario.js';
import type { Scenario } from './scenario-catalogue.js';
import { mayBeEmpty } from './own-folder.js';
import { scenarioSchema, type ScenarioSpec } from './schema/scenario.js';
import { unusable, type UnusableScenario } from './unusable-scenario.js';

/** What other rooms find wrong with a specification that agrees with itself. */
export type CheckSpec = (spec: ScenarioSpec) => ErrorDetail[];

export type LoadedScenario = Omit<Scenario, 'plugin'>;

export interface ReadScenarios {
  scenarios: LoadedScenario[];
  unusable: UnusableScenario[];
  /** Folders that could not be looked into. */
  passedOver: DamagedFileError[];
}

/** Of a folder that nobody named. */
export const noScenarios: ReadScenarios = { scenarios: [], unusable: [], passedOver: [] };

const restore = 'Give this user the right to read it, restore it, or move it away.';

/**
 * Read every `<industry>/<scenario>/scenario.yaml` below the given folders.
 * @param check finds more that is wrong with a specification.
 * @throws InvalidSpecificationError naming file, line, JSON pointer, what was expected and what was received;
 *   DamagedFileError when one cannot be read.
 */
export async function loadScenarios(
  folders: readonly string[],
  check?: CheckSpec,
): Promise<LoadedScenario[]> {
  const { scenarios, unusable, passedOver } = await readScenarios(folders, check);
  const [problem] = [...unusable.map(({ error }) => error), ...passedOver];
  if (problem) throw problem;
  return scenarios;
}

/**
 * As {@link loadScenarios}, but a scenario whose file cannot be read or is wrong holds up no other.
 * @throws InvalidSpecificationError for a folder of scenarios that is not there or holds none.
 */
export async function readScenarios(folders: readonly string[], check?: CheckSpec): Promise<ReadScenarios> {
  const read: ReadScenarios = { scenarios: [], unusable: [], passedOver: [] };
  for (const folder of folders) {
    const before = read.unusable.length + read.scenarios.length;
    for (const place of await scenarioFolders(folder, read.passedOver)) {
      const found = await loadScenario(place, check);
      if (!found) continue;
      if ('error' in found) read.unusable.push(found);
      else read.scenarios.push(found);
    }
    const isEmpty = read.unusable.length + read.scenarios.length === before;
    if (isEmpty && !mayBeEmpty(folder)) throw noScenario(folder);
  }
  return withoutTwins(read);
}

/**
 * One scenario of those that {@link loadScenarios} finds; the others are not read.
 * @throws what {@link loadScenarios} throws; UnknownNameError when no folder has it.
 */
export async function loadOneScenario(
  folders: readonly string[],
  id: string,
  check?: CheckSpec,
): Promise<LoadedScenario> {
  for (const folder of folders) {
    const found = await loadScenario({ id, folder: join(folder, ...id.split('/')) }, check);
    if (found && 'error' in found) throw found.error;
    if (found) return found;
  }
  throw new UnknownNameError(`There is no scenario ${id}.`, {
    hint: 'It may have been removed since the program started.',
  });
}

interface ScenarioFolder {
  /** By the names of its folders. */
  id: string;
  folder: string;
}

async function scenarioFolders(folder: string, passedOver: DamagedFileError[]): Promise<ScenarioFolder[]> {
  if (!existsSync(folder)) {
    throw new InvalidSpecificationError(`The scenarios folder ${folder} does not exist.`, {
      hint: 'SEXTANT_SCENARIOS must name a folder that holds <industry>/<scenario>/scenario.yaml.',
    });
  }
  const found: ScenarioFolder[] = [];
  const damage: DamagedFileError[] = [];
  const industries = await foldersIn(folder, 'The scenarios folder', damage);
  if (damage.length > 0) throw damage[0];
  for (const industry of industries) {
    const what = `The folder ${industry} of scenarios`;
    for (const name of await foldersIn(join(folder, industry), what, passedOver)) {
      found.push({ id: `${industry}/${name}`, folder: join(folder, industry, name) });
    }
  }
  return found;
}

async function foldersIn(folder: string, what: string, passedOver: DamagedFileError[]): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    const damage = unreadableFile(error, folder, { what, hint: restore });
    if (!(damage instanceof DamagedFileError)) throw damage;
    passedOver.push(damage);
    return [];
  }
}

function noScenario(folder: string): InvalidSpecificationError {
  return new InvalidSpecificationError(`The scenarios folder ${folder} holds no scenario.`, {
    details: [{ expected: '<industry>/<scenario>/scenario.yaml below it', received: 'none' }],
    hint: 'SEXTANT_SCENARIOS names the folder above the industries.',
  });
}

/** Undefined for a folder without a `scenario.yaml`. */
async function loadScenario(
  { id, folder }: ScenarioFolder,
  check?: CheckSpec,
): Promise<LoadedScenario | UnusableScenario | undefined> {
  const path = join(folder, 'scenario.yaml');
  try {
    const bytes = await readStoredFile(path, { what: `The scenario.yaml of ${id}`, hint: restore });
    if (!bytes) return undefined;
    return { ...specOf(bytes, { path, id, check }), folder };
  } catch (error) {
    return unusable(id, folder, error);
  }
}

function specOf(
  bytes: Uint8Array,
  { path, id, check }: { path: string; id: string; check?: CheckSpec },
): Pick<LoadedScenario, 'spec' | 'specHash'> {
  const place = relative(process.cwd(), path);
  const text = specificationText(bytes, place);
  const spec = parseScenario(text, path, check);
  if (spec.id !== id) {
    throw new InvalidSpecificationError(`${place}: the id does not match the folder.`, {
      details: [{ pointer: '/id', expected: id, received: spec.id }],
    });
  }
  return { spec, specHash: sha256(text) };
}

/**
 * Parse and check the text of a `scenario.yaml`.
 * @throws InvalidSpecificationError as {@link loadScenarios}.
 */
export function parseScenario(text: string, path: string, check: CheckSpec = () => []): ScenarioSpec {
  const source = { text, path: relative(process.cwd(), path) };
  const parsed = parseStrictYaml(source, scenarioSchema, {
    check(spec) {
      const problems = checkScenario(spec);
      return problems.length > 0 ? problems : check(spec);
    },
    hint: 'docs/scenario-spec.md describes every key.',
  });
  return withTokensOfData(parsed);
}

/** The tokens of the data are those of every column that declares none itself. */
function withTokensOfData(spec: ScenarioSpec): ScenarioSpec {
  const { missing_tokens: tokens } = spec.data;
  if (!tokens) return spec;
  const withTokens = <Column extends object>(column: Column) => ({ missing_tokens: tokens, ...column });
  return {
    ...spec,
    columns: spec.columns.map(withTokens),
    target: spec.target && withTokens(spec.target),
    targets: spec.targets?.map(withTokens),
  };
}

/** Of two scenarios with one id the first is kept; the other is told with both folders. */
export function withoutTwins(read: ReadScenarios): ReadScenarios {
  const places = new Map<string, string>();
  const scenarios: LoadedScenario[] = [];
  const twins: UnusableScenario[] = [];
  for (const scenario of read.scenarios) {
    const { id } = scenario.spec;
    const other = places.get(id);
    if (other === undefined) scenarios.push(scenario);
    else twins.push({ id, folder: scenario.folder, error: twinOf(id, other, scenario.folder) });
    places.set(id, other ?? scenario.folder);
  }
  return { ...read, scenarios, unusable: [...read.unusable, ...twins] };
}

function twinOf(id: string, other: string, folder: string): InvalidSpecificationError {
  return new InvalidSpecificationError(`Two scenarios have the id ${id}: ${other} and ${folder}.`, {
    details: [{ pointer: '/id', expected: 'an id that no other scenario has', received: id }],
    hint: 'Give the folder of yours another name, and the same as its id.',
  });
}
