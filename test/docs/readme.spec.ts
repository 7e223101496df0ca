import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/core/paths.js';
import { realDataFolder } from '../real-data.js';
import { followGuide, runStep } from './follow-guide.js';
import type { ConsoleStep } from './guide-blocks.js';
import type { GuideReader } from './guide-reader.js';
import { readProjectFile } from './markdown.js';

const real = realDataFolder();

followGuide('README.md', {
  has: ['scenarios', '../shared'],
  serverStays: true,
  step: followStep,
  afterwards: (reader) => {
    it('gets the same probability over REST, by command line and in a CSV', () => {
      const root = reader().root;
      const features = exampleFeatures();
      reader().save('one.csv', `${Object.keys(features).join()}\n${Object.values(features).join()}\n`);
      reader().run('sextant score finance/credit-scoring one.csv');
      const [header, cells] = readFileSync(join(root, 'one.csv.scored.csv'), 'utf8')
        .split('\n')
        .map((line) => line.split(','));
      const printed = reader().history.filter(({ commands }) => /sextant predict|curl/u.test(commands));
      const probabilities = printed.map(({ output }) => probabilityOf(output));
      expect(probabilities).toHaveLength(2);
      expect(new Set([...probabilities, Number(cells[header.indexOf('probability')])]).size).toBe(1);
    });

    it('has a receipt that counts every row', () => {
      const text = readFileSync(join(reader().root, 'applications.csv.scored.receipt.json'), 'utf8');
      expect(JSON.parse(text)).toMatchObject({ rows: { input: 1000, scored: 1000, rejected: 0 } });
    });
  },
});

/**
 * Importing the real data is run where it is there. The cross-validation over 15 folds trains for most of a minute on two idle
 * cores, too long for a test: `npm run bench:quality` does it. Here its files must exist, and its figure must be the one that
 * the scenario's own page gives.
 */
function followStep(reader: GuideReader, step: ConsoleStep): void {
  const { command, output } = step;
  if (!command.includes('--folds')) {
    expect(command).toMatch(/^sextant datasets import \.\.\/shared\/datasets\//u);
    if (real !== undefined) runStep(reader, { ...step, output: `${output}…\n` });
    return;
  }
  const figures = /mean auc ([\d.]+ \(95 % interval [\d.]+ to [\d.]+)/u.exec(output);
  expect(readProjectFile('scenarios/finance/credit-scoring/README.md')).toContain(figures?.[1]);
  const folds = /--folds (\S+)/u.exec(command)?.[1] ?? '';
  if (real !== undefined) expect(existsSync(join(projectRoot, folds))).toBe(true);
}

function exampleFeatures(): Record<string, unknown> {
  const text = readProjectFile('scenarios/finance/credit-scoring/examples/predict.json');
  return (JSON.parse(text) as { features: Record<string, unknown> }).features;
}

function probabilityOf(json: string): number {
  return (JSON.parse(json) as { prediction: { probability: number } }).prediction.probability;
}

describe('the tables of scenarios', () => {
  it('in both READMEs are those that scripts/readme-table.mjs makes', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/readme-table.mjs', '--check'], {
      cwd: projectRoot,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
