import { shown } from '../../core/errors.js';
import { impossible, toSplit, wantedParts, type PartName, type Split } from './parts.js';

/** The latest rows are the test, those before them the validation. A cut lies between two times, never within one. */
export function splitByTime(order: ArrayLike<number | null>, share: Record<PartName, number>): Split {
  const times = Float64Array.from(order, readTime);
  const rows = Int32Array.from(times.keys()).sort((a, b) => times[a] - times[b] || a - b);
  const cuts = placesOfNewTimes(rows, times);
  const wanted = wantedParts(share);
  if (cuts.length + 1 < wanted.length || rows.length === 0) {
    const distinct = rows.length === 0 ? 0 : cuts.length + 1;
    throw impossible(`at least ${wanted.length} different times`, `${distinct} in ${rows.length} rows`);
  }
  const hasValidation = share.validation > 0;
  let testFrom = rows.length;
  if (share.test > 0) {
    const usable = hasValidation ? cuts.slice(1) : cuts;
    testFrom = nearest(usable, rows.length * (1 - share.test));
  }
  let validationFrom = testFrom;
  if (hasValidation) {
    const usable = cuts.filter((cut) => cut < testFrom);
    validationFrom = nearest(usable, rows.length * share.training);
  }
  const partOfRow = new Uint8Array(rows.length);
  rows.forEach((row, place) => {
    partOfRow[row] = place >= testFrom ? 2 : place >= validationFrom ? 1 : 0;
  });
  return toSplit(partOfRow);
}

function readTime(time: number | null, row: number): number {
  if (time === null || !Number.isFinite(time)) {
    throw impossible('a time in each row', `${shown(time === null ? null : String(time))} in row ${row + 1}`);
  }
  return time;
}

/** Where, in the sorted rows, a time differs from the one before. */
function placesOfNewTimes(rows: Int32Array, times: Float64Array): number[] {
  const places: number[] = [];
  for (let place = 1; place < rows.length; place++) {
    if (times[rows[place]] !== times[rows[place - 1]]) places.push(place);
  }
  return places;
}

function nearest(places: readonly number[], target: number): number {
  return places.reduce((best, place) => (Math.abs(place - target) < Math.abs(best - target) ? place : best));
}
