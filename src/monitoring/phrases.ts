import type { Phrases } from '../core/language/phrase-book.js';

/** What drift and outcomes say. */
export const monitoringPhrases: Phrases = {
  phrases: [
    [
      'Too few rows to tell: {number} beside the {number2} that were learnt from, and each side needs {number3}.',
      '行数太少，无法判断：当前 {number} 行，训练 {number2} 行，两边各需 {number3} 行。',
    ],
    [
      '{number} rows look like the {number2} that were learnt from.',
      '当前 {number} 行与训练所用的 {number2} 行分布一致。',
    ],
    [
      '{number} rows differ from the {number2} that were learnt from: {columns}.',
      '当前 {number} 行相对训练所用的 {number2} 行发生漂移：{columns}。',
    ],
    [
      '{number} rows differ somewhat from the {number2} that were learnt from: {columns}.',
      '当前 {number} 行相对训练所用的 {number2} 行略有漂移：{columns}。',
    ],
    ['Of none of {number} answers it is known what came of them.', '{number} 条答复均尚无实际结果。'],
    [
      'It is known of {number} answers what came of them; {number2} are needed to tell.',
      '已有 {number} 条答复获得实际结果；至少需要 {number2} 条才能判断。',
    ],
    [
      'Since {day} the answers are worse than the report lets expect: {saidWatched} is above {number}.',
      '自 {day} 起，答复质量低于报告的预期：{saidWatched}高于 {number}。',
    ],
    ['the mean squared error of the probabilities', '概率的均方误差（Brier 分数）'],
    ['the share of wrong classes', '分类错误率'],
    ['the share of outcomes outside their intervals', '实际结果落在区间之外的比例'],
    [
      '{name} is {saidLive} on {number} answers and {saidReport} in the report; nothing says that the answers got worse.',
      '{name} 在 {number} 条已知结果的答复上为 {saidLive}，报告中为 {saidReport}；没有证据表明答复质量下降。',
    ],
    [
      '{name} is {saidLive} on {number} answers and {saidReport} in the report; the report has no figure to raise an alarm by.',
      '{name} 在 {number} 条已知结果的答复上为 {saidLive}，报告中为 {saidReport}；报告中没有可用于报警的指标。',
    ],
    ['not defined', '无定义'],
    ['The answers of {name} are not kept.', '{name} 的答复未被记录。'],
  ],
};
