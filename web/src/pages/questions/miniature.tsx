import type { ScenarioSummary } from '../../api/types';

type Task = NonNullable<ScenarioSummary['task']>;

/** What the picture of each task looks like, in a few lines; drawn in a box of 64 by 32. */
const drawings: Readonly<Record<Task, string>> = {
  classification: 'M4 20h56 M22 14v12 M44 14v12 M34 8l-4-5h8z',
  distribution: 'M4 28h56 M6 28C18 28 20 6 32 6s14 22 26 22 M24 4v24',
  regression: 'M4 28L58 6 M12 20v0 M22 24v0 M30 14v0 M40 18v0 M50 8v0',
  'remaining-life': 'M4 18h56 M4 12v12 M40 12v12 M26 18h28 M50 14v8',
  forecast: 'M4 20l8-6 8 4 8-8 M28 10l10 4 22-8 M28 10l10 10 22 6 M28 10l10 6 22-1',
  recommendation: 'M4 6h34 M4 14h26 M4 22h18 M48 6l3 6 6 1-4 4 1 6-6-3-6 3 1-6-4-4 6-1z',
  'knowledge-tracing':
    'M6 6h10v8H6z M22 6h10v8H22z M38 6h10v8H38z M6 19h10v8H6z M22 19h10v8H22z M40 23l3 4 6-8',
  'treatment-effect': 'M6 26L58 22 M6 26C24 24 40 10 58 6 M58 6v16',
  'portfolio-risk': 'M4 28h56 M6 28C22 28 22 6 30 6s10 18 28 21 M46 12v16',
  allocation: 'M8 28V16 M20 28V8 M32 28V20 M44 28V12 M56 28V22',
};

export function Miniature({ task }: { task: Task }) {
  return (
    <svg className="miniature" viewBox="0 0 64 32" width="64" height="32" aria-hidden="true">
      <path d={drawings[task]} />
    </svg>
  );
}
