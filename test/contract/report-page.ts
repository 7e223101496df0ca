import type { Language } from '../../src/core/language/language.js';

const tag = /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z:-]+="[^"<]*")*)\s*(\/?)>/gu;

/** What is wrong with a page that should be well formed (as XML is), run nothing, load nothing and say nothing that no reader understands. */
export function faultsOfPage(page: string, language: Language): string[] {
  const withoutStyle = page.replace(/<style>[^<]*<\/style>/u, '').replace(/^<!DOCTYPE html>/u, '');
  const shown = withoutStyle.replaceAll(tag, ' ');
  return [
    ...nestingFaults(withoutStyle),
    ...(/[<>]/u.test(shown) ? [`a bare ${/.{0,30}[<>].{0,30}/u.exec(shown)?.[0]}`] : []),
    ...(/<script|\son[a-z]+="|javascript:|\sstyle="|<(?:link|img|iframe|object|form|base)\b/iu.test(
      withoutStyle,
    )
      ? ['something that runs or loads']
      : []),
    ...(/(?:src|href)="(?!#)/u.test(withoutStyle) ? ['an address'] : []),
    ...['undefined', 'NaN', '[object', 'Infinity'].filter((word) => shown.includes(word)),
    ...(page.includes(`<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">`) ? [] : ['no language']),
    ...(/default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='"/u.test(page) ? [] : ['no policy']),
  ];
}

/** Elements that are not closed where they should be, and ids that are there twice. */
function nestingFaults(page: string): string[] {
  const open: string[] = [];
  const faults: string[] = [];
  for (const [, closes, name, , ends] of page.matchAll(tag)) {
    if (ends === '/') continue;
    if (closes === '') open.push(name);
    else if (open.pop() !== name) faults.push(`</${name}>`);
  }
  const ids = Array.from(page.matchAll(/\sid="([^"]*)"/gu), ([, id]) => id);
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
  return [...faults, ...open.map((name) => `<${name}> is open`), ...twice.map((id) => `two of ${id}`)];
}
