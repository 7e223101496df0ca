import { InvalidInputError, shown } from '../../core/errors.js';

/** Which shares of the rows are held back; the rest is for training. Each from 0 to below 1, together below 1. */
export interface SplitFractions {
  validation: number;
  test: number;
}

export const partNames = ['training', 'validation', 'test'] as const;

export type PartName = (typeof partNames)[number];

/** Row numbers of the three parts, each ascending; a part with a share of 0 is empty. */
export type Split = Record<PartName, Int32Array>;

/**
 * The share of each part.
 * @throws InvalidInputError when the fractions cannot be.
 */
export function shares({ validation, test }: SplitFractions): Record<PartName, number> {
  const areFractions = [validation, test].every((fraction) => fraction >= 0 && fraction < 1);
  if (!areFractions || validation + test >= 1) {
    const expected = 'two numbers from 0 to below 1 whose sum is below 1';
    const received = `validation ${shown(validation)}, test ${shown(test)}`;
    throw new InvalidInputError(
      `The split fractions cannot be used: expected ${expected}, received ${received}.`,
      {
        details: [{ expected, received }],
      },
    );
  }
  return { training: 1 - validation - test, validation, test };
}

/** Parts that must get rows. */
export function wantedParts(share: Record<PartName, number>): PartName[] {
  return partNames.filter((name) => share[name] > 0);
}

/** From the part of each row (a place in `partNames`) to the rows of each part. */
export function toSplit(partOfRow: Uint8Array): Split {
  const rowsOf = (part: number): Int32Array =>
    Int32Array.from(partOfRow.keys()).filter((row) => partOfRow[row] === part);
  return { training: rowsOf(0), validation: rowsOf(1), test: rowsOf(2) };
}

/** A split that the data does not allow. Names counts and classes, never a cell. */
export function impossible(expected: string, received: string, hint?: string): InvalidInputError {
  return new InvalidInputError(`The rows cannot be split: expected ${expected}, received ${received}.`, {
    details: [{ expected, received }],
    hint,
    withoutData: true,
  });
}

/** Rows by their value, in order of first appearance. */
export function rowsByValue<Value>(values: readonly Value[]): Map<Value, number[]> {
  const rows = new Map<Value, number[]>();
  values.forEach((value, row) => {
    const found = rows.get(value);
    if (found) found.push(row);
    else rows.set(value, [row]);
  });
  return rows;
}

/** `items` in random order. */
export function shuffled<Item>(items: readonly Item[], order: Int32Array): Item[] {
  return Array.from(order, (place) => items[place]);
}
