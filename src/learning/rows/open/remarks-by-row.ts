import type { CellNote, NoteCollector } from '../../../tables/columns/column-kind.js';

/** Codes of the notes of each row, for answers that depend on them; the notes are passed on. */
export class RemarksByRow implements NoteCollector {
  private readonly codes = new Map<number, string[]>();

  /** @param passedOn receives the notes, too; absent: nobody does. */
  constructor(private readonly passedOn?: NoteCollector) {}

  add(row: number, note: CellNote): void {
    const known = this.codes.get(row);
    if (known) known.push(note.code);
    else this.codes.set(row, [note.code]);
    this.passedOn?.add(row, note);
  }

  of(row: number): readonly string[] {
    return this.codes.get(row) ?? [];
  }
}
