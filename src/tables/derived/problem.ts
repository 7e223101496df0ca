/** What is wrong with an expression, and where. */
export class ExpressionProblem extends Error {
  constructor(
    /** Characters before the place, from 0. */
    readonly offset: number,
    readonly expected: string,
    readonly received: string,
  ) {
    super(`expected ${expected}, received ${received} at character ${offset + 1}`);
  }
}
