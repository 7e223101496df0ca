import { messages } from '../language.js';

/** `score`. */
export const say = messages({
  account: {
    en: '{input} rows = {scored} scored + {rejected} rejected, by {model}',
    zh: '{input} 行 = {scored} 行已打分 + {rejected} 行被拒，模型 {model}',
  },
  goneOn: {
    en: '{count} of them had been done by a run that was ended; this one went on from there',
    zh: '其中 {count} 行由先前中断的一次运行完成；本次从该处继续',
  },
  speed: { en: '{seconds} s, {speed} rows/s', zh: '{seconds} 秒，{speed} 行/秒' },
  reasonsRate: {
    en: 'with reasons about {count} rows/s on this machine',
    zh: '附带理由时，本机约 {count} 行/秒',
  },
  scored: { en: 'scored:  {path}', zh: '结果：{path}' },
  rejects: { en: 'rejects: {path}', zh: '被拒行：{path}' },
  receipt: { en: 'receipt: {path}', zh: '回执：{path}' },
  mapped: { en: 'the column {name} was read as {column}', zh: '列 {name} 按 {column} 读取' },
  renamed: {
    en: 'the input has a column {own}; the result stands in {name}',
    zh: '输入中已有列 {own}；结果写在 {name} 中',
  },
  rejected: { en: '{count} rows rejected: {reason}', zh: '{count} 行被拒：{reason}' },
  notUtf8: { en: 'rows that are no UTF-8 were rejected. {hint}', zh: '不是 UTF-8 的行已被拒。{hint}' },
  remark: { en: '{remark} in {count} rows', zh: '{count} 行：{remark}' },
});
