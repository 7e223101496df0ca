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
  takenFor: {
    en: 'the file is no UTF-8, so it is taken for {encoding}; another one with --encoding',
    zh: '文件不是 UTF-8，因此按 {encoding} 读取；可用 --encoding 指定其他编码',
  },
});
