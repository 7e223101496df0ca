import type { Phrases } from '../core/language/phrase-book.js';

/** What orders of jobs and their results are refused with. */
export const jobPhrases: Phrases = {
  phrases: [
    ['There is no job {id}.', '没有任务 {id}。'],
    ['GET /v1/jobs lists them.', 'GET /v1/jobs 列出所有任务。'],
    ['The options of the job are not what they should be.', '任务的选项有误。'],
    ['GET /openapi.json describes the options.', '选项的说明见 GET /openapi.json。'],
    ['The order came without a table.', '订单没有附带表。'],
    [
      'a CSV as the body, as the file of a form, or {"path": "..."}',
      '以正文或表单文件给出的 CSV，或 {"path": "..."}',
    ],
    ['The table is too large.', '表过大。'],
    ['{number} jobs wait or run already.', '已有 {number} 个任务在等待或运行。'],
    ['The result was kept for its time and has been removed.', '结果已过保留期并被删除。'],
  ],
};
