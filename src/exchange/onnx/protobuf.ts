/** Messages of protocol buffers as far as ONNX needs them: numbers, texts, bytes and messages within messages. */

/** How the bytes of a field are told from each other. */
const varint = 0;
const delimited = 2;

const continued = 0x80;

/** A field by its number, as `[number, value]`; a number is a varint, all else is delimited. Absent values are left out. */
export type Field = readonly [number: number, value: number | string | Uint8Array | undefined];

/** The bytes of a message. Numbers are whole and not negative. */
export function message(...fields: readonly Field[]): Uint8Array {
  return Buffer.concat(
    fields.flatMap(([number, value]) => (value === undefined ? [] : fieldOf(number, value))),
  );
}

function fieldOf(number: number, value: number | string | Uint8Array): Uint8Array[] {
  if (typeof value === 'number') return [variable(number * 8 + varint), variable(value)];
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
  return [variable(number * 8 + delimited), variable(bytes.length), bytes];
}

/** Seven bits a byte, the lowest first. */
function variable(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= continued; rest = Math.floor(rest / continued)) bytes.push((rest % continued) + continued);
  return Uint8Array.from([...bytes, rest]);
}
