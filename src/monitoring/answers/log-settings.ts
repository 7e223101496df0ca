import type { Configuration } from '../../core/configuration.js';
import { NotFoundError } from '../../core/errors.js';
import { usualDays } from '../../scenarios/schema/log.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import { roleOf } from '../../tables/columns/roles.js';

/** What a server keeps of the answers of a scenario. */
export interface LogSettings {
  /** Until an answer is removed. */
  days: number;
  /** The column by whose value outcomes may be told, too. */
  key?: string;
  inputs: boolean;
  /** Columns of which a keyed hash alone is stored. */
  hashed: ReadonlySet<string>;
}

type Declared = Pick<ScenarioSpec, 'id' | 'log' | 'sensitive' | 'columns'>;

/** By what the scenario declares, and the environment before it. Undefined: its answers are not kept. */
export function logSettings(
  { id, log, sensitive, columns }: Declared,
  { logAnswers }: Pick<Configuration, 'logAnswers'>,
): LogSettings | undefined {
  const asked = Object.hasOwn(logAnswers, id) ? logAnswers[id] : undefined;
  if (asked === 0 || (asked === undefined && !log)) return undefined;
  const naming = columns.filter((column) => roleOf(column) === 'identifier').map(({ name }) => name);
  return {
    days: asked ?? log?.days ?? usualDays,
    ...(log?.key !== undefined && { key: log.key }),
    inputs: log?.inputs ?? false,
    hashed: new Set([...sensitive, ...naming, ...(log?.personal ?? [])]),
  };
}

/** @throws NotFoundError where the answers of a scenario are not kept. */
export function requireLog(spec: Declared, configuration: Pick<Configuration, 'logAnswers'>): LogSettings {
  const settings = logSettings(spec, configuration);
  if (settings) return settings;
  throw new NotFoundError(`The answers of ${spec.id} are not kept.`, {
    hint: `Keep them from now on: SEXTANT_LOG_ANSWERS=${spec.id}, or log: {} in a scenario of your own.`,
  });
}
