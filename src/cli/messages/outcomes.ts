import { messages } from '../language.js';

/** `outcomes`, `answers` and `watch --outcomes`. */
export const say = messages({
  told: {
    en: '{scenario}: {told} outcomes kept, {known} were known before, {refused} refused',
    zh: '{scenario}：记录了 {told} 条实际结果，{known} 条此前已知，{refused} 条被拒绝',
  },
  more: { en: '{count} more are refused; --json tells all.', zh: '另有 {count} 条被拒绝；--json 列出全部。' },
  removed: { en: '{scenario}: {count} answers removed', zh: '{scenario}：已删除 {count} 条答复' },
  judged: { en: '{model}: {sentence}', zh: '{model}：{sentence}' },
  figureHead: { en: 'FIGURE', zh: '指标' },
  liveHead: { en: 'LIVE', zh: '上线后' },
  reportHead: { en: 'REPORT', zh: '报告' },
  calibration: { en: 'came, where {predicted} was said', zh: '实际发生率（预测为 {predicted}）' },
  coverage: { en: 'in their intervals, {meant} meant', zh: '区间覆盖率（应为 {meant}）' },
  interval: { en: '{value} ({lower} to {upper})', zh: '{value}（{lower} 至 {upper}）' },
  evidence: { en: 'evidence of an alarm, of {needed}', zh: '报警证据（阈值 {needed}）' },
  counts: {
    en: 'Of {known} of {answers} answers it is known what came of them; they are kept for {days} days.',
    zh: '{answers} 条答复中有 {known} 条已有实际结果；保留 {days} 天。',
  },
  selective: {
    en: 'Outcomes are known more often of some answers than of others, so the figures are about those alone: {groups}',
    zh: '实际结果的已知比例因答复而异，因此各指标只反映其中一部分：{groups}',
  },
  group: { en: '{answer} {known} of {answers}', zh: '{answer} {answers} 条中 {known} 条' },
});
