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
      'Shapley values by permutation walks from every reference, forward and reverse by turns; what a derived column adds counts for those that it is made from. Each reference is taken as it would have been known at the stage of the row.',
      '沙普利值，由每个参照样本出发的排列路径（正向与反向交替）估计；派生列的贡献计入其来源列。各参照样本只取到该行所处阶段为止已知的内容。',
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
    [
      '{saidColumn}: moves the probability of {saidLabel} by {number} points on average, {number2} % of all',
      '{saidColumn}：平均使“{saidLabel}”的概率变动 {number} 个百分点，占全部的 {number2}%',
    ],
    [
      '{saidColumn}: moves the log-odds of {saidLabel} by {number} on average, {number2} % of all',
      '{saidColumn}：平均使“{saidLabel}”的对数几率变动 {number}，占全部的 {number2}%',
    ],
    [
      '{saidColumn}: moves {saidWhat} by {number} {saidUnit} on average, {number2} % of all',
      '{saidColumn}：平均使{saidWhat}变动 {number} {saidUnit}，占全部的 {number2}%',
    ],
    [
      '{saidColumn}: moves {saidWhat} by {number} on average, {number2} % of all',
      '{saidColumn}：平均使{saidWhat}变动 {number}，占全部的 {number2}%',
    ],
    ['{saidWhat}: the probability of {saidLabel}', '{saidWhat}：“{saidLabel}”的概率'],
    ['the probability of {saidLabel}', '“{saidLabel}”的概率'],
    ['the log-odds of {saidLabel}', '“{saidLabel}”的对数几率'],
    ['the value of {saidWhat} ({unit})', '“{saidWhat}”的值（{unit}）'],
    ['the value of {saidWhat}', '“{saidWhat}”的值'],
    ['the answer ({unit})', '预测值（{unit}）'],
    [
      'Accumulated local effects: what each step from one value to the next changes in the references near it, added up, compared with the mean over the rows learnt from.',
      '累积局部效应（ALE）：取值每前进一步，使附近参照样本的预测改变多少，逐步累加；以训练数据上的平均值为零点。',
    ],
    [
      'Partial dependence: the mean answer to all references with each category, compared with the mean over the rows learnt from.',
      '部分依赖：将全部参照样本设为各类别时的平均预测；以训练数据上的平均值为零点。',
    ],
    ['the effect of the treatment ({unit})', '治疗效应（{unit}）'],
    ['the effect of the treatment', '治疗效应'],
    ['the forecast for {horizon}', '{horizon} 的预测值'],
    ['the answer', '预测值'],
    [
      'Shapley values by permutation walks from every reference, which is a window of the training, forward and reverse by turns: groups of steps of each column change as one. Derived columns stand under their own name.',
      '沙普利值，由每个参照窗口（取自训练数据）出发的排列路径（正向与反向交替）估计：每列的一组时间步作为整体变动。派生列以自身名称列出。',
    ],
    [
      'Shapley values: what each product in the history adds to the score of a product that is shown. They are compared with an empty history, for which products are scored by how many customers like them. Exact for up to 8 products, else by permutation walks.',
      '沙普利值：历史中每件商品使所推荐商品的得分改变多少。以空历史为参照，此时商品按喜欢它的顾客数计分。商品不超过 8 件时为精确值，否则由排列路径估计。',
    ],
    [
      'Exact Shapley values of the customer and of the product, compared with a customer and a product that nothing is known of.',
      '顾客与商品的精确沙普利值，以一无所知的顾客和商品为参照。',
    ],
    [
      'Shapley values: what each position adds to the loss that is told, compared with cash in its place. Exact for up to 8 positions, else by permutation walks.',
      '沙普利值：每个持仓使所示损失改变多少，以等额现金代替该持仓为参照。持仓不超过 8 个时为精确值，否则由排列路径估计。',
    ],
    ['{number} % of the portfolio', '占投资组合的 {number}%'],
    ['the value at risk ({number} %, {number2} days)', '风险价值（VaR，{number}%，{number2} 天）'],
    ['the expected shortfall ({number} %, {number2} days)', '预期损失（ES，{number}%，{number2} 天）'],
    ['In the history', '历史中'],
    ['Atom {number}', '第 {number} 个原子'],
    ['{number} other products', '其余 {number} 件商品'],
    ['the score of {title}', '“{title}”的得分'],
    [
      'Shapley values: what each earlier answer of the learner adds to the chance of a right one, compared with a learner of whom no answer is known. The latest answers stand by themselves, those before them by skill. Exact for up to 8 parts, else by permutation walks.',
      '沙普利值：学习者此前的每次作答使答对概率改变多少，以没有任何作答记录的学习者为参照。最近的作答逐次列出，更早的按技能合并。不超过 8 项时为精确值，否则由排列路径估计。',
    ],
    ['{saidColumn}, {number} answers before', '{saidColumn}（倒数第 {number} 次作答）'],
    [
      '{saidColumn}, {number} to {number2} answers before',
      '{saidColumn}（倒数第 {number} 至 {number2} 次作答）',
    ],
    ['other skills', '其他技能'],
    ['{number} of {number2} right', '{number2} 次中答对 {number} 次'],
    ['right', '正确'],
    ['wrong', '错误'],
    ['{saidColumn}, last step', '{saidColumn}（最近一步）'],
    ['{saidColumn}, {number} to {number2} steps before', '{saidColumn}（前 {number} 至 {number2} 步）'],
    ['{saidColumn}, {number} steps before', '{saidColumn}（前 {number} 步）'],
    ['{saidValue} on average', '平均 {saidValue}'],
    ['{number} rows', '{number} 行'],
    ['no value', '缺失'],
    ['yes', '是'],
    ['no', '否'],
  ],
};
