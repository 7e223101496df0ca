/** Which columns of a table of interactions say what: one row for each product that a customer took, rated or played. */
export interface InteractionSpec {
  user: string;
  item: string;
  /** How much: a rating, a number of plays. */
  value?: string;
  /** From this value on an interaction is a liking; absent: every interaction is. */
  likedFrom?: number;
  /** When; absent: the order of the rows is that of time. */
  time?: string;
  /** Says `train`, `test` or `negative` where a dataset brings its own division. */
  part?: string;
  /** Which liking of each customer is held out for the figures. */
  heldOut: 'last' | 'random';
  title?: string;
  /** Each cell may hold several, separated by `|` or `;`. */
  attributes: readonly string[];
  /** False: the artefact holds no customer, and every request must bring what its customer likes. */
  keepHistories: boolean;
}
