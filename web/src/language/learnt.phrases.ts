/** Texts of the page of what a model has learnt: English, and its Chinese. */
export const learntPhrases = {
  'What it has learnt': '模型学到了什么',
  'Answers of this question follow from more than the columns of one row: what each column does is not told for it.':
    '该问题的预测不只取决于单行的各列，因此不提供各列的作用。',
  'What is told': '所示数值',
  'What moves {figure}': '什么在影响{figure}',
  'Mean absolute contribution': '平均绝对贡献',
  Share: '占比',
  Place: '名次',
  '{first} to {last}': '第 {first} 至 {last} 名',
  '{name} moves it most: by {value} on average, {share} of all.':
    '影响最大的是“{name}”：平均变动 {value}，占全部的 {share}。',
  'No other column may be as important by chance.': '其重要性明显高于其他各列。',
  'Not told apart from it: {names}.': '与其难分先后：{names}。',
  'The {n} most important of {of} columns are shown.': '仅显示 {of} 列中最重要的 {n} 列。',
  'Faint bars are sensitive columns: {names}.': '颜色较淡的条为敏感列：{names}。',
  'Each answer to {n} reference rows is explained; these stand for {of} rows learnt from.':
    '对 {n} 个参照样本逐一解释其预测；它们代表训练所用的 {of} 行。',
  'How the answer goes with a column': '预测如何随一列变化',
  '{column}: effect on {figure}': '{column}：对{figure}的效应',
  'Highest at {high} ({most}), lowest at {low} ({least}), compared with the mean. The strip below shows where the {n} rows lie that were learnt from.':
    '相对平均值，在 {high} 处最高（{most}），在 {low} 处最低（{least}）。下方条带显示训练所用 {n} 行的分布。',
  'Highest for {high} ({most}), lowest for {low} ({least}), compared with the mean. Bars at the right count the {n} rows that were learnt from.':
    '相对平均值，“{high}”最高（{most}），“{low}”最低（{least}）。右侧条形为训练所用 {n} 行的计数。',
  'No row was learnt from that has a value here.': '训练数据中该列没有取值。',
  '{n} rows have no value.': '{n} 行缺失该列。',
  Effect: '效应',
  'Rows up to the next': '到下一边界的行数',
  'few rows learnt from': '训练行数很少',
  'no row learnt from': '训练数据中没有',
  'Dashed: no reference lies there, and the nearest ones tell.':
    '虚线：该处没有参照样本，由最近的参照样本推得。',
  References: '参照样本',
  At: '位置',
  ', ': '、',
} as const;
