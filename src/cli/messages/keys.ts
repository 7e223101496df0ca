import { messages } from '../language.js';

/** `keys`. */
export const say = messages({
  id: { en: 'ID', zh: '编号' },
  name: { en: 'NAME', zh: '名称' },
  roles: { en: 'ROLES', zh: '角色' },
  created: { en: 'MADE', zh: '创建时间' },
  revoked: { en: 'REVOKED', zh: '吊销时间' },
  onlyOnce: {
    en: 'This is the key. It is not stored and is not shown again.',
    zh: '以上即密钥。它不会被保存，也不会再次显示。',
  },
});
