import type { InferredColumn } from '../tables/inference/inferred-column.js';

/** Why a column was taken for what it is. Of all kinds the values were tried as, it is the first that every one of them fits. */
export function whyOf({ kind, keys, categories }: InferredColumn, different: number): string {
  if (different === 0) return 'no row has a value';
  if (kind === 'boolean') return 'every value is a yes or a no';
  if (kind === 'date')
    return 'format' in keys
      ? `every value is a date, written ${String(keys.format)}`
      : 'every value is a date';
  if (kind === 'numeric') return whyNumber(keys);
  if (kind === 'molecule') return 'every value is a molecule, written as SMILES';
  if (kind === 'identifier') return `${different} different texts: they name rows, or are sentences`;
  return categories ? `${different} different texts, which come again` : `${different} different texts`;
}

function whyNumber(keys: InferredColumn['keys']): string {
  if (keys.decimal === ',') return 'every value is a number with a decimal comma';
  if (keys.thousands !== undefined) return 'every value is a number with signs between thousands';
  return keys.integer === true ? 'every value is a whole number' : 'every value is a number';
}
