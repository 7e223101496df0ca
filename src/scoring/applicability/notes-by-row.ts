import type { CellNote, NoteCode, NoteCollector } from '../../tables/columns/column-kind.js';

/** Keeps the notes of each row. */
export class NotesByRow implements NoteCollector {
  private readonly notes = new Map<number, CellNote[]>();

  add(row: number, note: CellNote): void {
    const known = this.notes.get(row);
    if (known) known.push(note);
    else this.notes.set(row, [note]);
  }

  of(row: number): CellNote[] {
    return this.notes.get(row) ?? [];
  }

  /** Rows that have a note, in their order. */
  rows(): number[] {
    return [...this.notes.keys()].sort((a, b) => a - b);
  }
}

/** What is filled in the way that the model was trained with. */
const withinDomain: readonly NoteCode[] = [
  'missing',
  'short-history',
  'gap-in-history',
  'filled-in-history',
  'repeated-step',
  'salt',
];

/** Whether a row with these notes lies within what the model knows. */
export function isInDomain(notes: readonly CellNote[]): boolean {
  return notes.every(isHarmless);
}

/** Whether a note alone leaves its row within what the model knows. */
export function isHarmless({ code }: Pick<CellNote, 'code'>): boolean {
  return withinDomain.includes(code);
}
