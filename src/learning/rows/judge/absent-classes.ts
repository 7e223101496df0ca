import { shown } from '../../../core/errors.js';
import type { TrainingNote } from '../../training-note.js';

const texts = {
  choice: {
    en: 'the rows by which the candidates were compared have none, so that these could not show in the choice',
    zh: '用于比较候选模型的行中没有该类别，因此选择未能考虑它',
  },
  report: {
    en: 'the rows held out have none, so that the report says nothing of how these fare',
    zh: '留出的行中没有该类别，因此报告无法说明其表现',
  },
} as const;

/** A note for each class that the split left out of the rows by which a version was chosen, or is judged. */
export function absentClassNotes(
  where: keyof typeof texts,
  absent: readonly { code: string; label: string }[],
): TrainingNote[] {
  return absent.map(({ code, label }) => ({
    code: 'class-absent',
    text: {
      en: `Of the class ${shown(code)} (${label}) ${texts[where].en}.`,
      zh: `类别 ${shown(code)}（${label}）：${texts[where].zh}。`,
    },
  }));
}
