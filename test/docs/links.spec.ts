import { existsSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/core/paths.js';
import { blocksOf } from './guide-blocks.js';
import { headingsOf, linksOf, projectFiles, readProjectFile } from './markdown.js';

const files = projectFiles();
const guides = files.filter((path) => path.endsWith('.md'));

/** Why a link of a guide leads nowhere; undefined when it does not, or leads out of the project. */
function broken(guide: string, target: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/u.test(target)) return undefined;
  const [file, anchor] = target.split('#');
  const path = file === '' ? guide : posix.join(dirname(guide), decodeURIComponent(file));
  if (path.startsWith('..')) return 'it leads out of the project';
  if (!existsSync(join(projectRoot, path))) return `there is no ${path}`;
  if (anchor === undefined) return undefined;
  const anchors = headingsOf(readProjectFile(path)).map((heading) => heading.anchor);
  return anchors.includes(decodeURIComponent(anchor)) ? undefined : `${path} has no heading #${anchor}`;
}

describe('the guides', () => {
  it('are found', () => {
    expect(guides).toEqual(expect.arrayContaining(['README.md', 'docs/data.md', 'src/monitoring/README.md']));
  });

  it.each(guides)('%s has only links that lead somewhere', (guide) => {
    const wrong = linksOf(readProjectFile(guide)).flatMap(({ line, target }) => {
      const why = broken(guide, target);
      return why === undefined ? [] : [`line ${line}: ${target}: ${why}`];
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ['a file that is not there', 'docs/nowhere.md'],
    ['a heading that is not there', 'docs/your-own-scenario.md#9-nothing'],
    ['a file outside', '../elsewhere.md'],
  ])('would be caught with %s', (_what, target) => {
    expect(broken('README.md', target)).toBeDefined();
  });

  it('would not be caught with one that is right', () => {
    expect(broken('docs/data.md', 'your-own-scenario.md#8-common-mistakes')).toBeUndefined();
    expect(broken('docs/data.md', 'https://example.org/#x')).toBeUndefined();
  });
});

describe('README.md and README.zh-CN.md', () => {
  const [english, chinese] = ['README.md', 'README.zh-CN.md'].map(readProjectFile);

  it('have the same headings', () => {
    const levels = (text: string) => headingsOf(text).map(({ level }) => level);
    expect(levels(chinese)).toEqual(levels(english));
  });

  it('have the same blocks', () => {
    const blocks = (text: string) => blocksOf(text).map(({ line: _, ...block }) => block);
    expect(blocks(chinese)).toEqual(blocks(english));
  });

  it('have the same links, each to its own language', () => {
    // Sorted: another language puts its words in another order.
    const targets = (text: string) =>
      linksOf(text)
        .map(({ target }) => target.replace('.zh-CN.', '.'))
        .sort();
    expect(targets(chinese)).toEqual(targets(english));
  });
});

describe('a page that the program names', () => {
  const places = files
    .filter((path) => /^(?:src|bin|scripts|packages|bench|test)\/.*\.(?:ts|js|mjs)$/u.test(path))
    .filter((path) => path !== 'test/docs/links.spec.ts')
    .flatMap((path) => {
      // Not `/docs/...`, which is a path of the server.
      const found = readProjectFile(path).matchAll(/(?<![\w/.-])docs\/[\w-]+(?:\/[\w-]+)*(?:\.\w+)?/gu);
      return [...found].map(([page]) => [page, path] as const);
    });

  it('is found in the sources', () => {
    expect(places.length).toBeGreaterThan(5);
  });

  it.each(places)('%s exists (%s)', (page) => {
    expect(existsSync(join(projectRoot, page))).toBe(true);
  });
});
