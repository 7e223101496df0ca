import type { Phrase } from '../../core/language/phrase-book.js';

/** What is said of a short answer. */
export const gradingPhrases: readonly Phrase[] = [
  [
    '{number} of {number2} parts of the reference answer are there, {number3} in part, {number4} missing.',
    '参考答案的 {number2} 个部分中已有 {number} 个，{number3} 个部分具备，{number4} 个缺失。',
  ],
  ['width of the interval', '区间宽度'],
  ['sign of a text that is not to be trusted', '文本有不可信的迹象'],
];
