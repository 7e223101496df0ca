import { messages } from '../language.js';

/** `decide`. */
export const say = messages({
  rule: { en: 'rule {rule}: {sentence}', zh: '规则 {rule}：{sentence}' },
  action: { en: '  {count} {action}', zh: '  {count} {action}' },
  summary: { en: '  {name}: {value}', zh: '  {name}：{value}' },
});
