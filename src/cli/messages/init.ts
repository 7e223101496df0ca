import { messages } from '../language.js';

/** `init`. */
export const say = messages({
  written: {
    en: 'Written: {specification}, {table} ({rows} rows)',
    zh: '已写出：{specification}、{table}（{rows} 行）',
  },
  questions: {
    en: '{count} places marked "# ?" want a decision. Then:',
    zh: '有 {count} 处标有 “# ?”，需要您来决定。然后运行：',
  },
});
