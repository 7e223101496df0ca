import { targetsOf } from '../../scenarios/targets.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';

/** English texts by their Chinese ones. */
type Words = ReadonlyMap<string, string>;

/** What a scenario declares in both languages. */
export interface ScenarioWords {
  /** Of classes, events, actions, stages and targets: what an answer is keyed by. */
  names: Words;
  /** All its texts. */
  texts: Words;
}

const known = new WeakMap<ScenarioSpec, ScenarioWords>();

/** Made once for a scenario. A text that stands for two Chinese ones stands for none. */
export function scenarioWords(spec: ScenarioSpec): ScenarioWords {
  const found = known.get(spec);
  if (found) return found;
  const { task, stages, actionNames = {} } = spec;
  const names = [
    ...textsIn([targetsOf(spec), task]),
    ...stages.map(({ name, title }) => [name, title.zh] as const),
    ...Object.entries(actionNames).map(([action, { zh }]) => [action, zh] as const),
    ...targetsOf(spec).map(({ name, meaning }) => [name, meaning.zh] as const),
  ];
  const words = { names: unambiguous(names), texts: unambiguous(textsIn(spec)) };
  known.set(spec, words);
  return words;
}

type Pair = readonly [en: string, zh: string];

/** Every text in both languages inside a declaration. */
function textsIn(value: unknown): Pair[] {
  if (typeof value !== 'object' || value === null) return [];
  const { en, zh } = value as { en?: unknown; zh?: unknown };
  if (typeof en === 'string' && typeof zh === 'string') return [[en, zh]];
  return Object.values(value).flatMap(textsIn);
}

function unambiguous(pairs: readonly Pair[]): Words {
  const words = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const [en, zh] of pairs) {
    if ((words.get(en) ?? zh) !== zh) ambiguous.add(en);
    words.set(en, zh);
  }
  for (const en of ambiguous) words.delete(en);
  return words;
}
