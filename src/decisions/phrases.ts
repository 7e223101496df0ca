import type { Phrases } from '../core/language/phrase-book.js';

/** How rules are called in an answer. */
export const decisionPhrases: Phrases = {
  phrases: [
    ['expected cost', '期望成本'],
    ['rule out, rule in', '排除或纳入诊断'],
    ['probability of crossing a limit', '超过限值的概率'],
    ['lower bound against lead time', '区间下限与提前期比较'],
  ],
};
