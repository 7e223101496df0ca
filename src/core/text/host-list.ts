import { z } from 'zod';
import { parseAuthority, type Authority } from './authority.js';

/** Names of servers with commas between them. */
export const hostList = z.string().transform((text, context) => {
  const names = text.split(',').map((name) => parseAuthority(name.trim()));
  if (!names.includes(undefined)) return names as Authority[];
  context.addIssue({
    code: 'custom',
    message: 'names as example.org or example.org:8443, with commas between them',
  });
  return z.NEVER;
});
