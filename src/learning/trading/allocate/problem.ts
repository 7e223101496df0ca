/** What positions are decided from: of the assets that may be held, in one order. */
export interface AllocationProblem {
  /** Expected return of each asset over the period, beyond what all have in common. */
  alpha: ArrayLike<number>;
  /** Of the returns of the period, row-major. */
  covariance: ArrayLike<number>;
  /** Risk is that of the difference to these shares. */
  benchmark: ArrayLike<number>;
  /** Shares that are held now. */
  current: ArrayLike<number>;
  /** The largest share of one asset. */
  cap: number;
  riskAversion: number;
  /** Of a unit of value that is bought or sold. */
  costRate: number;
}
