import type { CalibratedDistance } from '../../../explanation/applicability/calibrated-distance.js';
import { KnownRows } from '../../../explanation/applicability/known-rows.js';
import type { Derivation } from '../../../tables/derived/derive.js';
import type { Preparation } from '../../../tables/preparation/preparation.js';
import type { Table } from '../../../tables/table.js';

interface Opened {
  preparation: Preparation;
  derivation: Derivation;
  /** The references of the version, with the declared columns. */
  references: Table;
  domain: CalibratedDistance;
}

/**
 * Of each row of the declared columns how far it lies from the references of a version, in units of how far rows like those that were learnt from lie at most, but for
 * one of a hundred. Of a row within that it is some distance within it.
 */
export function rowDistances({ preparation, derivation, references, domain }: Opened) {
  const rowsOf = (declared: Table) => {
    const { data, rows, width } = preparation.transform(derivation.score(declared));
    return Array.from({ length: rows }, (_, row) => data.subarray(row * width, (row + 1) * width));
  };
  const known = new KnownRows(domain.whitening, rowsOf(references));
  return (declared: Table): Float64Array =>
    Float64Array.from(rowsOf(declared), (row) => known.distance(row, domain.threshold) / domain.threshold);
}
