/**
 * A figure as it is shown everywhere: nine significant digits, which tell any two float32 numbers apart. The same double
 * leaves through REST, the command line and CSV.
 */
export function figure(value: number): number {
  return Number(value.toPrecision(9));
}
