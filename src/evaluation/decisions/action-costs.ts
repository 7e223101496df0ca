import { InvalidInputError } from '../../core/errors.js';
import { checkNumbers } from '../checks.js';

/** What an action costs, by the index of the class that happens; any one unit, below 0 for a gain. */
export interface ActionCosts {
  action: string;
  costs: readonly number[];
}

/** @throws InvalidInputError unless there is an action, and each has a finite cost for each class. */
export function checkActions(actions: readonly ActionCosts[], classes: number): void {
  if (actions.length === 0) {
    throw new InvalidInputError('There is no action to decide for.', {
      details: [{ pointer: '/actions', expected: 'at least one action', received: 'none' }],
    });
  }
  actions.forEach(({ costs }, i) => {
    const name = `actions/${i}/costs`;
    checkNumbers({
      name,
      values: costs,
      length: classes,
      accepts: Number.isFinite,
      expected: 'a finite cost',
    });
  });
}
