import type { Report } from '../learning/report.js';
import { textIn } from '../core/language/language.js';
import type { TrainingNote } from '../learning/training-note.js';
import { spokenLanguage } from './language.js';
import { say } from './messages/common.js';
import { printRemark } from './output.js';

/** What should be known of a training, on standard error. */
export function printNotes({ notes = [] }: Pick<Report, 'notes'>): void {
  for (const note of notes)
    printRemark(say.note({ text: `${textIn(note.text, spokenLanguage())}${placesText(note)}` }));
}

/** Where the rows of a note are, to stand behind its text. */
function placesText({ lines = [], count = 0 }: TrainingNote): string {
  if (lines.length === 0) return '';
  const places = { lines: lines.join(', ') };
  if (count > lines.length) return say.manyLines(places);
  return lines.length === 1 ? say.aLine({ line: lines[0] }) : say.someLines(places);
}
