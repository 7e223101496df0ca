import { messages } from '../language.js';

/** `compare`. */
export const say = messages({
  metricHead: { en: 'METRIC', zh: '指标' },
  differenceHead: { en: 'DIFFERENCE', zh: '差' },
  intervalHead: { en: '95 % INTERVAL', zh: '95 % 区间' },
  heldOut: { en: 'rows held out', zh: '留出的行' },
  better: {
    en: '{b} is better than {a} on the same {rows} rows ({from}): the whole interval says so.',
    zh: '在相同的 {rows} 行（{from}）上 {b} 优于 {a}：整个区间都支持这一结论。',
  },
  worse: {
    en: '{b} is worse than {a} on the same {rows} rows ({from}): the whole interval says so.',
    zh: '在相同的 {rows} 行（{from}）上 {b} 劣于 {a}：整个区间都支持这一结论。',
  },
  notToldApart: {
    en: '{a} and {b} cannot be told apart by the same {rows} rows ({from}): the interval holds 0.',
    zh: '相同的 {rows} 行（{from}）无法区分 {a} 与 {b}：区间包含 0。',
  },
  changed: { en: '{rows} rows ({share} %) get another label.', zh: '{rows} 行（{share} %）的判定不同。' },
  sameFile: {
    en: '{model} has learnt from this very file: its figures are no measure of new rows.',
    zh: '{model} 正是用此文件训练的：其指标不能说明新的行。',
  },
});
