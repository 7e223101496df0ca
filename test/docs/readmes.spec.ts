import { describe, expect, it } from '@jest/globals';
import { shippedScenarios } from '../../src/core/paths.js';
import { loadScenarios } from '../../src/scenarios/load-scenarios.js';
import { readProjectFile } from './markdown.js';

/** What a text in another language has in common with its twin. */
interface Content {
  /** Of each section: the level of its head, and how many paragraphs, rows of tables and items it has. */
  sections: { level: number; paragraphs: number; rows: number; items: number }[];
  /** Whole blocks of commands and what they print. */
  blocks: string[];
  /** Outside of blocks, in alphabetical order. */
  figures: string[];
  code: string[];
  links: string[];
}

const block = /^```[^]*?^```$/gmu;

function contentOf(path: string): Content {
  const markdown = readProjectFile(path);
  const prose = markdown.replace(block, '```');
  const all = (pattern: RegExp) => Array.from(prose.matchAll(pattern), (match) => match[1]).sort();
  return {
    sections: prose.split(/^(?=#{1,6} )/mu).flatMap((section) => {
      const head = /^(#+) /u.exec(section);
      return head ? [{ level: head[1].length, ...sizesOf(section) }] : [];
    }),
    blocks: markdown.match(block) ?? [],
    figures: all(/(?<![A-Za-z0-9_.,-])(\d[\d.,]*\d|\d)/gu),
    code: all(/`([^`\n]+)`/gu),
    // Each names the other one, and its own picture.
    links: all(/\]\(([^)]+)\)/gu).map((link) => link.replace('.zh-CN', '')),
  };
}

function sizesOf(section: string) {
  const count = (pattern: RegExp) => section.match(pattern)?.length ?? 0;
  return {
    paragraphs: section.split(/\n{2,}/u).filter((text) => text.trim() !== '').length,
    rows: count(/^\|/gmu),
    items: count(/^- /gmu),
  };
}

describe('README.zh-CN.md', () => {
  const english = contentOf('README.md');
  const chinese = contentOf('README.zh-CN.md');

  it.each(['sections', 'blocks', 'figures', 'code', 'links'] as const)('has the %s of README.md', (part) => {
    expect(english[part].length).toBeGreaterThan(5);
    expect(chinese[part]).toEqual(english[part]);
  });
});

const words = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
  'Thirteen',
  'Fourteen',
  'Fifteen',
  'Sixteen',
  'Seventeen',
  'Eighteen',
  'Nineteen',
  'Twenty',
];

/** Scenarios that ask the question of another one of other data. */
const sameQuestion = [
  ['city/hourly-traffic', 'city/traffic-forecast'],
  ['city/detector-flow', 'city/traffic-forecast'],
  ['manufacturing/concrete-mix', 'manufacturing/production-optimisation'],
  ['medical/drug-side-effects', 'medical/drug-properties'],
  ['medical/drug-toxicity', 'medical/drug-properties'],
];

it('package.json and both READMEs count the business questions, industries and scenarios that there are', async () => {
  const ids = (await loadScenarios([shippedScenarios])).map(({ spec }) => spec.id);
  // `basics` is no industry: its scenario is there to learn by.
  const scenarios = ids.filter((id) => !id.startsWith('basics/'));
  expect(scenarios).toEqual(expect.arrayContaining(sameQuestion.flat()));
  const questions = words[scenarios.length - sameQuestion.length];
  const industries = words[new Set(scenarios.map((id) => id.split('/')[0])).size];
  const { description } = JSON.parse(readProjectFile('package.json')) as { description: string };
  expect(description).toContain(`${questions} business questions of ${industries.toLowerCase()} industries`);
  const counted = `${questions} questions of ${industries.toLowerCase()} industries, as ${scenarios.length} scenarios`;
  expect(readProjectFile('README.md')).toContain(counted);
  expect(readProjectFile('README.zh-CN.md')).toContain(`共 ${scenarios.length} 个场景`);
});
