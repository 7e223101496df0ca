import type { LocalisedText } from '../core/text/localised-text.js';

/** What stands before answers, in both languages. */
export const texts = {
  within: { en: 'This case lies within what the model knows.', zh: '该样本在模型已知范围之内。' },
  outside: {
    en: 'DO NOT USE this answer: the case lies outside what the model knows. Say so, and let a person decide.',
    zh: '请勿使用此应答：该样本超出模型已知范围。请如实说明，并由人来决定。',
  },
  outsideRows: {
    en: 'DO NOT USE the answers to these rows, which lie outside what the model knows (counted from 1):',
    zh: '请勿使用以下行的应答，它们超出模型已知范围（从 1 计数）：',
  },
  remarks: { en: 'Remarks:', zh: '提示：' },
  wrongInput: {
    en: 'The call was refused. Mend what is named below and call again.',
    zh: '调用被拒绝。请改正下列各处后重试。',
  },
  failed: { en: 'The server failed to answer; its log says why.', zh: '服务器未能应答，原因见其日志。' },
  hint: { en: 'Hint:', zh: '建议：' },
} satisfies Record<string, LocalisedText>;
