import type { Phrases } from '../core/language/phrase-book.js';

/** Why a version serves or not, and the heads of a report's tables. */
export const trainingPhrases: Phrases = {
  phrases: [
    ['asked not to', '要求不上线'],
    ['trained on {saidKind} {name}', '用{saidKind} {name} 训练'],
    ['synthetic-sample', '合成样本'],
    [
      'the champion was trained on real data, this version on the synthetic sample',
      '当前版本用真实数据训练，此版本用合成样本训练',
    ],
    ['{metric} is not defined on the {number} rows held out', '{metric} 在留出的 {number} 行上没有定义'],
    ['{metric} {number} misses the floor {number2}', '{metric} {number} 未达到下限 {number2}'],
    [
      '{number} rows held out are too few to tell how good it is (at least {number2})',
      '留出的 {number} 行太少，无法说明其好坏（至少 {number2} 行）',
    ],
    [
      'a constant is better: {metric} {number} beside {number2}',
      '常数预测更好：{metric} {number}，此版本 {number2}',
    ],
    ['{model} became the champion meanwhile', '{model} 已在此期间成为当前版本'],
    [
      'only {number} rows held out are new to {model} too, too few to compare both (at least {number2})',
      '留出的行中只有 {number} 行对 {model} 也是新的，太少，无法比较（至少 {number2} 行）',
    ],
    ['worse than the champion: {saidComparison}', '劣于当前版本：{saidComparison}'],
    ['it cannot be compared with the champion: {saidComparison}', '无法与当前版本比较：{saidComparison}'],
    [
      '{metric} {value} beside {value2} of {model} on the same {number} rows (difference {value3}, 95 % {value4} to {value5})',
      '在相同的 {number} 行上 {metric} {value}，{model} 为 {value2}（差 {value3}，95 % 区间 {value4} 至 {value5}）',
    ],
    // Tables of a report.
    [
      'Labels{saidOf} at the threshold {number}, to which accuracy, precision, recall and F1 belong',
      '阈值 {number} 下的判定{saidOf}（准确率、精确率、召回率和 F1 均按此计算）',
    ],
    ['Calibration{saidOf}: what was predicted beside what happened', '校准{saidOf}：预测与实际对照'],
    ['Decisions{saidOf}', '决策{saidOf}'],
    ['Classes{saidOf}', '类别{saidOf}'],
    ['Groups of {column}, at the threshold', '按 {column} 分组（在阈值处）'],
    ['Mean absolute error at each horizon, beside baselines', '各预测步长的平均绝对误差，与基线对照'],
    ['what happened', '实际'],
    ['labelled positive', '判为正类'],
    ['labelled {label}', '判为 {label}'],
    ['predicted {label}', '预测 {label}'],
    ['recall', '召回率'],
    ['mean probability', '平均概率'],
    ['share of {label}', '{label} 的比例'],
    ['rows', '行数'],
    ['action', '行动'],
    ['of them {label}', '其中 {label}'],
    ['group', '组'],
    ['happened', '实际发生'],
    ['of the positive', '正类中'],
    ['of the negative', '负类中'],
    ['horizon', '步长'],
    ['forecast', '预测'],
    [
      'Mean cost per decision {number} (all negative {value}, all positive {value2}).',
      '平均每次决策成本 {number}（全判负类 {value}，全判正类 {value2}）。',
    ],
    [
      'Lowest by highest share labelled positive {value}; equalised odds difference {value2}.',
      '各组判为正类比例的最低与最高之比 {value}；均等几率差 {value2}。',
    ],
  ],
};
