/** Why one value of a row cannot be used. */
export interface RowProblem {
  /** Empty where it is no single column. */
  column: string;
  expected: string;
  received: string;
}

export interface RejectedRow {
  /** Counted from 0 among the rows that were read. */
  row: number;
  /** The row's problems, in the order of the columns: all, unless fewer were asked for. */
  problems: RowProblem[];
}

/** RowProblems of rows; beyond `most` they are counted, and their rows known, without being told. */
export class RowProblems {
  count = 0;
  told = 0;
  private readonly rows = new Map<number, RowProblem[]>();
  /** Rows that hold something which cannot be read. */
  private readonly withText = new Set<number>();

  constructor(private readonly most = Infinity) {}

  /** A value is there, but cannot be read. */
  addUnreadable(row: number, tell: () => RowProblem): void {
    this.withText.add(row);
    this.add(row, tell);
  }

  hasText(row: number): boolean {
    return this.withText.has(row);
  }

  /** In place of all that was found of a row. */
  replace(row: number, problem: RowProblem): void {
    this.rows.set(row, [problem]);
  }

  add(row: number, tell: () => RowProblem): void {
    this.count++;
    let list = this.rows.get(row);
    if (list === undefined) this.rows.set(row, (list = []));
    if (this.told >= this.most) return;
    this.told++;
    list.push(tell());
  }

  has(row: number): boolean {
    return this.rows.has(row);
  }

  get rowCount(): number {
    return this.rows.size;
  }

  byRow(): RejectedRow[] {
    return Array.from(this.rows, ([row, problems]) => ({ row, problems })).sort((a, b) => a.row - b.row);
  }
}
