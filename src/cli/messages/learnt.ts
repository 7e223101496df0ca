import { messages } from '../language.js';

/** `importance` and `dependence`. */
export const say = messages({
  columnHead: { en: 'COLUMN', zh: '列' },
  importanceHead: { en: 'IMPORTANCE', zh: '重要性' },
  intervalHead: { en: '95 % INTERVAL', zh: '95% 区间' },
  shareHead: { en: 'SHARE', zh: '占比' },
  placeHead: { en: 'PLACE', zh: '名次' },
  sensitiveHead: { en: 'SENSITIVE', zh: '敏感列' },
  sensitive: { en: 'sensitive', zh: '敏感' },
  places: { en: '{first} to {last}', zh: '{first} 至 {last}' },
  valueHead: { en: 'VALUE', zh: '取值' },
  edgeHead: { en: 'AT', zh: '边界' },
  effectHead: { en: 'EFFECT', zh: '效应' },
  rowsHead: { en: 'ROWS', zh: '行数' },
  rowsOfBinHead: { en: 'ROWS UP TO THE NEXT', zh: '到下一边界的行数' },
  referencesHead: { en: 'REFERENCES', zh: '参照样本' },
  few: { en: 'few', zh: '很少' },
  importanceOf: {
    en: '{model}: mean absolute contribution to {figure}',
    zh: '{model}：对{figure}的平均绝对贡献',
  },
  dependenceOf: {
    en: '{model}: {meaning} ({column}) and {figure}, {base} on average over the references',
    zh: '{model}：{meaning}（{column}）与{figure}；参照样本的平均值为 {base}',
  },
  rowsOf: {
    en: '{rows} rows were learnt from, {missing} of them without a value.',
    zh: '训练使用 {rows} 行，其中 {missing} 行缺失该列。',
  },
});
