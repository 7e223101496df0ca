/* Lines of the output: a record's own bytes, and behind them cells that follow from a row of outputs. Sizes are in bytes. */

/** Writes the record of a row that cannot be copied. @returns where it ends */
declare function writeRecord(row: u32, to: usize): usize;
/** Writes a number that is very small or large, or none. @returns where it ends */
declare function writeNumber(value: f32, to: usize): usize;
/** What such a number is when its text is read back. */
declare function rounded(value: f32): f64;

/* A form says what a cell shows; these are the places of its parts. */
const formBytes: usize = 32;
const formKind: usize = 0;
const formOutput: usize = 4;
const formCuts: usize = 8;
const formCutCount: usize = 12;
const formTexts: usize = 16;
const formCounters: usize = 20;
const aFigure: u32 = 1;

/** Of a row its record: where it starts and ends, and whether it can be copied. */
const rowBytes: usize = 12;

const point: u8 = 0x2e;
const minus: u8 = 0x2d;
const zero: u8 = 0x30;

/** Numbers within these bounds are written here, with so many digits. */
const smallest: f64 = 1e-4;
const largest: f64 = 1e9;
const significant: i32 = 9;

/** The number that was written last, as its text says. */
let written: f64 = 0;

/**
 * @param tail what stands behind the cells of every row, its line end among it
 * @param powers powers of ten from 0 on, as u64
 * @returns where the last line ends
 */
export function writeRows(
  rows: usize,
  count: u32,
  outputs: usize,
  outputBytes: usize,
  forms: usize,
  formCount: u32,
  delimiter: u8,
  tail: usize,
  tailBytes: usize,
  powers: usize,
  to: usize,
): usize {
  const lastForm = forms + <usize>formCount * formBytes;
  for (let row: u32 = 0; row < count; row++, rows += rowBytes, outputs += outputBytes) {
    if (load<u32>(rows, 8) != 0) to = writeRecord(row, to);
    else to = copied(load<u32>(rows), load<u32>(rows, 4), to);
    for (let form = forms; form < lastForm; form += formBytes) {
      store<u8>(to++, delimiter);
      const output = load<f32>(outputs + <usize>load<u32>(form, formOutput));
      if (load<u32>(form, formKind) == aFigure) to = writeFigure(output, to, powers);
      else to = writeChoice(form, output, to, powers);
    }
    memory.copy(to, tail, tailBytes);
    to += tailBytes;
  }
  return to;
}

function copied(start: usize, end: usize, to: usize): usize {
  memory.copy(to, start, end - start);
  return to + end - start;
}

/** The text of the band that the figure lies in: each begins with its cut. */
function writeChoice(form: usize, output: f32, to: usize, powers: usize): usize {
  // What is compared is what people read; its text is overwritten.
  writeFigure(output, to, powers);
  let band: usize = 0;
  const cuts = <usize>load<u32>(form, formCuts);
  const cutCount = <usize>load<u32>(form, formCutCount);
  while (band < cutCount && written >= load<f64>(cuts + (band << 3))) band++;
  const counter = <usize>load<u32>(form, formCounters) + (band << 2);
  store<u32>(counter, load<u32>(counter) + 1);
  const text = <usize>load<u32>(form, formTexts) + (band << 3);
  const start = <usize>load<u32>(text);
  return copied(start, start + <usize>load<u32>(text, 4), to);
}

/** Nine significant digits without zeros at the end, as `figureText` has them: exact, halves away from zero. */
export function writeFigure(value: f32, to: usize, powers: usize): usize {
  const magnitude = abs<f32>(value);
  if (value == 0) {
    written = 0;
    store<u8>(to, zero);
    return to + 1;
  }
  // Compared as doubles: the nearest float32 of the smallest lies below it.
  if (!(<f64>magnitude >= smallest && <f64>magnitude < largest)) return writtenElsewhere(value, to);
  // The number is mantissa x 2^shift; `places` decimals make nine digits of it.
  const bits = reinterpret<u32>(magnitude);
  const shift = <i32>(bits >> 23) - 150;
  const mantissa = <u64>((bits & 0x7fffff) | 0x800000);
  let places = significant - 1 - exponentOf(magnitude);
  const product = mantissa * powerOf(powers, places);
  let digits = shift >= 0 ? product << shift : (product + ((<u64>1) << (-shift - 1))) >> -shift;
  if (digits == powerOf(powers, significant)) {
    digits = powerOf(powers, significant - 1);
    if (--places < 0) return writtenElsewhere(value, to);
  }
  written = <f64>digits / <f64>powerOf(powers, places);
  if (value < 0) {
    written = -written;
    store<u8>(to++, minus);
  }
  while (places > 0 && digits % 10 == 0) {
    digits /= 10;
    places--;
  }
  return writeDecimal(digits, places, to);
}

function writtenElsewhere(value: f32, to: usize): usize {
  written = rounded(value);
  return writeNumber(value, to);
}

/** The power of ten of its first digit. */
function exponentOf(magnitude: f32): i32 {
  const exact = <f64>magnitude;
  if (exact >= 1) {
    let exponent = 0;
    for (let power: f64 = 10; exact >= power; power *= 10) exponent++;
    return exponent;
  }
  // No float32 lies between these powers and their nearest doubles.
  return exact >= 0.1 ? -1 : exact >= 0.01 ? -2 : exact >= 0.001 ? -3 : -4;
}

function powerOf(powers: usize, exponent: i32): u64 {
  return load<u64>(powers + ((<usize>exponent) << 3));
}

function writeDecimal(digits: u64, places: i32, to: usize): usize {
  const end = to + <usize>lengthOf(digits, places);
  let at = end;
  for (let left = places; left > 0; left--) {
    store<u8>(--at, <u8>(digits % 10) + zero);
    digits /= 10;
  }
  if (places > 0) store<u8>(--at, point);
  do {
    store<u8>(--at, <u8>(digits % 10) + zero);
    digits /= 10;
  } while (at > to);
  return end;
}

/** Signs of a number with so many decimals; at least one digit stands before the point. */
function lengthOf(digits: u64, places: i32): i32 {
  let count = 0;
  for (let rest = digits; rest > 0; rest /= 10) count++;
  if (places == 0) return count;
  return (count > places ? count : places + 1) + 1;
}
