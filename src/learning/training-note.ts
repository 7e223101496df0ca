import { z } from 'zod';
import { localisedText } from '../core/text/localised-text.js';
import { findingCodes } from '../tables/columns/names.js';

/** What a training can have to say, besides what columns find in their own cells. */
const ownCodes = [
  'rows-left-out',
  'left-out-differ',
  'rows-teach-nothing',
  'baseline-better',
  'tells-target',
  'ended-early',
  'class-absent',
  'little-overlap',
  'conflicting-rows',
  'unseen-skill',
] as const;

/** So many lines are named of all that a note is about. */
export const mostLines = 5;

/** Something about the data of a training, or about what became of it, that whoever uses the version should know. */
export const trainingNoteSchema = z.object({
  code: z.enum([...ownCodes, ...findingCodes]),
  column: z.string().optional().describe('The column that it is about'),
  text: localisedText.describe('One sentence; it quotes no cell'),
  count: z.int().min(1).optional().describe('Rows that it is about'),
  lines: z
    .array(z.int().min(1))
    .max(mostLines)
    .optional()
    .describe('The first lines of the file where such rows begin; the header is line 1'),
});

export type TrainingNote = z.infer<typeof trainingNoteSchema>;

/** Where the rows of a note are, to stand behind its text: ` Lines 2, 5, 9, ...`; nothing for a note without lines. */
export function linesText({ lines = [], count = 0 }: TrainingNote): string {
  if (lines.length === 0) return '';
  return ` ${lines.length === 1 ? 'Line' : 'Lines'} ${lines.join(', ')}${count > lines.length ? ', ...' : '.'}`;
}
