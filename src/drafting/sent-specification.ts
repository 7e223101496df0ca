import { parse } from 'yaml';
import { asError, InvalidInputError, InvalidSpecificationError, shown } from '../core/errors.js';
import { checkLearning } from '../learning/check.js';
import { isScenarioId } from '../registry/model-tag.js';
import { parseScenario } from '../scenarios/load-scenarios.js';
import { ownIndustry } from '../scenarios/own-folder.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import { rowsName } from './keep-table.js';

export interface SentSpecification {
  spec: ScenarioSpec;
  /** What is written down: as it was sent, with the rows that were sent. */
  plain: Record<string, unknown>;
}

/**
 * A specification that somebody sends, checked by what checks every `scenario.yaml`. Its data are the table beside it.
 * @param text JSON, or YAML as in a `scenario.yaml`.
 * @throws InvalidInputError with the pointer of every place that is wrong.
 */
export function sentSpecification(text: string): SentSpecification {
  const given = objectOf(text);
  const { data, ...others } = given;
  checkId(others.id);
  const kept = Object.entries(data ?? {}).filter(([key]) => key !== 'dataset' && key !== 'encoding');
  const plain = { ...inOrder(others), data: { ...Object.fromEntries(kept), file: rowsName } };
  try {
    return { spec: parseScenario(JSON.stringify(plain), 'specification', checkLearning), plain };
  } catch (error) {
    if (!(error instanceof InvalidSpecificationError)) throw error;
    throw wrong(error);
  }
}

/** What says which scenario it is stands first. */
function inOrder({ id, title, question, ...others }: Record<string, unknown>): Record<string, unknown> {
  return { id, title, question, ...others };
}

/** @throws InvalidInputError for a text that is no object. */
function objectOf(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw new InvalidInputError('The specification is neither JSON nor YAML.', {
      details: [
        { pointer: '/specification', expected: 'JSON or YAML 1.2', received: asError(error).message },
      ],
    });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new InvalidInputError('The specification must be an object.', {
    details: [
      {
        pointer: '/specification',
        expected: 'an object with the keys of a scenario.yaml',
        received: shown(value),
      },
    ],
  });
}

/** @throws InvalidInputError for what cannot be the id of a scenario of one's own, and so can lead nowhere else. */
function checkId(id: unknown): void {
  if (typeof id === 'string' && isScenarioId(id) && id.startsWith(`${ownIndustry}/`)) return;
  const expected = 'own/ and a name of at most 64 small letters, digits and hyphens';
  throw new InvalidInputError('This cannot be the id of a scenario of one’s own.', {
    details: [{ pointer: '/specification/id', expected, received: shown(id) }],
    hint: 'Scenarios of other industries are written into the folder of scenarios by whoever runs the server.',
  });
}

function wrong({ details, hint }: InvalidSpecificationError): InvalidInputError {
  return new InvalidInputError('The specification is not a valid scenario.', {
    details: details.map(({ line: _line, pointer = '', ...detail }) => ({
      ...detail,
      pointer: `/specification${pointer}`,
    })),
    hint,
  });
}
