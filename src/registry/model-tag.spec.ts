import { resolve, sep } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UsageError } from '../core/errors.js';
import { formatModelTag, parseModelReference, parseModelTag } from './model-tag.js';

const name = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}$/);

describe('model tags', () => {
  it('reads and writes the text form', () => {
    expect(parseModelTag('finance/credit-scoring@3')).toEqual({
      scenario: 'finance/credit-scoring',
      version: 3,
    });
    expect(formatModelTag({ scenario: 'finance/credit-scoring', version: 3 })).toBe(
      'finance/credit-scoring@3',
    );
    expect(parseModelReference('finance/credit-scoring@champion')).toEqual({
      scenario: 'finance/credit-scoring',
      alias: 'champion',
    });
  });

  it.each([
    '',
    '@',
    'finance@3',
    'finance/credit-scoring',
    'finance/credit-scoring@',
    'finance/credit-scoring@0',
    'finance/credit-scoring@03',
    'finance/credit-scoring@-1',
    'finance/credit-scoring@1.0',
    'finance/credit-scoring@1e3',
    'finance/credit-scoring@3 ',
    ' finance/credit-scoring@3',
    'finance/credit-scoring@3@4',
    'finance/credit-scoring@3\n',
    'Finance/credit-scoring@3',
    'finance/credit_scoring@3',
    'finance/credit/scoring@3',
    '../credit-scoring@3',
    'finance/..@3',
    'finance/.@3',
    'finance\\credit@3',
    '/finance@3',
    'finance/@3',
    'finance/-a@3',
    `finance/${'a'.repeat(65)}@3`,
    'finance/credit-scoring@9999999999999999999',
  ])('refuses %j', (text) => {
    expect(() => parseModelTag(text)).toThrow(UsageError);
  });

  it('names the wrong part and shows what was received', () => {
    expect(() => parseModelTag('finance/credit-scoring@latest')).toThrow(
      '"finance/credit-scoring@latest" is no model tag: it needs a whole number from 1 after @.',
    );
    expect(() => parseModelTag('credit@1')).toThrow('A scenario is written industry/scenario, not "credit".');
  });

  it('gives back every tag that it wrote', () => {
    fc.assert(
      fc.property(name, name, fc.integer({ min: 1, max: 1e14 }), (industry, scenario, version) => {
        const tag = { scenario: `${industry}/${scenario}`, version };
        expect(parseModelTag(formatModelTag(tag))).toEqual(tag);
      }),
    );
  });

  it('never accepts a text that is not the form of what it read, nor one that leaves the folder', () => {
    const piece = fc.constantFrom(
      'a',
      'finance',
      '/',
      '@',
      '..',
      '.',
      '-',
      '1',
      '0',
      ' ',
      '\\',
      '%2e',
      '\0',
      'Ä',
      '\n',
    );
    const mangled = fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(''));
    const part = (good: string) => fc.oneof(fc.constant(good), mangled);
    const text = fc
      .tuple(part('finance'), part('a-1'), part('10'))
      .map(([industry, scenario, version]) => `${industry}/${scenario}@${version}`);
    let accepted = 0;
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (candidate) => {
        let tag;
        try {
          tag = parseModelTag(candidate);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
          return;
        }
        accepted++;
        expect(formatModelTag(tag)).toBe(candidate);
        const root = resolve('models');
        expect(resolve(root, tag.scenario, String(tag.version)).slice(root.length).split(sep)).toHaveLength(
          4,
        );
      }),
      { numRuns: 5000, seed: 1 },
    );
    expect(accepted).toBeGreaterThan(0);
  });
});
