import { defaultLanguage, type Language } from './language.js';
import { fill, placesOf } from './template.js';

/**
 * A sentence of the product in English and in Chinese. A place is filled with what stood there in the English one; its name says what may: at
 * `number`, `day` and `name` (and `number2`, ...) a number, a date or a word, at any other one anything, also nothing. What stands at a place that begins with
 * `said` is a phrase itself; at one that begins with `received`, one of those that are said of a value.
 */
export type Phrase = readonly [en: string, zh: string];

export interface Phrases {
  phrases: readonly Phrase[];
  /** What may stand in the place of a value that was received: only these are said in another language, for all else quotes what was given. */
  received?: readonly Phrase[];
}

const forms: readonly [name: string, form: string][] = [
  ['number', String.raw`[-+]?[\d.,]*\d(?:e[-+]?\d+)?`],
  ['day', String.raw`\d{4}-\d{2}-\d{2}(?:[ T][\d:.]+\S*)?`],
  ['name', String.raw`\S+`],
];

/** A longer text is no sentence of the product. */
const longest = 4000;

/** So many answers are remembered: what is expected of a column is said for each wrong cell of it. */
const mostRemembered = 1000;

interface Pattern {
  form: RegExp;
  places: readonly string[];
  zh: string;
}

/**
 * Says in Chinese what was composed in English far from any door: in a thread, in a report or a job that is stored. What it does not know stays as
 * it is.
 */
export class PhraseBook {
  private readonly phrases: PhraseList;
  private readonly values: PhraseList;

  constructor(all: readonly Phrases[]) {
    this.phrases = new PhraseList(all.flatMap(({ phrases }) => phrases));
    this.values = new PhraseList(all.flatMap(({ received = [] }) => received));
  }

  /** A sentence of the product, or a part of one. */
  say(text: string, language: Language): string {
    return language === defaultLanguage ? text : this.phrases.say(text, this.sayPlace);
  }

  /** What was received: mostly a quotation, which stays. */
  sayReceived(text: string, language: Language): string {
    return language === defaultLanguage ? text : this.values.say(text, this.sayPlace);
  }

  private readonly sayPlace = (name: string, text: string): string => {
    if (name.startsWith('said')) return this.phrases.say(text, this.sayPlace);
    return name.startsWith('received') ? this.values.say(text, this.sayPlace) : text;
  };
}

type SayPlace = (name: string, text: string) => string;

class PhraseList {
  private readonly whole: ReadonlyMap<string, string>;
  private readonly patterns: readonly Pattern[];
  private readonly remembered = new Map<string, string>();

  constructor(phrases: readonly Phrase[]) {
    this.whole = new Map(phrases.filter(([en]) => placesOf(en).length === 0));
    // What says more of itself fits better.
    this.patterns = phrases
      .filter(([en]) => placesOf(en).length > 0)
      .sort(([a], [b]) => fixedLength(b) - fixedLength(a))
      .map(patternOf);
  }

  say(text: string, sayPlace: SayPlace): string {
    const whole = this.whole.get(text) ?? this.remembered.get(text);
    if (whole !== undefined) return whole;
    if (text.length > longest) return text;
    const said = this.match(text, sayPlace);
    if (this.remembered.size >= mostRemembered) this.remembered.clear();
    this.remembered.set(text, said);
    return said;
  }

  private match(text: string, sayPlace: SayPlace): string {
    for (const { form, places, zh } of this.patterns) {
      const found = form.exec(text);
      if (!found) continue;
      const values = places.map((name, i) => [name, sayPlace(name, found[i + 1])] as const);
      return fill<string>(zh, Object.fromEntries(values));
    }
    return text;
  }
}

function fixedLength(phrase: string): number {
  return phrase.length - placesOf(phrase).reduce((sum, name) => sum + name.length + 2, 0);
}

function patternOf([en, zh]: Phrase): Pattern {
  const parts = en
    .split(/\{[a-z]\w*\}/iu)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`));
  const places = placesOf(en);
  const source = places.reduce((sum, name, i) => `${sum}(${formOf(name)})${parts[i + 1]}`, parts[0]);
  return { form: new RegExp(`^${source}$`, 'su'), places, zh };
}

function formOf(name: string): string {
  return forms.find(([known]) => name.replace(/\d+$/u, '') === known)?.[1] ?? '.*?';
}
