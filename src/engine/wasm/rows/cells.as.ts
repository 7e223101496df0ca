/* From the bytes of plain records (UTF-8 without quotes, ends of lines LF or CRLF) to features. Addresses and sizes are in bytes. */

/** Reads a cell that the kernel has not met: @returns the address of its patch. */
declare function meet(column: u32, start: usize, end: usize): usize;
/** The feature of a number whose scale is no straight line. */
declare function scale(column: u32, value: f64): f64;

const lineFeed: u32 = 0x0a;
const carriageReturn: u32 = 0x0d;
const zero: u32 = 0x30;
const point: u32 = 0x2e;
const minus: u32 = 0x2d;

/* A program says what to do with the cells of one column of the file; these are the places of its parts. */
const programBytes: usize = 64;
const programKind: usize = 0;
const programNeeded: usize = 4;
const programFeature: usize = 8;
const programForm: usize = 12;
const programMean: usize = 16;
const programDeviation: usize = 24;
const programLow: usize = 32;
const programHigh: usize = 40;
const programOutside: usize = 48;
const programSlots: usize = 52;
const programColumn: usize = 56;
/** Where its value stands among those that are kept of a row, and one more; 0: nowhere. */
const programValue: usize = 60;

/** Kinds of programs. */
const lookedUp: u32 = 1;
const aNumber: u32 = 2;

/** Forms of numbers. */
const wholeOnly: u32 = 1;
const scaledElsewhere: u32 = 2;

/** A slot of remembered cells: 16 bytes of its text, filled up with 0; its length and one more; the address of its patch. */
const slotBytes: usize = 24;
const slots: u32 = 512;
const longestKept: usize = 16;

/* A patch is what a cell does to its row: flags, the counter of its note (0: none), its value, and the features that it sets. */
const patchCounter: usize = 4;
const patchCount: usize = 8;
const patchValue: usize = 16;
const patchFeatures: usize = 24;
const isPresent: u32 = 1;
const isUnusual: u32 = 2;

/* What is told of a record: where it starts and ends (before its line end), its line in the block, and flags. */
const recordBytes: usize = 16;
const unusualRecord: u32 = 1;
const wrongCount: u32 = 2;
const mayBeFormula: u32 = 4;

/** With at most so many digits a decimal number is exact (Clinger, 1990). */
const exactDigits: u32 = 15;
/** Bounds of `scaler`: beyond them sums would overflow, and products leave float32. */
const largestValue: f64 = 1e300;
const largestFeature: f64 = 1e9;

/* Places in the memory, told once. */
let programs: usize = 0;
let columnCount: u32 = 0;
let neededCount: u32 = 0;
let base: usize = 0;
let width: usize = 0;
let valueWidth: usize = 0;
let delimiter: u32 = 0;
let comment: u32 = 0;
let starts: usize = 0;
let touched: usize = 0;
let powers: usize = 0;

/** @param toComment the first byte of remarks, 0 where there are none; `toStarts`: for each byte whether a cell that begins so is looked at. */
export function describeRows(
  toPrograms: usize,
  ofColumns: u32,
  ofNeeded: u32,
  toBase: usize,
  ofWidth: usize,
  ofValues: usize,
  byDelimiter: u32,
  toComment: u32,
  toStarts: usize,
  toTouched: usize,
  toPowers: usize,
): void {
  programs = toPrograms;
  columnCount = ofColumns;
  neededCount = ofNeeded;
  base = toBase;
  width = ofWidth;
  valueWidth = ofValues;
  delimiter = byDelimiter;
  comment = toComment;
  starts = toStarts;
  touched = toTouched;
  powers = toPowers;
}

/* The cell that is read. */
let cellEnd: usize = 0;
let touchedEnd: usize = 0;
let present: u32 = 0;
let flags: u32 = 0;
/** Where the values of its row are kept. */
let values: usize = 0;

/**
 * Read a block of whole lines. A record with as many cells as there are columns fills the next row of `features` and of `toValues`; lines that are blank
 * (in a file of several columns) and remarks give no record.
 * @returns how many records there are
 */
