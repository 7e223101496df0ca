import { messages } from '../language.js';

/** `list` and `describe`. */
export const say = messages({
  scenarioHead: { en: 'SCENARIO', zh: '场景' },
  titleHead: { en: 'TITLE', zh: '标题' },
  dataHead: { en: 'DATA', zh: '数据' },
  versionHead: { en: 'VERSION', zh: '版本' },
  headlineHead: { en: 'HEADLINE', zh: '主要指标' },
  damaged: { en: 'DAMAGED', zh: '已损坏' },
  notTrained: { en: 'not trained yet', zh: '尚未训练' },
  champion: { en: 'Champion: {model}', zh: '冠军模型：{model}' },
  noneYet: { en: 'none yet', zh: '暂无' },
  columns: { en: 'Columns (* sensitive)', zh: '列（* 敏感）' },
  changeableColumns: { en: 'Columns (* sensitive, + can be changed)', zh: '列（* 敏感，+ 可改变）' },
  categories: { en: 'Categories', zh: '类别' },
  derived: { en: 'Derived columns (worked out, not asked for)', zh: '派生列（由其他列算出，不需提供）' },
  stages: { en: 'Stages', zh: '阶段' },
  limits: { en: 'Limits', zh: '局限' },
  notFor: { en: 'Not for', zh: '不适用于' },
  example: { en: 'Example:', zh: '示例：' },
  fileRows: {
    en: '{file}: {rows} rows, {rejected} that cannot be read',
    zh: '{file}：{rows} 行，{rejected} 行无法读取',
  },
  yesNo: { en: 'yes no', zh: '是 否' },
  anyNumber: { en: 'any number', zh: '任意数字' },
  more: { en: 'and {count} more', zh: '另有 {count} 个' },
  target: { en: 'Target: {name} ({kind}), {meaning}', zh: '目标：{name}（{kind}），{meaning}' },
  askedFor: { en: '; asked for: {label}', zh: '；所问：{label}' },
  askedForEvent: {
    en: '; asked for: {event}, which is any but {negative}',
    zh: '；所问：{event}，即除 {negative} 以外的任何一种',
  },
  decision: { en: 'Decision: {rule}', zh: '决策：{rule}' },
});
