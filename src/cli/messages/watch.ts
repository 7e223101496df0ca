import { messages } from '../language.js';

/** `watch`. */
export const say = messages({
  columnHead: { en: 'COLUMN', zh: '列' },
  verdictHead: { en: 'VERDICT', zh: '判断' },
  indexHead: { en: 'PSI', zh: 'PSI（群体稳定性）' },
  chanceHead: { en: 'BY CHANCE UP TO', zh: '偶然上限' },
  pHead: { en: 'P, CORRECTED', zh: 'p 值（已校正）' },
  missingHead: { en: 'MISSING THEN AND NOW', zh: '缺失率：训练时与当前' },
  outsideHead: { en: 'OUT OF RANGE', zh: '超出范围' },
  answer: { en: '{column} (what is predicted)', zh: '{column}（预测值）' },
  ok: { en: 'ok', zh: '正常' },
  watch: { en: 'watch', zh: '关注' },
  drift: { en: 'drift', zh: '漂移' },
  tooFew: { en: 'too few', zh: '行数太少' },
  compared: { en: '{model}: {sentence}', zh: '{model}：{sentence}' },
  rejected: {
    en: '{count} rows could not be read and were not compared.',
    zh: '{count} 行无法读取，未参与比较。',
  },
});
