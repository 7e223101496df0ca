import type { Phrase } from '../core/language/phrase-book.js';

/** What proposals say, for the plug-ins that give them. */
export const proposalPhrases: readonly Phrase[] = [
  [
    'The proposal is better, by more than the predictions are uncertain.',
    '建议的设定更优，且改善超过了预测的不确定性。',
  ],
  [
    'The proposal is cheaper and keeps what is required with the end of its interval.',
    '建议的设定更便宜，且其区间端点满足要求。',
  ],
  [
    'As it is now, not every limit and requirement is kept; the proposal keeps them.',
    '目前的设定未满足全部约束与要求；建议的设定满足。',
  ],
  [
    'No improvement that the data support: what could be gained is less than the predictions are uncertain.',
    '没有数据支持的改善：可能的改善小于预测的不确定性。',
  ],
  [
    'No cheaper settings were found that keep the limits and what is required.',
    '没有找到满足约束与要求且更便宜的设定。',
  ],
  [
    'Nothing was found that keeps the limits and requirements where the data support an answer. The proposal came nearest and should not be relied on.',
    '在数据支持的范围内没有找到满足约束与要求的设定。所列建议最为接近，但不应依赖。',
  ],
  [
    'No settings keep all limits: those that are named contradict each other.',
    '没有设定能满足全部约束：所列各项相互矛盾。',
  ],
  [
    'The model has seen how cases differ, not what a change causes. Try a proposal on a small scale before it is relied on.',
    '模型看到的是不同情形之间的差异，而不是改变带来的结果。在依赖建议之前，请先小规模试验。',
  ],
];
