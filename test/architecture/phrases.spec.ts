import { STATUS_CODES } from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { httpPhrases } from '../../src/http/phrases.js';
import { placesOf } from '../../src/core/language/template.js';
import { projectRoot } from '../../src/core/paths.js';
import { suitePhrases } from '../../src/suite.phrases.js';

const source = join(projectRoot, 'src');
const texts = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/(?:phrases|\.spec)\.ts$/u.test(path))
  .map((path) => readFileSync(join(source, path), 'utf8'));
/** What the program says, whatever the quotes and the lines that it is written in. */
const written = texts.join('\n').replaceAll(/['"`] \+\s+['"`]/gu, '');
const program = [written, written.replaceAll('-', ' '), ...Object.values(STATUS_CODES)].join('\n');

/** What of a phrase its source must hold as it is: no place, and no seam of two sentences. */
function fixedParts(phrase: string): string[] {
  return phrase.split(/\{[a-z]\w*\}|[:;.,()]| or | to \b/iu).map((part) => part.trim());
}

describe('every phrase', () => {
  const all = [...suitePhrases, httpPhrases].flatMap(({ phrases, received = [] }) => [
    ...phrases,
    ...received,
  ]);

  it('is Chinese in Chinese, and has the same places', () => {
    expect(all.length).toBeGreaterThan(150);
    const wrong = all.filter(
      ([en, zh]) =>
        (en !== zh && !/\p{Script=Han}|[：至（]/u.test(zh)) ||
        String(placesOf(en).sort()) !== String(placesOf(zh).sort()),
    );
    expect(wrong).toEqual([]);
  });

  it('is said by the program', () => {
    const parts = all.flatMap(([en]) => fixedParts(en)).filter((part) => part.length > 3);
    expect(parts.filter((part) => !program.includes(part))).toEqual([]);
  });
});
