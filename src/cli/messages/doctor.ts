import { messages } from '../language.js';

/** `doctor`. Heads are padded to one width by who prints them. */
export const say = messages({
  engine: { en: 'engine', zh: '引擎' },
  background: { en: 'background', zh: '后台' },
  versions: { en: 'versions', zh: '版本' },
  kernels: { en: 'kernels', zh: '算子' },
  storage: { en: 'storage', zh: '存储' },
  scenario: { en: 'scenario', zh: '场景' },
  dataset: { en: 'dataset', zh: '数据集' },
  none: { en: 'none', zh: '无' },
  kernelCounts: {
    en: '{present} present; added: {added}; wrapped: {wrapped}',
    zh: '已有 {present} 个；补充：{added}；包装：{wrapped}',
  },
  missing: { en: 'missing {name}: {consequence}{stops}', zh: '缺少 {name}：{consequence}{stops}' },
  stops: { en: ' (STOPS TRAINING)', zh: '（无法训练）' },
  free: { en: ', {size} free', zh: '，剩余 {size}' },
  notWritable: { en: ' (NOT WRITABLE)', zh: '（不可写）' },
  noModel: { en: 'no model yet (sextant train)', zh: '尚无模型（sextant train）' },
  noProblems: { en: 'No problems.', zh: '没有问题。' },
  problems: { en: 'Problems', zh: '问题' },
});
