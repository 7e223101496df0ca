/**
 * Limits of the milling machine within which it does not fail, as published with the AI4I 2020 data (Matzka, 2020). The sample is
 * made by them and maintenance advice speaks of them; the derived columns of the scenario hold them as expressions, which a test
 * compares with these.
 */
export const limits = {
  /** Mechanical power of the spindle, W. */
  power: { lowest: 3500, highest: 9000 },
  /** Below both, the heat is not carried off: K between process and air, and rpm. */
  cooling: { difference: 8.6, speed: 1380 },
  /** Torque x tool wear, min Nm, by the quality of the product. */
  strain: { L: 11_000, M: 12_000, H: 13_000 },
  /** Tool wear from which a tool may fail, min, and by which it is spent. */
  wear: { first: 200, last: 240 },
};