export function readRows(at: usize, end: usize, features: usize, toValues: usize, records: usize): u32 {
  values = toValues;
  let line: u32 = 0;
  let record = records;
  while (at < end) {
    const start = at;
    const cells = readRecord(start, end, features);
    at = cellEnd + 1;
    const last = trimmed(start, cellEnd, end);
    line++;
    if (columnCount > 1 && cells == 1 && isBlank(start, last)) continue;
    if (comment != 0 && last > start && load<u8>(start) == comment) continue;
    if (cells != columnCount) flags |= wrongCount;
    else if (present * 2 < neededCount) flags |= unusualRecord;
    store<u32>(record, <u32>start);
    store<u32>(record, <u32>last, 4);
    store<u32>(record, line - 1, 8);
    store<u32>(record, flags, 12);
    record += recordBytes;
    if (cells != columnCount) continue;
    features += width;
    values += valueWidth;
    if ((flags & unusualRecord) == 0) countTouched();
  }
  return <u32>((record - records) / recordBytes);
}

/** @returns how many cells there are; `cellEnd` is the end of the line. */
function readRecord(at: usize, end: usize, row: usize): u32 {
  memory.copy(row, base, width);
  flags = 0;
  present = 0;
  touchedEnd = touched;
  let cells: u32 = 1;
  let program = programs;
  for (; ; cells++, program += programBytes) {
    readCell(at, end, cells <= columnCount ? program : 0, row);
    if (cellEnd >= end || load<u8>(cellEnd) == lineFeed) return cells;
    at = cellEnd + 1;
  }
  return cells;
}

/** A carriage return before the end of the line is part of it. */
function trimmed(start: usize, last: usize, end: usize): usize {
  return last > start && last < end && load<u8>(last - 1) == carriageReturn ? last - 1 : last;
}

function isBlank(at: usize, end: usize): bool {
  for (; at < end; at++) {
    const byte: u32 = load<u8>(at);
    if (!(byte == 0x20 || byte == 0x09 || byte == 0x0b || byte == 0x0c)) return false;
  }
  return true;
}

/** The cell at `at`: what its program says, and `cellEnd`, at its delimiter or line feed. @param program 0: none */
function readCell(at: usize, end: usize, program: usize, row: usize): void {
  const kind: u32 = program == 0 ? 0 : load<u32>(program, programKind);
  if (at < end && load<u8>(starts + <usize>load<u8>(at)) != 0) {
    const first: u32 = load<u8>(at);
    if (first != delimiter && first != lineFeed) flags |= mayBeFormula;
  }
  if (kind == aNumber && readNumber(at, end, program, row)) return;
  let to = at;
  for (; to < end; to++) {
    const byte: u32 = load<u8>(to);
    if (byte == delimiter || byte == lineFeed) break;
  }
  cellEnd = to;
  if (kind != 0) apply(patchOf(program, at, trimmedCell(at, to, end)), program, row);
}

function trimmedCell(start: usize, last: usize, end: usize): usize {
  return last < end && load<u8>(last) == lineFeed ? trimmed(start, last, end) : last;
}

/** A number of digits with at most one minus sign and one point. @returns false for anything else, of which nothing is done */
function readNumber(at: usize, end: usize, program: usize, row: usize): bool {
  let byte: u32 = at < end ? <u32>load<u8>(at) : lineFeed;
  const negative = byte == minus;
  if (negative) byte = ++at < end ? <u32>load<u8>(at) : lineFeed;
  let digits: u32 = 0;
  let value: u64 = 0;
  let pointAt: usize = 0;
  for (;;) {
    const digit = byte - zero;
    if (digit <= 9) {
      value = value * 10 + digit;
      digits++;
    } else if (byte == point && pointAt == 0) pointAt = at + 1;
    else break;
    byte = ++at < end ? <u32>load<u8>(at) : lineFeed;
  }
  const places: usize = pointAt == 0 ? 0 : at - pointAt;
  if (digits == 0 || digits > exactDigits) return false;
  if (byte == carriageReturn && at + 1 < end && load<u8>(at + 1) == lineFeed) {
    at++;
    byte = lineFeed;
  }
  if (byte != lineFeed && byte != delimiter) return false;
  let number = <f64>value;
  if (places > 0) number /= load<f64>(powers + (places << 3));
  if (negative) number = -number;
  const form = load<u32>(program, programForm);
  if ((form & wholeOnly) != 0 && floor<f64>(number) != number) return false;
  cellEnd = at;
  present += load<u32>(program, programNeeded);
  keepValue(number, program);
  setNumber(number, form, program, row);
  return true;
}

