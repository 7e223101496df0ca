import { shown } from '../../core/errors.js';

/** Largest number of float32, which networks count in. */
const largestFloat32 = 3.4028234663852886e38;

/** Why a value cannot be learnt as a number; undefined when it can, or is none. `given` is how it was written. */
export function problemOfTarget(
  value: unknown,
  given = value,
): { expected: string; received: string } | undefined {
  if (typeof value !== 'number' || Math.abs(value) <= largestFloat32) return undefined;
  const expected = 'a number from -3.4e38 to 3.4e38 (networks count in float32)';
  return { expected, received: shown(given) };
}
