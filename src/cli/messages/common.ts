import { messages } from '../language.js';

/** What every command says alike. */
export const say = messages({
  error: { en: 'error: {message}', zh: '错误：{message}' },
  unexpected: { en: 'Unexpected error: {stack}', zh: '意外错误：{stack}' },
  hint: { en: 'hint: {text}', zh: '提示：{text}' },
  note: { en: 'note: {text}', zh: '注意：{text}' },
  line: { en: 'line {number}', zh: '第 {number} 行（文件行号）' },
  row: { en: 'row {number}', zh: '第 {number} 个数据行' },
  column: { en: 'column {name}', zh: '列 {name}' },
  place: {
    en: '  {where}: expected {expected}; received {received}',
    zh: '  {where}：应为{expected}；实际为 {received}',
  },
  placeless: { en: '  expected {expected}; received {received}', zh: '  应为{expected}；实际为 {received}' },
  comma: { en: ', ', zh: '，' },
  interval: { en: '{lower} to {upper}', zh: '{lower} 至 {upper}' },
  inBrackets: { en: ' ({text})', zh: '（{text}）' },
  headline: {
    en: '{metric} {value}{interval}, {rows} rows held out, {data}',
    zh: '{metric} {value}{interval}，留出 {rows} 行，{data}',
  },
  aLine: { en: ' Line {line}.', zh: '第 {line} 行。' },
  someLines: { en: ' Lines {lines}.', zh: '第 {lines} 行。' },
  manyLines: { en: ' Lines {lines}, ...', zh: '第 {lines} 等行。' },
  none: { en: 'none', zh: '无' },
  synthetic: {
    en: 'the model was trained on a synthetic sample; its figures say nothing about real cases',
    zh: '该模型用合成样本训练；其数字对真实情况没有任何说明力',
  },
});
