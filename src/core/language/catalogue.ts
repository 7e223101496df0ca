import type { Language } from './language.js';
import { fill, placesOf, type Places, type Values } from './template.js';

/** Messages by their names, each in both languages, with the places `{name}` that are filled when it is said. */
type Entries = Readonly<Record<string, { en: string; zh: string }>>;

type SamePlaces<En extends string, Zh extends string> = [Places<En>] extends [Places<Zh>]
  ? [Places<Zh>] extends [Places<En>]
    ? unknown
    : never
  : never;

/** Every entry whose two texts have not the same places is an error of the compiler. */
type Checked<All extends Entries> = {
  [Name in keyof All]: All[Name] & SamePlaces<All[Name]['en'], All[Name]['zh']>;
};

type Message<En extends string> = [Places<En>] extends [never] ? string : (values: Values<En>) => string;

export type Messages<All extends Entries> = {
  readonly [Name in keyof All]: Message<All[Name]['en']>;
};

/**
 * Messages that are read in the language spoken at the moment: a text, or a function of what stands at its places.
 * @param spoken is asked each time.
 */
export function catalogue<const All extends Entries>(
  entries: All & Checked<All>,
  spoken: () => Language,
): Messages<All> {
  const messages = {};
  for (const [name, entry] of Object.entries<{ en: string; zh: string }>(entries)) {
    const hasPlaces = placesOf(entry.en).length > 0;
    const get = () =>
      hasPlaces
        ? (values: Readonly<Record<string, string | number>>) => fill<string>(entry[spoken()], values)
        : entry[spoken()];
    Object.defineProperty(messages, name, { enumerable: true, get });
  }
  return messages as Messages<All>;
}
