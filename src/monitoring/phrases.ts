import type { Phrases } from '../core/language/phrase-book.js';

/** What drift and outcomes say. */
export const monitoringPhrases: Phrases = {
  phrases: [
    [
      'Too few rows to tell: {number} beside the {number2} that were learnt from, and each side needs {number3}.',
      '行数太少，无法判断：当前 {number} 行，训练 {number2} 行，两边各需 {number3} 行。',
    ],
    [
      '{number} rows look like the {number2} that were learnt from.',
      '当前 {number} 行与训练所用的 {number2} 行分布一致。',
    ],
    [
      '{number} rows differ from the {number2} that were learnt from: {columns}.',
      '当前 {number} 行相对训练所用的 {number2} 行发生漂移：{columns}。',
    ],
    [
      '{number} rows differ somewhat from the {number2} that were learnt from: {columns}.',
      '当前 {number} 行相对训练所用的 {number2} 行略有漂移：{columns}。',
    ],
  ],
};
