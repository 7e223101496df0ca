import { shown, UsageError } from '../core/errors.js';

/** One published version of a scenario's model; as text `finance/credit-scoring@3`. */
export interface ModelTag {
  /** `<industry>/<scenario>`, both in kebab case. */
  scenario: string;
  /** Counts from 1. */
  version: number;
}

/** The alias of the version that serves. */
export const championAlias = 'champion';

const kebabCase = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const longestName = 64;
const versionForm = /^[1-9][0-9]{0,14}$/;

/** True for a name that is safe as one folder or file on every platform: kebab case, at most 64 characters. */
function isName(text: string): boolean {
  return text.length <= longestName && kebabCase.test(text);
}

/**
 * The two parts of a scenario's id. Only such ids ever become paths, so none can lead out of the registry's folder.
 * @throws UsageError when `scenario` is not `<industry>/<scenario>` in kebab case.
 */
export function parseScenarioId(scenario: string): { industry: string; name: string } {
  const parts = scenario.split('/');
  if (!isScenarioId(scenario)) {
    throw new UsageError(`A scenario is written industry/scenario, not ${shown(scenario)}.`, {
      details: [
        {
          expected: 'two names of small letters, digits and hyphens, for instance finance/credit-scoring',
          received: shown(scenario),
        },
      ],
    });
  }
  return { industry: parts[0], name: parts[1] };
}

/** True for `<industry>/<scenario>` in kebab case. */
export function isScenarioId(scenario: string): boolean {
  const parts = scenario.split('/');
  return parts.length === 2 && parts.every(isName);
}

/** The industry of a scenario's id; an id is not checked. */
export function industryOf(scenario: string): string {
  return scenario.split('/')[0];
}

/** The version that `text` writes, or undefined: digits only, no sign, no leading zero, at least 1. */
export function parseVersion(text: string): number | undefined {
  return versionForm.test(text) ? Number(text) : undefined;
}

/** A version or an alias of a scenario, for instance `finance/credit-scoring@3` or `finance/credit-scoring@champion`. */
export type ModelReference = ModelTag | { scenario: string; alias: string };

/**
 * Read a reference strictly: nothing is trimmed, no part may be absent.
 * @throws UsageError saying which part is wrong.
 */
export function parseModelReference(text: string): ModelReference {
  const at = text.indexOf('@');
  if (at < 0) throw wrongTag(text, 'a version or an alias after @');
  const scenario = text.slice(0, at);
  parseScenarioId(scenario);
  const rest = text.slice(at + 1);
  const version = parseVersion(rest);
  if (version !== undefined) return { scenario, version };
  if (!isName(rest) || /^[0-9]+$/.test(rest)) {
    throw wrongTag(text, 'a whole number from 1, or the name of an alias, after @');
  }
  return { scenario, alias: rest };
}

/**
 * Read `finance/credit-scoring@3` strictly.
 * @throws UsageError saying which part is wrong.
 */
export function parseModelTag(text: string): ModelTag {
  const reference = parseModelReference(text);
  if (!('version' in reference)) throw wrongTag(text, 'a whole number from 1 after @');
  return reference;
}

/**
 * The text form of a tag.
 * @throws UsageError when the tag could not be read back.
 */
export function formatModelTag(tag: ModelTag): string {
  parseScenarioId(tag.scenario);
  checkVersion(tag.version);
  return `${tag.scenario}@${tag.version}`;
}

/** @throws UsageError when `version` is not a whole number from 1. */
export function checkVersion(version: number): void {
  if (parseVersion(String(version)) === undefined) {
    throw new UsageError(`A version is a whole number from 1, not ${shown(version)}.`);
  }
}

/** @throws UsageError when `alias` cannot be an alias. */
export function checkAlias(alias: string): void {
  if (!isName(alias) || /^[0-9]+$/.test(alias)) {
    throw new UsageError(`An alias is a name of small letters, digits and hyphens, not ${shown(alias)}.`);
  }
}

function wrongTag(text: string, expected: string): UsageError {
  return new UsageError(`${shown(text)} is no model tag: it needs ${expected}.`, {
    details: [{ expected: `${expected}, for instance finance/credit-scoring@3`, received: shown(text) }],
  });
}
