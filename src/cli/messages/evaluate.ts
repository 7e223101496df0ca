import { messages } from '../language.js';

/** `evaluate`. */
export const say = messages({
  fold: {
    en: '{done}/{total}: repeat {repeat}, fold {fold}: {value} ({served})',
    zh: '{done}/{total}：第 {repeat} 次重复，第 {fold} 折：{value}（{served}）',
  },
  repeatHead: { en: 'repeat', zh: '重复' },
  foldHead: { en: 'fold', zh: '折' },
  servedHead: { en: 'served', zh: '采用' },
  meanOf: { en: 'mean of', zh: '均值' },
  atStage: { en: ' at the stage {stage}', zh: '（阶段 {stage}）' },
  mean: {
    en: 'mean {metric} {mean}{at} (95 % interval {lower} to {upper}, standard deviation {deviation}), {folds} folds, {seconds} s',
    zh: '{metric} 均值 {mean}{at}（95 % 区间 {lower} 至 {upper}，标准差 {deviation}），{folds} 折，{seconds} 秒',
  },
  made: {
    en: 'The folds are {method}, made with the seed {seed}.',
    zh: '各折按 {method} 划分，随机种子 {seed}。',
  },
  judged: {
    en: '{model} on {file}: {judged} judged{leftOut}',
    zh: '{model} 在 {file} 上：评判 {judged} 行{leftOut}',
  },
  metricHead: { en: 'metric', zh: '指标' },
  valueHead: { en: 'value', zh: '数值' },
  intervalHead: { en: '95 % interval', zh: '95 % 区间' },
  constantHead: { en: 'constant', zh: '常数预测' },
  sameFile: {
    en: '{model} was trained on this very file; its figures here say nothing about new rows',
    zh: '{model} 正是用这个文件训练的；此处的数字对新的行没有说明力',
  },
  synthetic: { en: 'the model was trained on a synthetic sample', zh: '该模型用合成样本训练' },
  leftOut: { en: '; left out: {parts}', zh: '；未计入：{parts}' },
  unreadable: { en: '{count} that could not be read', zh: '{count} 行无法读取' },
  unlabelled: { en: '{count} of which the outcome is not known', zh: '{count} 行结果未知' },
  context: { en: '{count} read as their context', zh: '{count} 行仅作上下文' },
  serves: { en: '{scenario}: {network} serves, {reason}', zh: '{scenario}：采用 {network}，{reason}' },
  rows: {
    en: '{kind} {name}: {development} rows to learn from, {test} held out',
    zh: '{kind} {name}：{development} 行用于学习，留出 {test} 行',
  },
  stages: {
    en: 'These are the figures at the stage {stage}. {what} at each stage:',
    zh: '以上为阶段 {stage} 的数字。{what} 在各阶段：',
  },
});
