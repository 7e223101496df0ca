/**
 * A figure as it is shown everywhere: nine significant digits, which tell any two float32 numbers apart. The same double
 * leaves through REST, the command line and CSV.
 */
export function figure(value: number): number {
  return Number(value.toPrecision(9));
}

/** `String(figure(value))`, without reading the digits back and working them out again. */
export function figureText(value: number): string {
  const digits = value.toPrecision(9);
  // Very large and small ones, where the two write the exponent differently, and what is no number.
  if (!plainDecimal.test(digits)) return String(Number(digits));
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === zero) end--;
  if (digits.charCodeAt(end - 1) === point) end--;
  const text = digits.slice(0, end);
  return text === '-0' ? '0' : text;
}

const plainDecimal = /^-?\d+\.\d+$/;
const zero = 0x30;
const point = 0x2e;
