import type { Phrases } from '../core/language/phrase-book.js';

/** What the door itself refuses. */
export const httpPhrases: Phrases = {
  phrases: [
    ['Bad Request', '请求有误'],
    ['Not Found', '未找到'],
    ['Method Not Allowed', '不支持此方法'],
    ['Payload Too Large', '请求正文过大'],
    ['Unsupported Media Type', '不支持的内容类型'],
    ['Internal Server Error', '服务器内部错误'],
    ['Service Unavailable', '服务暂不可用'],
    ['There is no such path.', '没有此路径。'],
    ['GET /docs shows every path.', 'GET /docs 列出所有路径。'],
    ['This path does not take {name}.', '此路径不接受 {name}。'],
    ['The body must be {types}.', '请求正文必须是 {types}。'],
    ['The body is too large.', '请求正文过大。'],
    [
      'JSON holds options here, and the path of a table; the table itself goes in the body as text/csv.',
      '此处 JSON 只放选项和表的路径；表本身请以 text/csv 放在请求正文中。',
    ],
    ['That is no version.', '这不是版本号。'],
    ['a whole number from 1', '从 1 开始的整数'],
    ['This server is not asked by that name.', '请求没有使用此服务器的名称。'],
    ['This server wants a key.', '此服务器需要密钥。'],
    ['This server does not know this key.', '此服务器不认识该密钥。'],
    ['the header Authorization: Bearer KEY', '请求头 Authorization: Bearer 密钥'],
    [
      'Whoever runs the server makes keys: `sextant keys add`.',
      '密钥由服务器管理者创建：`sextant keys add`。',
    ],
    ['This key may not do this.', '该密钥无权执行此操作。'],
    ['the role {role}', '角色 {role}'],
    ['the role {role} for {industry}', '行业 {industry} 的角色 {role}'],
    ['Too many requests in a short time.', '短时间内请求过多。'],
    [
      'Whoever runs the server may allow more: SEXTANT_REQUESTS_PER_MINUTE.',
      '服务器管理者可以放宽限制：SEXTANT_REQUESTS_PER_MINUTE。',
    ],
    ['There is no such model.', '没有此模型。'],
    ['a name such as finance.credit-scoring', '形如 finance.credit-scoring 的名称'],
    ['The request is none of the Open Inference Protocol.', '请求不符合开放推理协议。'],
    ['Some inputs are not what the model expects.', '部分输入张量与模型的要求不符。'],
    ['a column of the model', '模型的某一列'],
    ['each column once', '每列只出现一次'],
    ['[{number}] or [{number}, 1], as of the first input', '与第一个输入相同的 [{number}] 或 [{number}, 1]'],
    ['{number} values', '{number} 个值'],
    ['The model has no such output.', '模型没有此输出。'],
  ],
  received: [
    ['no content-type', '没有 content-type'],
    ['{number} bytes', '{number} 字节'],
  ],
};
