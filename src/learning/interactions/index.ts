import { InvalidSpecificationError, shown } from '../../core/errors.js';
import type { PredictionKind } from '../../evaluation/predictions/index.js';
import type { TaskSpec } from '../rows/tasks/task.js';
import { checkRequestColumns } from './open/requests.js';

/**
 * Which products for whom? Learns from interactions: one row for each product that a customer took. A target of the kind
 * `list` asks for ranked products, a numeric one for the rating that a customer would give one product.
 */
export const recommendation = {
  name: 'recommendation',
  check(spec: TaskSpec): void {
    const { interactions, target, columns = [] } = spec;
    const rates = target.kind === 'numeric';
    if (target.kind !== 'list' && !rates) throw problem('/target/kind', 'list or numeric', target.kind);
    if (!interactions) throw problem('/interactions', 'the columns of user and item', 'nothing');
    if (rates && interactions.value === undefined) {
      throw problem('/interactions/value', 'the column of the ratings', 'nothing');
    }
    checkRequestColumns(columns, rates ? 'rating' : 'ranking');
  },
  predictionKind: ({ target }: TaskSpec): PredictionKind =>
    target.kind === 'numeric' ? 'regression' : 'ranking',
} as const;

function problem(pointer: string, expected: string, received: string): InvalidSpecificationError {
  return new InvalidSpecificationError('A recommendation needs another declaration.', {
    details: [{ pointer, expected, received: shown(received) }],
  });
}
