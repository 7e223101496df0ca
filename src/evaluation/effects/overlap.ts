/** Propensities of the rows of one arm. */
export interface ArmOverlap {
  rows: number;
  /** Rows by tenths of the propensity, from 0 to 1. */
  histogram: number[];
  lowest: number;
  highest: number;
  /** As many rows of equal weight say as much as these, weighted by the reciprocal of the chance of their own arm (Kish, 1965). */
  effectiveRows: number;
}

export interface Overlap {
  /** Propensities up to this and from 1 less this on have no support. */
  least: number;
  /** Share of all rows without support. */
  unsupported: number;
  untreated: ArmOverlap;
  treated: ArmOverlap;
}

/** Whether rows like this one are found in both arms (Crump et al., 2009: a fixed least propensity). */
export function isSupported(propensity: number, least: number): boolean {
  return propensity >= least && propensity <= 1 - least;
}

/** How far treated and untreated rows are alike, by their propensities. */
export function overlapOf(propensity: ArrayLike<number>, treated: ArrayLike<number>, least: number): Overlap {
  const all = Array.from(propensity);
  const ofArm = (arm: number) =>
    armOverlap(
      all.filter((_, row) => treated[row] === arm),
      arm,
    );
  const outside = all.filter((chance) => !isSupported(chance, least));
  return { least, unsupported: outside.length / all.length, untreated: ofArm(0), treated: ofArm(1) };
}

function armOverlap(propensities: readonly number[], arm: number): ArmOverlap {
  const histogram = new Array<number>(10).fill(0);
  let [sum, squares, lowest, highest] = [0, 0, Infinity, -Infinity];
  for (const chance of propensities) {
    lowest = Math.min(lowest, chance);
    highest = Math.max(highest, chance);
    histogram[Math.min(9, Math.floor(chance * 10))]++;
    const weight = 1 / Math.max(arm === 1 ? chance : 1 - chance, Number.EPSILON);
    sum += weight;
    squares += weight ** 2;
  }
  return {
    rows: propensities.length,
    histogram,
    lowest,
    highest,
    effectiveRows: squares > 0 ? sum ** 2 / squares : 0,
  };
}
