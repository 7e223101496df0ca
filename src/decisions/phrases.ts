import type { Phrases } from '../core/language/phrase-book.js';

/** How rules are called in an answer. */
export const decisionPhrases: Phrases = {
  phrases: [
    ['expected cost', '期望成本'],
    ['rule out, rule in', '排除或纳入诊断'],
    ['expected gain of an offer', '邀约的期望收益'],
    ['The file has no row to decide on.', '文件中没有可供决策的行。'],
    ['The limit is 0: no row gets an offer.', '名额为 0：没有一行得到邀约。'],
    [
      'The budget of {number} pays for no offer, each of which costs {number2}.',
      '预算 {number} 不足以支付任何一份邀约，每份成本为 {number2}。',
    ],
    [
      'No row gets an offer: none is expected to bring more than it costs.',
      '没有一行得到邀约：没有一份邀约的期望收益高于其成本。',
    ],
    [
      '{number} of {number2} rows get an offer, which cost {number3} and are expected to gain {number4} beyond that.',
      '{number2} 行中有 {number} 行得到邀约，共花费 {number3}，预计另可获得净收益 {number4}。',
    ],
    [
      'A probability is no effect of the offer: who is likely to act may act without one.',
      '概率并不等于邀约的效果：很可能行动的人，没有邀约也可能行动。',
    ],
    ['grades', '分级'],
    ['probability of crossing a limit', '超过限值的概率'],
    ['lower bound against lead time', '区间下限与提前期比较'],
    ['effect against cost and harm', '效应与成本和危害比较'],
  ],
};
