import type { Phrases } from '../core/language/phrase-book.js';

/** What families remark about rows, why they show what they show, and what they could not learn from. */
export const learningPhrases: Phrases = {
  phrases: [
    ['worst day {number}', '单日最大亏损第 {number} 位'],
    // Rows with a history.
    ['{number} steps', '{number} 步'],
    ['a row for every step', '每一步都有一行'],
    ['one row for each moment', '每个时刻一行'],
    ['a value at every step', '每一步都有取值'],
    ['a value that is no older than {duration}', '不早于 {duration} 之前的数值'],
    ['rows{saidSeries} in their order: not before {moment}', '按顺序排列的行{saidSeries}：不早于 {moment}'],
    [' of {series}', '（{series}）'],
    // Products.
    ['from {number} to {number2}', '{number} 至 {number2}'],
    ['the id or title of a product', '商品的编号或名称'],
    ['a category of at least one product', '至少一种商品所属的类别'],
    ['a customer of the training data, or liked products', '训练数据中的顾客，或喜欢的商品'],
    ['a customer of the training data', '训练数据中的顾客'],
    ['liked products', '喜欢的商品'],
    ['liked by customers who like {titles}', '喜欢 {titles} 的顾客也喜欢'],
    ['{attributes}, like {titles}', '{attributes}，与 {titles} 相同'],
    ['liked by {number} of {number2} customers', '{number2} 位顾客中有 {number} 位喜欢'],
    ['new', '新品'],
    // Learners.
    ['a skill of the training data', '训练数据中的技能'],
    ['earlier answers of the learner', '该学习者此前的作答'],
    ['No learner is left for {part}.', '没有学习者留给 {part}。'],
    ['at least one learner in each part', '每一部分至少一名学习者'],
    [
      'Give answers of more learners, or larger parts (split.test, split.validation).',
      '请提供更多学习者的作答，或加大各部分（split.test、split.validation）。',
    ],
    [
      'All answers are the same, so there is nothing to learn from them.',
      '所有作答结果都相同，没有可学的内容。',
    ],
    ['right and wrong answers', '有对有错的作答'],
    [
      '{file}: there are no answers: expected {saidExpected}, received none.',
      '{file}：没有作答：应为{saidExpected}，实际为空。',
    ],
    ['rows with a skill and what came of it', '写明技能及其结果的行'],
    // Portfolios.
    ['{number} returns of {name} up to {day}', '截至 {day} {name} 的 {number} 个收益率'],
    ['a day from {day} to {day2}', '{day} 至 {day2} 之间的日期'],
    ['a price above 0', '大于 0 的价格'],
    ['each day once', '每天一行'],
    ['There are too few days of prices.', '价格的天数太少。'],
    ['prices of at least {number} days', '至少 {number} 天的价格'],
    ['The days are too few for the split.', '天数太少，无法划分。'],
    [
      'Prices are not evaluated over folds: train on them and read the report.',
      '价格不做交叉验证评估：请训练并阅读报告。',
    ],
    ['rows that are held out by chance', '随机留出的行'],
    [
      'lowest fz_loss on the days that stopped the training ({figures})',
      '在决定停止训练的日子上 fz_loss 最低（{figures}）',
    ],
    // Positions to take.
    ['close of the next trading day', '下一交易日收盘价'],
    ['true: nothing is sold that is not held', 'true：不得卖出未持有的资产'],
    [
      'a cap of at least {number} / {number2}: below it {number3} assets cannot take the whole value',
      '至少为 {number} / {number2} 的上限：低于此值，{number3} 个资产无法容纳全部净值',
    ],
    ['The positions cannot take the whole value.', '各头寸无法容纳全部净值。'],
    ['Raise task.options.cap, or declare more assets.', '请提高 task.options.cap，或声明更多资产。'],
    [
      'at least {number} days before those held out, and two periods that are',
      '留出部分之前至少 {number} 天，且留出部分至少两个调仓期',
    ],
    ['{number} before and {number2} held out', '之前 {number} 天，留出 {number2} 天'],
    [
      'Give prices of more days, or smaller parts (split.test, task.options.refit).',
      '请提供更多天的价格，或缩小各部分（split.test、task.options.refit）。',
    ],
    ['The days held out have too few rebalancings.', '留出的日子里调仓次数太少。'],
    ['at least two periods from rebalancing to rebalancing', '至少两个完整的调仓期'],
    [
      'Hold out more days (split.test), or rebalance more often (task.options.rebalance).',
      '请留出更多天（split.test），或更频繁地调仓（task.options.rebalance）。',
    ],
    ['{file}: there are too few days to rebalance on.', '{file}：可供调仓的天数太少。'],
    [
      'two periods from rebalancing to rebalancing after the first {number} days',
      '最初 {number} 天之后的两个调仓期',
    ],
    [
      'highest Sharpe ratio after costs on the days before those held out ({figures})',
      '在留出部分之前的日子上扣除成本后的夏普比率最高（{figures}）',
    ],
    [
      'Equal weight itself serves: before the {number} periods held out nothing had been better after costs.',
      '由等权本身提供服务：在留出的 {number} 个调仓期之前，扣除成本后没有更好的策略。',
    ],
    [
      'On {number} periods held out it beat equal weight after costs: Sharpe ratio {own} against {other} (difference {value}, from {lower} to {upper}).',
      '在留出的 {number} 个调仓期内，扣除成本后优于等权：夏普比率 {own} 对 {other}（差 {value}，区间 {lower} 至 {upper}）。',
    ],
    [
      'On {number} periods held out it did not beat equal weight after costs: Sharpe ratio {own} against {other} (difference {value}, from {lower} to {upper}).',
      '在留出的 {number} 个调仓期内，扣除成本后未能优于等权：夏普比率 {own} 对 {other}（差 {value}，区间 {lower} 至 {upper}）。',
    ],
    // Treatments.
    [
      'a probability of being treated from {number} to {number2}, where both are known',
      '接受处理的概率在 {number} 至 {number2} 之间，两种情形均有已知个例',
    ],
    // Trainings.
    ['{file}: {number} of {number2} rows cannot be read.', '{file}：{number2} 行中有 {number} 行无法读取。'],
    [
      '{file}: there are no rows: expected {saidExpected}, received none.',
      '{file}：没有行：应为{saidExpected}，实际为空。',
    ],
    ['at least one row below the header', '表头之下至少一行'],
    ['at least one row', '至少一行'],
    ['{file}: no row has the value {value} in {column}.', '{file}：{column} 列没有取值为 {value} 的行。'],
    ['a column and a value of it', '一列及其取值'],
    ['No row is left for {parts}.', '没有行留给 {parts}。'],
    [
      'Give more rows, or larger parts (split.test, split.validation); rows whose outcome is not known belong to no part.',
      '请提供更多行，或加大各部分（split.test、split.validation）；结果未知的行不属于任何部分。',
    ],
    ['A class has no row to learn from.', '有一个类别没有可供学习的行。'],
    ['rows of the class {code} ({label})', '类别 {code}（{label}）的行'],
    [
      'Where the file has such rows, the split holds all of them out: divide it otherwise.',
      '若文件中有这样的行，则划分把它们全部留出了：请换一种划分。',
    ],
    [
      'The target has the same value in every row, so there is nothing to learn.',
      '目标列每一行取值都相同，没有可学的内容。',
    ],
    ['different values', '不同的取值'],
    ['a number above -1, for the transform log1p of the target', '大于 -1 的数（目标列使用 log1p 变换）'],
    ['a value of at least one target', '至少一个目标有取值'],
    // What serves.
    ['{name} is the only candidate', '{name} 是唯一的候选模型'],
    ['factorisation is the only candidate', 'factorisation 是唯一的候选模型'],
    [
      "highest {metric} on the rows that no candidate's member learnt from ({figures})",
      '在所有候选模型均未学习过的行上 {metric} 最高（{figures}）',
    ],
    [
      "lowest {metric} on the rows that no candidate's member learnt from ({figures})",
      '在所有候选模型均未学习过的行上 {metric} 最低（{figures}）',
    ],
    ['synthetic sample', '合成样本'],
    ['original', '原始数据'],
    ['file', '文件'],
  ],
  received: [
    ['{number} (the first stands for the others)', '{number}（以第一行代替其余各步）'],
    ['{number} absent (the last one before stands for each)', '缺 {number} 步（以其前最后一行代替）'],
    ['an older one', '更早的数值'],
    ['none before', '此前没有'],
    ['another one (the last counts)', '又一行（以最后一行为准）'],
    [
      '{number} blank (the last known value before, in the series, stands for each)',
      '{number} 处空白（以该序列中之前最后的已知值代替）',
    ],
    [
      '{number} blank (the last known value before, or the first known one, stands for each)',
      '{number} 处空白（以之前最后的或最先的已知值代替）',
    ],
    ['{number} only', '只有 {number}'],
    ['{number}: hardly anyone like this was treated', '{number}：类似的个例几乎无人接受处理'],
    ['{number}: hardly anyone like this went untreated', '{number}：类似的个例几乎无人未接受处理'],
  ],
};
