import { defaultLanguage, type Language } from './language.js';

/** The variables of POSIX that say in which language messages are, the one that overrides the others first. */
const variables = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/** The language of a process's messages: `zh_CN.UTF-8` is zh; `C`, `POSIX`, any other locale and none are English. */
export function environmentLanguage(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = variables.map((name) => environment[name] ?? '').find((value) => value !== '');
  return /^zh(?![a-z])/iu.test(locale ?? '') ? 'zh' : defaultLanguage;
}
