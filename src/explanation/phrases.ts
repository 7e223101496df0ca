import type { Phrases } from '../core/language/phrase-book.js';

/** What explanations say. The names of columns and values are those of the scenario. */
export const explanationPhrases: Phrases = {
  phrases: [
    ['{saidColumn}: {saidTo} instead of {saidFrom}', '{saidColumn}：由“{saidFrom}”改为“{saidTo}”'],
    [
      'Shapley values by permutation walks from every reference, forward and reverse by turns; what a derived column adds counts for those that it is made from.',
      '沙普利值，由每个参照样本出发的排列路径（正向与反向交替）估计；派生列的贡献计入其来源列。',
    ],
    [
      '{saidColumn}: {saidValue} raises the probability of {saidLabel} by {number} points',
      '{saidColumn}：{saidValue}，使“{saidLabel}”的概率升高 {number} 个百分点',
    ],
    [
      '{saidColumn}: {saidValue} lowers the probability of {saidLabel} by {number} points',
      '{saidColumn}：{saidValue}，使“{saidLabel}”的概率降低 {number} 个百分点',
    ],
    [
      '{saidColumn}: {saidValue} raises the log-odds of {saidLabel} by {number}',
      '{saidColumn}：{saidValue}，使“{saidLabel}”的对数几率升高 {number}',
    ],
    [
      '{saidColumn}: {saidValue} lowers the log-odds of {saidLabel} by {number}',
      '{saidColumn}：{saidValue}，使“{saidLabel}”的对数几率降低 {number}',
    ],
    [
      '{saidColumn}: {saidValue} raises {saidWhat} by {number} {saidUnit}',
      '{saidColumn}：{saidValue}，使{saidWhat}升高 {number} {saidUnit}',
    ],
    [
      '{saidColumn}: {saidValue} lowers {saidWhat} by {number} {saidUnit}',
      '{saidColumn}：{saidValue}，使{saidWhat}降低 {number} {saidUnit}',
    ],
    [
      '{saidColumn}: {saidValue} raises {saidWhat} by {number}',
      '{saidColumn}：{saidValue}，使{saidWhat}升高 {number}',
    ],
    [
      '{saidColumn}: {saidValue} lowers {saidWhat} by {number}',
      '{saidColumn}：{saidValue}，使{saidWhat}降低 {number}',
    ],
    ['the answer', '预测值'],
    ['no value', '缺失'],
    ['yes', '是'],
    ['no', '否'],
  ],
};
