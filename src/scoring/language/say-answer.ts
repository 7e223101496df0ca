import { corePhrases } from '../../core/phrases.js';
import { csvPhrases } from '../../csv/phrases.js';
import { decisionPhrases } from '../../decisions/phrases.js';
import { explanationPhrases } from '../../explanation/phrases.js';
import { learningPhrases } from '../../learning/phrases.js';
import { tablePhrases } from '../../tables/phrases.js';
import { defaultLanguage, type Language } from '../../core/language/language.js';
import { PhraseBook, type Phrases } from '../../core/language/phrase-book.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import { scoringPhrases } from '../phrases.js';
import { scenarioWords, type ScenarioWords } from './scenario-words.js';

/** What an answer or a rejected row can say, but for what a plug-in adds. */
export const answerPhrases: readonly Phrases[] = [
  corePhrases,
  csvPhrases,
  tablePhrases,
  decisionPhrases,
  learningPhrases,
  explanationPhrases,
  scoringPhrases,
];

/** Fields that people read. */
const proseKeys = new Set(['text', 'method', 'notice', 'meaning', 'first', 'quantity', 'limit', 'event']);

/** Fields that programs compare, too: they stay, and what they are called is told beside them. */
const nameKeys = new Set(['label', 'action', 'rule', 'stage']);

/** Fields whose keys are names. */
const keyedByName = new Set(['probabilities', 'targets']);

const ofScenario = new WeakMap<ScenarioWords, PhraseBook>();

/**
 * An answer of a scenario, or of an endpoint of it, with the texts that people read in the language asked for. Names of classes, actions and stages
 * stay, for programs compare them; `names` says what those are called. In English it is the very same value.
 */
export function sayAnswer(
  value: unknown,
  { spec, plugin }: Pick<Scenario, 'spec' | 'plugin'>,
  language: Language,
): unknown {
  if (language === defaultLanguage || typeof value !== 'object' || value === null) return value;
  const speaker = new Speaker(scenarioWords(spec), bookOf({ spec, plugin }), language);
  const said = speaker.say(value) as object;
  const { names } = speaker;
  return names.size === 0 ? said : { ...said, names: Object.fromEntries(names) };
}

/** From a text of an answer to the same in a language, where a file has it in a cell. */
export function textsOf(
  { spec, plugin }: Pick<Scenario, 'spec' | 'plugin'>,
  language: Language = defaultLanguage,
): (text: string) => string {
  if (language === defaultLanguage) return (text) => text;
  const book = bookOf({ spec, plugin });
  return (text) => book.say(text, language);
}

/** With the texts of the scenario itself, which sentences are made of. */
export function bookOf({ spec, plugin }: Pick<Scenario, 'spec' | 'plugin'>): PhraseBook {
  const words = scenarioWords(spec);
  const found = ofScenario.get(words);
  if (found) return found;
  const declared = [...words.texts].filter(([en]) => !/[{}]/u.test(en));
  const book = new PhraseBook([...answerPhrases, { phrases: declared }, { phrases: plugin.phrases ?? [] }]);
  ofScenario.set(words, book);
  return book;
}

class Speaker {
  /** Of the names that it met, in their order. */
  readonly names = new Map<string, string>();

  constructor(
    private readonly words: ScenarioWords,
    private readonly book: PhraseBook,
    private readonly language: Language,
  ) {}

  say(value: unknown, key = ''): unknown {
    if (typeof value === 'string') return this.sayText(value, key);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((entry: unknown) => this.say(entry));
    const fields = Object.entries(value);
    if (keyedByName.has(key)) for (const [name] of fields) this.meet(name);
    const said = Object.fromEntries(fields.map(([name, inside]) => [name, this.say(inside, name)]));
    return 'because' in said ? withList(said) : said;
  }

  private sayText(text: string, key: string): string {
    if (nameKeys.has(key)) this.meet(text);
    if (!proseKeys.has(key)) return text;
    return this.words.texts.get(text) ?? this.book.say(text, this.language);
  }

  private meet(name: string): void {
    const called = this.words.names.get(name) ?? this.book.say(name, this.language);
    if (called !== name) this.names.set(name, called);
  }
}

/** A reason lists titles, which may hold any word themselves: the list is joined anew as a whole. */
function withList(reason: Record<string, unknown>): Record<string, unknown> {
  const { because, text } = reason;
  if (typeof text !== 'string' || !Array.isArray(because)) return reason;
  return { ...reason, text: text.replace(because.join(' and '), () => because.join('、')) };
}
