import { useMemo } from 'react';
import { useLanguage } from './language';

export interface NumberWords {
  /** With at most four significant digits, or all digits of a whole number. */
  number: (value: number) => string;
  /** Of a share between 0 and 1. */
  percent: (share: number) => string;
  /** With its sign, also when it is positive. */
  signed: (value: number) => string;
  bytes: (count: number) => string;
  seconds: (count: number) => string;
  moment: (iso: string) => string;
}

/** How numbers and moments are written in the reader's language. */
export function useNumbers(): NumberWords {
  const { language } = useLanguage();
  return useMemo(() => numberWords(language === 'zh' ? 'zh-CN' : 'en-GB'), [language]);
}

export function numberWords(locale: string): NumberWords {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const short = new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 });
  const percentage = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  // What differs from 0 by rounding alone is 0.
  const number = (value: number) =>
    (Math.abs(value) >= 1000 ? whole : short).format(Math.abs(value) < 1e-7 ? 0 : value);
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      maximumFractionDigits: 1,
      unitDisplay: 'short',
    }).format(value);
  return {
    number,
    percent: (share) => percentage.format(share),
    signed: (value) => (value > 0 ? `+${number(value)}` : number(value).replace('-', '−')),
    bytes: (count) => (count < 1e6 ? unit(count / 1e3, 'kilobyte') : unit(count / 1e6, 'megabyte')),
    seconds: (count) => (count < 90 ? unit(count, 'second') : unit(count / 60, 'minute')),
    moment: (iso) => time.format(new Date(iso)),
  };
}
