import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { placesOf } from '../core/language/template.js';
import { projectRoot } from '../core/paths.js';
import { said, speakAs } from './language.js';
import { buildProgram } from './program.js';

const isChinese = (text: string) => /\p{Script=Han}|[，；：。（]/u.test(text);
afterEach(() => speakAs('en'));

type Catalogue = Record<string, string | ((values: Record<string, string>) => string)>;

/** Every message of a catalogue in the language that is spoken, with the names of its places where they are. */
function told(catalogue: Catalogue): Record<string, string> {
  const values = new Proxy({}, { get: (_, name) => `{${String(name)}}` });
  return Object.fromEntries(
    Object.entries(catalogue).map(([name, message]) => [
      name,
      typeof message === 'string' ? message : message(values),
    ]),
  );
}

const folder = join(projectRoot, 'src', 'cli', 'messages');
/** Phrases are held together elsewhere. */
const phrases = ['help.ts', 'usage.ts'];
const files = readdirSync(folder).filter((name) => !phrases.includes(name));

describe.each(files)('messages of %s', (name) => {
  it('are Chinese in Chinese, with the same places', async () => {
    const { say } = (await import(pathToFileURL(join(folder, name)).href)) as { say: Catalogue };
    const english = told(say);
    speakAs('zh');
    for (const [key, text] of Object.entries(told(say))) {
      expect({ key, places: placesOf(text).sort() }).toEqual({ key, places: placesOf(english[key]).sort() });
      // A text may be figures and places alone.
      if (/[a-z]{2}/iu.test(english[key].replaceAll(/\{\w+\}/gu, '')))
        expect(text).toMatch(/\p{Script=Han}/u);
    }
  });
});

/** Every text of the help that the program brings itself. */
function helpOf(command: Command): string[] {
  return [
    command.description(),
    ...command.options.map(({ description }) => description),
    ...command.registeredArguments.map(({ description }) => description),
    ...command.commands.flatMap(helpOf),
  ].filter((text) => text !== '');
}

it('every text of the help is told in Chinese', async () => {
  const texts = helpOf(await buildProgram(() => ({}) as never, { language: 'zh' }));
  expect(texts.length).toBeGreaterThan(60);
  expect(texts.filter((text) => !isChinese(said(text)))).toEqual([]);
});
