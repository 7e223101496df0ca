import type { ScenarioSummary } from '../api/types';
import { useLanguage } from '../language/language';
import type { Phrase } from '../language/phrases';

/** What the industries that ship are called; another one by its own name. */
const titles: Readonly<Record<string, Phrase>> = {
  finance: 'Finance',
  medical: 'Medicine',
  retail: 'Retail',
  manufacturing: 'Manufacturing',
  education: 'Education',
  city: 'City',
  basics: 'Basics',
  own: 'Your own',
};

export interface Industry {
  name: string;
  title: string;
  scenarios: ScenarioSummary[];
}

/** Scenarios by industry, in the order of the titles, others behind them. */
export function useIndustries(scenarios: readonly ScenarioSummary[]): Industry[] {
  const { say } = useLanguage();
  const known = Object.keys(titles);
  const names = [...new Set([...known, ...scenarios.map(({ industry }) => industry)])];
  return names
    .map((name) => ({
      name,
      title: name in titles ? say(titles[name]) : name,
      scenarios: scenarios.filter(({ industry }) => industry === name),
    }))
    .filter((one) => one.scenarios.length > 0);
}
