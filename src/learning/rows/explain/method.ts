/** How the columns of a row are compared; its phrases: `explanation/phrases.ts`. */
export const columnsMethod =
  'Shapley values by permutation walks from every reference, forward and reverse by turns; what a derived column adds counts for those that it is made from.';

/** The same where rows have stages. */
export const stagedMethod = `${columnsMethod} Each reference is taken as it would have been known at the stage of the row.`;
