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
