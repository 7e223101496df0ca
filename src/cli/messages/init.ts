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
  lastColumn: {
    en: '{column} is the last column, so it is taken for the target; another one with --target',
    zh: '{column} 是最后一列，因此被当作目标；可用 --target 指定其他列',
  },
});
