import { InvalidInputError, InvalidSpecificationError } from '../../core/errors.js';
import { checkInputs, type Examples } from '../prediction/examples.js';
import { findWrong, isItemSets, lengthOf, type RowValues } from '../prediction/row-values.js';
import { sizeOf } from '../network/sizes.js';
import type { Loss } from './losses/index.js';
import type { NetworkShapes } from '../network/network.js';

function wrongRow(row: number, expected: string, received: string): InvalidInputError {
  const message = `Training row ${row + 1} cannot be used: expected ${expected}, received ${received}.`;
  return new InvalidInputError(message, { details: [{ row: row + 1, expected, received }] });
}

/**
 * Check rows before training, so that a wrong number is named and does not come back as a loss of NaN.
 * @throws InvalidInputError naming the first wrong row; InvalidSpecificationError when the loss does not fit the network.
 */
export function checkExamples(examples: Examples<RowValues>, loss: Loss, shapes: NetworkShapes): void {
  const { outputs } = shapes;
  const { rows, inputs, targetWidth } = examples;
  if (rows < 1) throw new InvalidInputError('There are no rows to train on.');
  if (!loss.fits(targetWidth, outputs)) {
    const expected = loss.expected.widths;
    const received = `${outputs} outputs for ${targetWidth} targets`;
    const message = `The loss "${loss.name}" does not fit the network: expected ${expected}, received ${received}.`;
    throw new InvalidSpecificationError(message, { details: [{ pointer: '/loss', expected, received }] });
  }
  checkInputs(inputs, rows, shapes);
  for (const [name, { data, shape }] of Object.entries(inputs)) {
    const wrong = findWrong(data, Number.isFinite);
    if (wrong >= 0)
      throw wrongRow(Math.floor(wrong / sizeOf(shape)), `finite ${name}`, receivedAt(data, wrong));
  }
  checkTargets(examples, loss, outputs);
  checkWeights(examples);
}

function checkTargets(
  { rows, targets, targetWidth }: Examples<RowValues>,
  loss: Loss,
  outputs: number,
): void {
  const length = rows * targetWidth;
  const received = lengthOf(targets);
  if (received !== length) throw new InvalidInputError(`Expected ${length} targets, received ${received}.`);
  const wrong = findWrong(targets, (target) => loss.accepts(target, outputs));
  if (wrong >= 0) {
    const expected = `a target that is ${loss.expected.target}`;
    throw wrongRow(Math.floor(wrong / targetWidth), expected, receivedAt(targets, wrong));
  }
}

function receivedAt(values: RowValues, position: number): string {
  return isItemSets(values) ? 'an item that is none of them' : String(values[position]);
}

function checkWeights({ rows, weights }: Examples<RowValues>): void {
  if (!weights) return;
  if (weights.length !== rows) {
    throw new InvalidInputError(`Expected ${rows} sample weights, received ${weights.length}.`);
  }
  const wrong = weights.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (wrong >= 0) throw wrongRow(wrong, 'a weight of at least 0', String(weights[wrong]));
  checkAnyWeight(weights);
}

/** @throws InvalidInputError when no row counts. */
export function checkAnyWeight(weights: Float32Array): void {
  if (weights.some((weight) => weight > 0)) return;
  throw new InvalidInputError('Every row has the weight 0, so there is nothing to learn or to compare with.');
}