function keepValue(value: f64, program: usize): void {
  const place = <usize>load<u32>(program, programValue);
  if (place != 0) store<f64>(values + place - 1, value);
}

function setNumber(number: f64, form: u32, program: usize, row: usize): void {
  if (number < load<f64>(program, programLow) || number > load<f64>(program, programHigh))
    touch(load<u32>(program, programOutside));
  let scaled: f64;
  if ((form & scaledElsewhere) != 0) scaled = scale(load<u32>(program, programColumn), number);
  else {
    const clipped = min<f64>(max<f64>(number, -largestValue), largestValue);
    scaled = (clipped - load<f64>(program, programMean)) / load<f64>(program, programDeviation);
    scaled = min<f64>(max<f64>(scaled, -largestFeature), largestFeature);
  }
  store<f32>(row + <usize>load<u32>(program, programFeature), <f32>scaled);
}

/** The counter is raised when the whole record is known to be a usual one. */
function touch(counter: u32): void {
  store<u32>(touchedEnd, counter);
  touchedEnd += 4;
}

function countTouched(): void {
  for (let at = touched; at < touchedEnd; at += 4) {
    const counter = <usize>load<u32>(at);
    store<u32>(counter, load<u32>(counter) + 1);
  }
}

/** The patch of a cell: remembered by its bytes, or asked for. */
function patchOf(program: usize, start: usize, end: usize): usize {
  const length = end - start;
  if (length > longestKept) return meet(load<u32>(program, programColumn), start, end);
  // Behind a block there is room for a key to be read.
  const low = length >= 8 ? load<u64>(start) : load<u64>(start) & mask(length);
  const high = length > 8 ? load<u64>(start, 8) & mask(length - 8) : 0;
  const table = <usize>load<u32>(program, programSlots);
  let at = table + <usize>hash(low, high, <u64>length) * slotBytes;
  const last = table + <usize>(slots - 1) * slotBytes;
  while (load<u32>(at, 16) != 0) {
    const isSame = load<u32>(at, 16) == <u32>length + 1 && load<u64>(at) == low && load<u64>(at, 8) == high;
    if (isSame) return <usize>load<u32>(at, 20);
    at = at == last ? table : at + slotBytes;
  }
  return meet(load<u32>(program, programColumn), start, end);
}

/** Remember the patch of a cell; the table must not be full. */
export function keep(program: usize, start: usize, end: usize, patch: usize): void {
  const length = end - start;
  const low = length >= 8 ? load<u64>(start) : load<u64>(start) & mask(length);
  const high = length > 8 ? load<u64>(start, 8) & mask(length - 8) : 0;
  const table = <usize>load<u32>(program, programSlots);
  let at = table + <usize>hash(low, high, <u64>length) * slotBytes;
  const last = table + <usize>(slots - 1) * slotBytes;
  while (load<u32>(at, 16) != 0) at = at == last ? table : at + slotBytes;
  store<u64>(at, low);
  store<u64>(at, high, 8);
  store<u32>(at, <u32>length + 1, 16);
  store<u32>(at, <u32>patch, 20);
}

/** The lowest bytes of a word; all of them from 8 on. */
function mask(bytes: usize): u64 {
  return bytes >= 8 ? <u64>-1 : ((<u64>1) << ((<u64>bytes) << 3)) - 1;
}

/** Multiplicative (Knuth, 1973), by the odd number next to 2^64 over the golden ratio. */
function hash(low: u64, high: u64, length: u64): u32 {
  const mixed = (low ^ (high * 0xff51afd7ed558ccd) ^ length) * 0x9e3779b97f4a7c15;
  return <u32>(mixed >> 55);
}

function apply(patch: usize, program: usize, row: usize): void {
  const does: u32 = load<u32>(patch);
  if ((does & isUnusual) != 0) flags |= unusualRecord;
  if ((does & isPresent) != 0) present += load<u32>(program, programNeeded);
  const counter: u32 = load<u32>(patch, patchCounter);
  if (counter != 0) touch(counter);
  keepValue(load<f64>(patch, patchValue), program);
  let from = patch + patchFeatures;
  for (let left: u32 = load<u32>(patch, patchCount); left > 0; left--, from += 8)
    store<f32>(row + <usize>load<u32>(from), load<f32>(from, 4));
}
