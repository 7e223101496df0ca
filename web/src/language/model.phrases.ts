/** Texts of how good a model is, of its versions and of its data: English, and its Chinese. */
export const modelPhrases = {
  'There is no model yet.': '尚无模型。',
  'Trained {at} on {rows} rows; judged on {test} rows held out by {metric}.':
    '{at} 用 {rows} 行训练；以 {metric} 在 {test} 行留出数据上评估。',
  '{architecture} serves.': '当前服务的架构：{architecture}。',
  'The rows are a synthetic sample: these figures show how the product works and say nothing about real cases.':
    '数据为合成样本：这些指标只展示产品如何工作，对真实情况没有任何说明力。',
  'Rows held out': '留出的行',
  'Plot of the rows held out; its figures stand in the tables of this page': '留出行的图；其数值见本页各表',
  'More of the task': '任务的更多细节',
  'Each target': '各目标',
  'Each stage': '各阶段',
  'By the rules of the industry': '按行业规则',
  'The rows that it learnt from': '训练所用的行',
  'Model card': '模型卡',
  'Metrics on rows held out': '留出行上的指标',
  Metric: '指标',
  '95 % interval': '95% 区间',
  'Without features': '无特征基线',
  'Better is': '更好的方向',
  'Reached by others': '其他方法',
  less: '越小',
  more: '越大',
  Calibration: '校准',
  Predicted: '预测',
  Happened: '实际发生',
  'What was predicted and what happened differ by {gap} on average over {n} rows.':
    '在 {n} 行上，预测与实际平均相差 {gap}。',
  'The model': '模型',
  'Mean absolute error by horizon': '各预测期的平均绝对误差',
  'The model is better than every simpler forecast at {n} of {of} horizons.':
    '在 {of} 个预测期中，模型有 {n} 个优于所有简单预测。',
  Candidates: '候选模型',
  'The choice rests on the rows that stopped the training, never on those held out.':
    '选择只依据用于提前停止的行，从不依据留出的行。',
  Architecture: '架构',
  'stopping rows': '提前停止行',
  'held out': '留出行',
  Networks: '网络数',
  Time: '用时',
  'Fairness by group': '各群体的公平性',
  'Of rows held out; groups with few rows are marked and are not compared.':
    '基于留出的行；行数少的群体会标出，且不作比较。',
  'few rows': '行数少',
  Group: '群体',
  '{n} values from {low} to {high}, {mean} on average; {missing} are missing.':
    '{n} 个值，范围 {low} 至 {high}，平均 {mean}；缺失 {missing}。',
  'From – to': '区间',
  'Roll back': '回滚',
  'Let the version that served before answer again?': '恢复之前服务的版本？',
  Version: '版本',
  Published: '发布时间',
  Change: '操作',
  'Let it serve': '启用',
  'Let version {version} answer from now on?': '从现在起由版本 {version} 回答？',
  'Train a new version': '训练新版本',
  'Train on the rows of this question? The version serves when it is not worse than the one that serves now.':
    '用该问题的数据训练？新版本不差于当前版本时才会启用。',
  'Each question learns from a dataset. A synthetic sample stands in until the real rows are imported, on the machine of this server:':
    '每个问题从一个数据集学习。在服务器所在的机器上导入真实数据之前，由合成样本代替：',
  '{n} rows were learnt from, {test} held out.': '用 {n} 行训练，留出 {test} 行。',
  'No profile of its rows was kept.': '未保存其数据概况。',
} as const;
