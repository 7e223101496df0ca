import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { LocalisedText } from '../api/types';
import { chinese, type Phrase } from './phrases';

export type Language = 'en' | 'zh';

type Values = Readonly<Record<string, string | number>>;

export interface Spoken {
  language: Language;
  setLanguage: (language: Language) => void;
  /** A text of the app, with what stands in its braces. */
  say: (phrase: Phrase, values?: Values) => string;
  /** A text of a scenario; in the other language where it has one alone. */
  textOf: (text: LocalisedText | undefined) => string;
}

const storageName = 'sextant-language';
const Context = createContext<Spoken | undefined>(undefined);

/** What the reader chose once, else the first of the browser's languages that the app speaks. */
function firstLanguage(): Language {
  const kept = localStorage.getItem(storageName);
  if (kept === 'en' || kept === 'zh') return kept;
  const known = navigator.languages.find((one) => /^(?:en|zh)\b/i.test(one));
  return known?.toLowerCase().startsWith('zh') === true ? 'zh' : 'en';
}

/** Fill the braces of a text. */
export function filled(text: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

export function textIn(language: Language, text: LocalisedText | undefined): string {
  return text?.[language] ?? text?.en ?? text?.zh ?? '';
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const spoken = useMemo<Spoken>(
    () => ({
      language,
      setLanguage: (chosen) => {
        localStorage.setItem(storageName, chosen);
        setLanguage(chosen);
      },
      say: (phrase, values) => filled(language === 'zh' ? chinese[phrase] : phrase, values),
      textOf: (text) => textIn(language, text),
    }),
    [language],
  );
  return <Context value={spoken}>{children}</Context>;
}

export function useLanguage(): Spoken {
  const spoken = useContext(Context);
  if (!spoken) throw new Error('used outside of LanguageProvider');
  return spoken;
}
