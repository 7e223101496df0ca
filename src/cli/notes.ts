import type { Report } from '../learning/report.js';
import { linesText } from '../learning/training-note.js';
import { printRemark } from './output.js';

/** What should be known of a training, on standard error. */
export function printNotes({ notes = [] }: Pick<Report, 'notes'>): void {
  for (const note of notes) printRemark(`note: ${note.text.en}${linesText(note)}`);
}
