import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { InvalidSpecificationError } from '../core/errors.js';
import { sha256 } from '../core/files.js';
import { parseStrictYaml } from '../core/strict-yaml.js';
import { checkScenario } from './check-scenario.js';
import type { Scenario } from './scenario-catalogue.js';
import { scenarioSchema, type ScenarioSpec } from './schema/scenario.js';

export type LoadedScenario = Omit<Scenario, 'plugin'>;

/**
 * Read every `<industry>/<scenario>/scenario.yaml` below the given folders.
 * @throws InvalidSpecificationError naming file, line, JSON pointer, what was expected and what was received.
 */
export async function loadScenarios(folders: readonly string[]): Promise<LoadedScenario[]> {
  const files = (await Promise.all(folders.map(findSpecs))).flat();
  const scenarios = await Promise.all(files.map(loadScenario));
  refuseTwins(scenarios);
  return scenarios;
}

async function findSpecs(folder: string): Promise<string[]> {
  if (!existsSync(folder)) {
    throw new InvalidSpecificationError(`The scenarios folder ${folder} does not exist.`, {
      hint: 'SEXTANT_SCENARIOS must name a folder that holds <industry>/<scenario>/scenario.yaml.',
    });
  }
  const industries = await readdir(folder, { withFileTypes: true });
  const files = await Promise.all(
    industries
      .filter((entry) => entry.isDirectory())
      .map(async (industry) => {
        const names = await readdir(join(folder, industry.name), { withFileTypes: true });
        return names
          .filter((entry) => entry.isDirectory())
          .map((entry) => join(folder, industry.name, entry.name, 'scenario.yaml'))
          .filter((path) => existsSync(path));
      }),
  );
  if (files.flat().length > 0) return files.flat();
  throw new InvalidSpecificationError(`The scenarios folder ${folder} holds no scenario.`, {
    details: [{ expected: '<industry>/<scenario>/scenario.yaml below it', received: 'none' }],
    hint: 'SEXTANT_SCENARIOS names the folder above the industries.',
  });
}

async function loadScenario(path: string): Promise<LoadedScenario> {
  const text = await readFile(path, 'utf8');
  const spec = parseScenario(text, path);
  const folder = dirname(path);
  const expected = `${basename(dirname(folder))}/${basename(folder)}`;
  if (spec.id !== expected) {
    throw new InvalidSpecificationError(
      `${relative(process.cwd(), path)}: the id does not match the folder.`,
      {
        details: [{ pointer: '/id', expected, received: spec.id }],
      },
    );
  }
  return { spec, folder, specHash: sha256(text) };
}

/**
 * Parse and check the text of a `scenario.yaml`.
 * @throws InvalidSpecificationError as {@link loadScenarios}.
 */
export function parseScenario(text: string, path: string): ScenarioSpec {
  const source = { text, path: relative(process.cwd(), path) };
  return parseStrictYaml(source, scenarioSchema, {
    check: checkScenario,
    hint: 'docs/scenario-spec.md describes every key.',
  });
}

function refuseTwins(scenarios: readonly LoadedScenario[]): void {
  const seen = new Map<string, string>();
  for (const { spec, folder } of scenarios) {
    const other = seen.get(spec.id);
    if (other) {
      throw new InvalidSpecificationError(`Two scenarios have the id ${spec.id}.`, {
        details: [{ pointer: '/id', expected: 'one folder per id', received: `${other} and ${folder}` }],
      });
    }
    seen.set(spec.id, folder);
  }
}
