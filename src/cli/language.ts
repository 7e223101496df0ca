import { Option } from 'commander';
import { UsageError, shown } from '../core/errors.js';
import { catalogue, type Checked, type Entries, type Messages } from '../core/language/catalogue.js';
import { defaultLanguage, languages, textIn, type Language } from '../core/language/language.js';
import { PhraseBook } from '../core/language/phrase-book.js';
import type { LocalisedText } from '../core/text/localised-text.js';
import { suitePhrases } from '../suite.phrases.js';
import { helpPhrases } from './messages/help.js';
import { usagePhrases } from './messages/usage.js';

/*
 * The language that this process speaks to whoever started it. What people read on the screen follows the environment, and --lang before it. What
 * programs read (JSON on standard output, files) follows --lang alone: the same command gives the same bytes on every machine.
 */

const book = new PhraseBook([...suitePhrases, helpPhrases, usagePhrases]);

let spoken: Language = defaultLanguage;
let asked: Language | undefined;

/** Begin to speak a language, until --lang says otherwise. */
export function speakAs(language: Language): void {
  spoken = language;
  asked = undefined;
}

export function spokenLanguage(): Language {
  return spoken;
}

/** Of what programs read: that of --lang, else English. */
export function askedLanguage(): Language {
  return asked ?? defaultLanguage;
}

/** `--lang`, of every command. */
export function languageOption(): Option {
  return new Option(
    '--lang <language>',
    'en or zh: the language of texts; default: that of LC_ALL, LC_MESSAGES or LANG on the screen, English in JSON and files',
  ).argParser((text: string) => {
    const language = languages.find((known) => known === text);
    if (language === undefined) {
      throw new UsageError('The option --lang takes a language.', {
        details: [{ expected: `one of ${languages.join(', ')}`, received: shown(text) }],
      });
    }
    [spoken, asked] = [language, language];
    return language;
  });
}

/** Messages of a command, read in the language that is spoken. */
export function messages<const All extends Entries>(entries: All & Checked<All>): Messages<All> {
  return catalogue<All>(entries, spokenLanguage);
}

/** What was composed in English elsewhere: in a report, a refusal, a note of a row. */
export function said(text: string): string {
  return book.say(text, spoken);
}

/** The same in a language of its own: of a file, which does not follow the screen. */
export function saidIn(text: string, language: Language): string {
  return book.say(text, language);
}

/** What was received, of a wrong place. */
export function saidReceived(text: string): string {
  return book.sayReceived(text, spoken);
}

/** A text of a specification: in Chinese the Chinese one, else both, as long as nobody asked for one. */
export function bothOrAsked({ en, zh }: LocalisedText, between = ' · '): string {
  if (asked !== undefined || spoken !== defaultLanguage) return textIn({ en, zh }, spoken);
  return `${en}${between}${zh}`;
}
