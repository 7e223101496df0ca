import { z } from 'zod';
import { localisedText } from '../core/text/localised-text.js';

/** What a training can have to say. */
const codes = ['ended-early', 'class-absent'] as const;

/** Something about the data of a training, or about what became of it, that whoever uses the version should know. */
export const trainingNoteSchema = z.object({
  code: z.enum(codes),
  text: localisedText.describe('One sentence; it quotes no cell'),
});

export type TrainingNote = z.infer<typeof trainingNoteSchema>;
