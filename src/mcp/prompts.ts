import type { GetPromptResult, Prompt } from '@modelcontextprotocol/server';
import { UnknownNameError, shown } from '../core/errors.js';
import { textIn, type Language } from '../core/language/language.js';
import type { LocalisedText } from '../core/text/localised-text.js';
import { cleanText } from './clean-text.js';

interface Template {
  description: LocalisedText;
  /** `{scenario}` stands for the id. */
  text: LocalisedText;
}

/** Ways to work with the tools, for people to choose from. */
const templates: Readonly<Record<string, Template>> = {
  decide_one_case: {
    description: { en: 'Decide one case with its limits', zh: '判断一个样本并说明其适用范围' },
    text: {
      en: 'Help me decide one case of {scenario}. Read describe_scenario, ask me for the values that you do not have, call the tool of the scenario, and tell me: whether the answer may be used at all, the notice, the figure with its interval, the decision with its rule, and the three strongest reasons. Use figures from the structured result only; do not estimate any yourself.',
      zh: '请帮我判断 {scenario} 的一个样本。先读 describe_scenario，向我询问缺少的取值，再调用该场景的工具，然后告诉我：应答是否可用、须知、数值及其区间、决策及其规则，以及最重要的三条理由。数值只取自结构化结果，不要自行估计。',
    },
  },
  score_and_summarise_a_table: {
    description: { en: 'Score a small table and sum it up', zh: '为小表打分并总结' },
    text: {
      en: 'Score the table that I give you with {scenario}: call score_table, then tell me how many rows were scored and rejected and why, how decisions are distributed, and which rows must not be used. Do not repeat single rows unless I ask.',
      zh: '请用 {scenario} 为我给出的表打分：调用 score_table，然后告诉我打分和拒绝各有多少行及原因、各决策的分布，以及哪些行的结果不可使用。除非我要求，不要逐行复述。',
    },
  },
  explain_to_the_person_concerned: {
    description: { en: 'Explain an answer to the person whom it concerns', zh: '向当事人解释应答' },
    text: {
      en: 'Explain an answer of {scenario} to the person whom it concerns: call explain, and write at most 150 plain words with the strongest reasons, without technical terms, without claiming that a reason is a cause, and saying how a person can have the decision reviewed.',
      zh: '请向当事人解释 {scenario} 的一个应答：调用 explain，用不超过 150 字的平实语言写出最重要的理由，不用术语，不把理由说成原因，并说明如何申请人工复核。',
    },
  },
  should_we_promote: {
    description: { en: 'Should another version serve?', zh: '是否应换用另一版本？' },
    text: {
      en: 'Should another version of {scenario} serve? Call get_metrics and compare_versions, look at the intervals, the data and the rows behind each figure, and give a recommendation with what speaks against it. Change nothing before I have agreed.',
      zh: '{scenario} 是否应换用另一版本？调用 get_metrics 和 compare_versions，查看各指标的区间、数据来源和样本量，给出建议及反对理由。未经我同意，不要更改任何设置。',
    },
  },
  write_monthly_model_report: {
    description: { en: 'Write the monthly report of a model', zh: '撰写模型月报' },
    text: {
      en: 'Write the monthly report of {scenario} for people who decide: what it answers, which version serves and since when, how good it is on rows held out (with intervals, beside the constant answer), what stands behind it, its limits, and what should be looked at next. Read the model card and get_metrics; quote no figure that stands in neither.',
      zh: '请为决策者撰写 {scenario} 的月报：它回答什么问题、当前版本及启用时间、留出样本上的表现（含区间，并与常数基线对照）、数据来源、局限，以及下一步应关注什么。请阅读模型卡和 get_metrics；两者中没有的数值不要引用。',
    },
  },
};

const promptArguments = [
  { name: 'scenario', description: 'Id, such as finance/credit-scoring', required: true },
  { name: 'language', description: 'en or zh', required: false },
];

export function listPrompts(language: Language): Prompt[] {
  return Object.entries(templates).map(([name, { description }]) => ({
    name,
    description: textIn(description, language),
    arguments: promptArguments,
  }));
}

/** @throws UnknownNameError for a prompt that there is not. */
export function getPrompt(
  name: string,
  given: Readonly<Record<string, string>> = {},
  usual: Language,
): GetPromptResult {
  const template = Object.hasOwn(templates, name) ? templates[name] : undefined;
  if (!template) {
    throw new UnknownNameError('There is no such prompt.', {
      details: [{ expected: `one of ${Object.keys(templates).join(', ')}`, received: shown(name) }],
    });
  }
  const language = given.language === 'zh' || given.language === 'en' ? given.language : usual;
  const scenario = cleanText(given.scenario ?? '…', 140);
  const text = textIn(template.text, language).replaceAll('{scenario}', scenario);
  return {
    description: textIn(template.description, language),
    messages: [{ role: 'user', content: { type: 'text', text } }],
  };
}
