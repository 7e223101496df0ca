import { UnknownNameError, shown } from '../../core/errors.js';
import { isScenarioId } from '../../registry/model-tag.js';

/** The name of a scenario's model in one segment of a path: `finance.credit-scoring`. No id has a dot, so one name means one id. */
export function modelNameOf(scenario: string): string {
  return scenario.replace('/', '.');
}

/** The scenario of a model's name. @throws UnknownNameError for what is no such name. */
export function scenarioOfModel(name: string): string {
  const id = name.replace('.', '/');
  if (!name.includes('/') && isScenarioId(id)) return id;
  throw new UnknownNameError('There is no such model.', {
    details: [{ expected: 'a name such as finance.credit-scoring', received: shown(name) }],
  });
}
