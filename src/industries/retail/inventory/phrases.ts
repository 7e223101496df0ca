import type { Phrase } from '../../../core/language/phrase-book.js';

/** How an order was worked out. */
export const inventoryPhrases: readonly Phrase[] = [
  [
    '(s, S): s covers the protection weeks at the service level, S is an economic quantity above it',
    '(s, S)：s 以给定服务水平覆盖保护期需求，S 再加一个经济订货量',
  ],
  [
    'newsvendor: up to what covers the protection weeks at the service level',
    '报童模型：补至以给定服务水平覆盖保护期需求',
  ],
  ['The request is no stock.', '请求不是库存订货请求。'],
  ['An order is for one series.', '一次订货只针对一个序列。'],
  ['The delivery takes longer than is forecast.', '交货时间超出预测范围。'],
];
