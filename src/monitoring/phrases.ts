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
    [
      'Keep them from now on: SEXTANT_LOG_ANSWERS={name}, or log: {} in a scenario of your own.',
      '如需从现在起记录：设置 SEXTANT_LOG_ANSWERS={name}，或在自有场景中声明 log: {}。',
    ],
    ['Another process is at work on these answers.', '另一进程正在处理这些答复。'],
    ['SEXTANT_LOG_ANSWERS names what is no scenario.', 'SEXTANT_LOG_ANSWERS 中有不存在的场景。'],
    ['a scenario of `sextant list`', '`sextant list` 中的一个场景'],
    ['These are no outcomes.', '请求体不是实际结果的列表。'],
    ['Some outcomes cannot be kept; none was.', '部分实际结果无法记录；因此一条也未记录。'],
    ['What is right of a file is kept by: {command}', '如只记录文件中正确的行：{command}'],
    ['the id of an answer of the last {number} days', '最近 {number} 天内某条答复的 id'],
    ['the id of an answer: the scenario declares no log.key', '某条答复的 id：该场景未声明 log.key'],
    [
      'a value of {name} that was asked about in the last {number} days',
      '{name} 列中最近 {number} 天内询问过的取值',
    ],
    ['the outcome that was told of this answer before', '此前为该答复记录的实际结果'],
    ['What comes of the answers of {name} cannot be told.', '{name} 的答复无法登记实际结果。'],
    ['a scenario that answers each row with one class or one number', '每行只回答一个类别或一个数值的场景'],
    [
      'Judge it on a file of which it is known what came of it: {command}',
      '请用已知结果的文件评估：{command}',
    ],
    ['No answer of {name} that is kept has {saidWhat}.', '{name} 已记录的答复中没有{saidWhat}。'],
    ['the id {value}', ' id 为 {value} 的答复'],
    ['the key {value}', '键值为 {value} 的答复'],
    [
      '{name} declares no key column, so that no answer is kept under a key.',
      '{name} 未声明键列，因此没有按键记录的答复。',
    ],
    ['Name answers by their id.', '请用答复的 id 指明。'],
    ['The file has no column that it needs: {saidWhat}.', '文件缺少必需的列：{saidWhat}。'],
    ['a column that names the answers', '标识答复的列'],
    ['a column with what came of them', '记录实际结果的列'],
  ],
  received: [['another one, {received}', '另一个值 {received}']],
};
