import type { Phrases } from '../core/language/phrase-book.js';

/** Names and files of the catalogue. */
export const datasetPhrases: Phrases = {
  phrases: [
    ['There is no dataset {name}. Datasets: {names}.', '没有数据集 {name}。现有数据集：{names}。'],
    ['The download was cancelled.', '下载已取消。'],
  ],
};
