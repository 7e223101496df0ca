/** The deepest fall of a value below what it once was. */
export interface Drawdown {
  /** Share of the highest value before, 0 where it never fell. */
  depth: number;
  /** Places of the highest value before and of the lowest. */
  from: number;
  to: number;
}

/** Of each value the share by which it is below the highest up to it: 0 or more. */
export function drawdowns(values: ArrayLike<number>): Float64Array {
  let highest = -Infinity;
  return Float64Array.from(values, (value) => {
    highest = Math.max(highest, value);
    return 1 - value / highest;
  });
}

/** @param values above 0 in their order, at least one. */
export function maximumDrawdown(values: ArrayLike<number>): Drawdown {
  const falls = drawdowns(values);
  let to = 0;
  for (let at = 1; at < falls.length; at++) if (falls[at] > falls[to]) to = at;
  let from = to;
  for (let at = to; at >= 0; at--) if (values[at] > values[from]) from = at;
  return { depth: falls[to], from, to };
}
