import type { Phrases } from '../core/language/phrase-book.js';

/** What families remark about rows, why they show what they show, and what they could not learn from. */
export const learningPhrases: Phrases = {
  phrases: [
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
