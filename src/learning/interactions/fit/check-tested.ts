import { InvalidInputError } from '../../../core/errors.js';
import type { Histories, LeaveOneOut } from '../load/histories.js';

/**
 * Check that some customers are left to report by, and some to choose between the candidates by.
 * @throws InvalidInputError saying how many products customers have and how many they need.
 */
export function checkTested({ test, learning }: LeaveOneOut, inner: LeaveOneOut): void {
  if (test.customers.length === 0) {
    throw tooFew(
      'No customer has a product that could be held out for the figures.',
      'at least one customer who took 2 products or more (3 to choose between networks as well)',
      learning,
    );
  }
  if (inner.test.customers.length > 0) return;
  throw tooFew(
    'No customer has a product that could be held out to choose between networks.',
    'at least one customer with 2 products or more besides those held out for the figures',
    learning,
  );
}

function tooFew(message: string, expected: string, { liked }: Histories): InvalidInputError {
  const most = liked.reduce((sum, list) => Math.max(sum, list.length), 0);
  const received = `${liked.length} customers, each with ${most} at most to learn from`;
  return new InvalidInputError(message, { details: [{ expected, received }], withoutData: true });
}
