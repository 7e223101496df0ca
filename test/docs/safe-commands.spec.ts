import { expect, it } from '@jest/globals';
import { projectFiles, readProjectFile } from './markdown.js';

/** Where the project is not installed, `npx` asks the registry for a package of that name, which is a stranger's. */
const runsAStranger = /\bnpx(?: +-\S+)* +sextant\b/u;

const texts = /\.(?:md|ts|mjs|js|json|ya?ml|html|svg|py)$/u;

it('no guide, hint or test runs the program through npx', () => {
  expect('npx --yes ' + 'sextant list').toMatch(runsAStranger);
  const files = projectFiles().filter((path) => texts.test(path));
  expect(files).toEqual(expect.arrayContaining(['README.md', 'README.zh-CN.md', 'src/cli/failure.ts']));
  expect(files.filter((path) => runsAStranger.test(readProjectFile(path)))).toEqual([]);
});
