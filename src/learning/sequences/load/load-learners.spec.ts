import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatasetCatalogue } from '../../../datasets/dataset-catalogue.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { loadAnswers } from './load-learners.js';

const columns = [
  { name: 'who', kind: 'identifier', meaning: '' },
  { name: 'at', kind: 'numeric', missing: 'reject', meaning: '' },
  { name: 'skill', kind: 'categorical', missing: 'own-category', meaning: '' },
  { name: 'right', kind: 'categorical', missing: 'own-category', meaning: '' },
];
const options = { group: 'who', order: 'at', skill: 'skill' };

describe('answers of learners in a file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sextant-answers-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const load = async (lines: readonly string[], more: object = {}) => {
    await writeFile(join(folder, 'rows.csv'), `who,at,skill,right\n${lines.join('\n')}\n`);
    const task = { name: 'knowledge-tracing', options: { ...options, ...more } };
    const target = { name: 'right', kind: 'categorical', positive: '1' };
    const spec = { data: { file: 'rows.csv' }, columns, target, task };
    return loadAnswers({ spec, folder } as unknown as Scenario, {} as DatasetCatalogue);
  };

  it('are put in order, learner by learner', async () => {
    const { records } = await load(['a,2,Ratios,0', 'b,1,Adding,1', 'a,1,Adding,1']);
    expect(records.map(({ learner, skills, right }) => [learner, skills, [...right]])).toEqual([
      ['a', ['Adding', 'Ratios'], [1, 0]],
      ['b', ['Adding'], [1]],
    ]);
  });

  it('of one moment are refused by their lines: their order would not be known', async () => {
    await expect(
      load(['a,1,Adding,1', 'b,1,Adding,1', 'a,1,Ratios,0', 'b,2,Adding,1']),
    ).rejects.toMatchObject({
      message: 'rows.csv: 1 of 4 answers are of the same moment as another one of their learner.',
      details: [{ column: 'at', line: 4 }],
    });
  });

  it('of which none is about a skill that others are said to wait for: that is noted', async () => {
    const prerequisites = [{ skill: 'Ratios', after: ['Adding', 'Fraction'] }];
    const lines = ['a,1,Adding,1', 'a,2,Ratios,1'];
    expect((await load(lines)).notes).toEqual([]);
    const { notes } = await load(lines, { prerequisites });
    expect(notes.map(({ code, text }) => [code, text.en])).toEqual([
      ['unseen-skill', expect.stringMatching(/nobody answered.*: "Fraction"\.$/)],
    ]);
  });
});
