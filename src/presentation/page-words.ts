import { catalogue, type Messages } from '../core/language/catalogue.js';
import type { Language } from '../core/language/language.js';
import { figureWords } from './figures/figure-words.js';

const entries = {
  ...figureWords,
  contents: { en: 'Contents', zh: '目录' },
  about: { en: 'Version', zh: '版本' },
  data: { en: 'Data', zh: '数据' },
  figures: { en: 'How good it is', zh: '模型表现' },
  pictures: { en: 'Curves', zh: '曲线' },
  deciding: { en: 'Errors and decisions', zh: '错误与决策' },
  fairness: { en: 'Groups of people', zh: '公平性：各群体的表现' },
  reading: { en: 'What answers rest on', zh: '答案的依据' },
  learnt: { en: 'What it has learnt', zh: '模型学到了什么' },
  learntIs: {
    en: 'How much every column moves {figure}: its mean absolute contribution to the answers to {count} reference rows, with the interval of other choices of these rows and the places in the order that may be chance.',
    zh: '各列对{figure}的影响：在 {count} 个参照样本上的平均绝对贡献；区间由对参照样本重抽样得出，名次的范围表示其间的先后可能出于偶然。',
  },
  importanceHead: { en: 'mean contribution (95 % interval)', zh: '平均绝对贡献（95 % 区间）' },
  shareHead: { en: 'share', zh: '占比' },
  placeHead: { en: 'place', zh: '名次' },
  places: { en: '{first} to {last}', zh: '{first} 至 {last}' },
  limits: { en: 'Limits', zh: '局限' },
  notFor: { en: 'Not for', zh: '不适用于' },
  everything: { en: 'Everything else that was kept', zh: '报告的其余内容' },
  synthetic: {
    en: 'Trained on a synthetic sample: the figures below prove the plumbing and say nothing about real cases.',
    zh: '用合成样本训练：下列数字只说明流程可用，对真实情况没有任何说明力。',
  },
  headline: {
    en: '{metric}: {value}, on {rows} rows that the training never saw.',
    zh: '{metric}：{value}，在训练未见过的 {rows} 行上得出。',
  },
  serves: { en: 'Serves: {network} ({reason}).', zh: '采用：{network}（{reason}）。' },
  trained: {
    en: 'Trained {day} UTC in {seconds} s on the engine {engine}, seed {seed}.',
    zh: '训练于 {day}（UTC），用时 {seconds} 秒，计算引擎 {engine}，随机种子 {seed}。',
  },
  source: { en: 'Source: {kind} {name}, sha256 {sha256}.', zh: '来源：{kind} {name}，sha256 {sha256}。' },
  rows: {
    en: '{development} rows to learn from, {test} held out for the figures, {rejected} left out as unreadable.',
    zh: '{development} 行用于学习，{test} 行留出用于评估，{rejected} 行因无法读取而未计入。',
  },
  notes: { en: 'Notes on the data and the training', zh: '关于数据和训练的说明' },
  lines: { en: 'Lines {lines}.', zh: '第 {lines} 行。' },
  moreLines: { en: 'Lines {lines}, ...', zh: '第 {lines} 等行。' },
  profile: {
    en: 'The {rows} rows that were learnt from, column by column',
    zh: '学习所用的 {rows} 行，逐列',
  },
  noProfile: {
    en: 'This version was trained before profiles of the data were kept.',
    zh: '此版本训练时尚未保存数据概况。',
  },
  columnHead: { en: 'column', zh: '列' },
  kindHead: { en: 'kind', zh: '类型' },
  missingHead: { en: 'missing', zh: '缺失' },
  distinctHead: { en: 'distinct', zh: '不同取值' },
  valuesHead: { en: 'values', zh: '取值' },
  metricHead: { en: 'metric', zh: '指标' },
  servedHead: { en: 'served: {network} (95 % interval)', zh: '采用：{network}（95 % 区间）' },
  constantHead: { en: 'without any feature', zh: '不用任何特征' },
  interval: { en: '{value} ({lower} to {upper})', zh: '{value}（{lower} 至 {upper}）' },
  noInterval: { en: '{value} (no interval)', zh: '{value}（无区间）' },
  howMeasured: {
    en: 'Measured on the {rows} rows held out. Intervals come from resampling these rows; a metric that resampling biases, such as the expected calibration error, has none. The other columns are what was trained beside the served network, and what the base rate or the mean alone reaches.',
    zh: '在留出的 {rows} 行上测得。区间由对这些行重抽样得出；重抽样会使其产生偏差的指标（如期望校准误差）不给区间。其余各列是与采用的网络同时训练的候选模型，以及仅凭基准比例或均值所能达到的水平。',
  },
  atThreshold: {
    en: 'Accuracy, precision, recall and F1 are those at the threshold that serves, {threshold}; {cost}AUC, log loss and Brier score need no threshold.',
    zh: '准确率、精确率、召回率和 F1 均按所用阈值 {threshold} 计算；{cost}AUC、对数损失和 Brier 得分不依赖阈值。',
  },
  sameCost: {
    en: 'the cost is that of the decisions below, with their reviews; ',
    zh: '成本即下文各项决策（含人工审核）的成本；',
  },
  candidates: { en: 'What was trained', zh: '训练过的模型' },
  candidateHead: { en: 'network', zh: '网络' },
  validationHead: { en: '{metric} when it was chosen', zh: '选择时的 {metric}' },
  membersHead: { en: 'members', zh: '成员数' },
  epochsHead: { en: 'epochs (best)', zh: '轮次（最佳）' },
  secondsHead: { en: 'seconds', zh: '秒' },
  references: { en: 'Published and peer figures', zh: '已发表的结果与同类工具的结果' },
  otherRows: {
    en: 'These were measured as the last column says, mostly on other rows: compare them with this version only where it was measured alike, and never with a version of a synthetic sample.',
    zh: '这些数字按最后一列的方法测得，所用的行大多不同：只有测量方法相同时才可与此版本比较，且绝不可与用合成样本训练的版本比较。',
  },
  modelHead: { en: 'model', zh: '模型' },
  valueHead: { en: 'value', zh: '数值' },
  protocolHead: { en: 'how it was measured', zh: '测量方法' },
  thisHead: { en: 'this version, on its rows held out', zh: '此版本（在其留出行上）' },
  targets: { en: 'Each target', zh: '各目标' },
  targetHead: { en: 'target', zh: '目标' },
  rowsHead: { en: 'rows', zh: '行数' },
  meansOver: { en: 'The figures above are means over the targets.', zh: '以上数字为各目标的均值。' },
  stages: { en: 'At each stage', zh: '各阶段' },
  firstStage: {
    en: 'The figures above are those of the first stage.',
    zh: '以上数字为第一阶段的数字。',
  },
  decision: { en: 'How an answer becomes an action', zh: '如何由答案得出行动' },
  decisionIs: {
    en: 'As the scenario declares it: the rule, its costs and its limits.',
    zh: '以场景声明为准：规则、成本与限值。',
  },
  fairnessIs: {
    en: 'How the rows held out fare by each sensitive column. A difference whose interval holds 0, and a ratio whose interval holds 1, may be chance; a figure without enough rows is listed and not estimated.',
    zh: '按各敏感列划分的留出行的表现。差异的区间含 0、比值的区间含 1 时，可能只是偶然；行数不足的数字照列，但不作估计。',
  },
  readingIs: {
    en: 'Columns that the model reads, and those that it is given without reading them. The reasons of one answer come with that answer.',
    zh: '模型读取的列，以及给出但不读取的列。单个答案的理由随该答案给出。',
  },
  roleHead: { en: 'role', zh: '角色' },
  meaningHead: { en: 'meaning', zh: '含义' },
  sensitiveHead: { en: 'sensitive', zh: '敏感' },
  yes: { en: 'yes', zh: '是' },
  everythingIs: {
    en: 'Sections of the report as they are stored, for whatever the page above does not show.',
    zh: '报告中各部分的原样内容，含上文未展示的部分。',
  },
  moreEntries: { en: '{count} more in report.json', zh: '其余 {count} 项见 report.json' },
  made: {
    en: 'Made from the stored report of {model}; the figures are those of report.json.',
    zh: '由 {model} 的已存报告生成；数字与 report.json 一致。',
  },
} as const;

export type PageWords = Messages<typeof entries>;

export function wordsIn(language: Language): PageWords {
  return catalogue(entries, () => language);
}
