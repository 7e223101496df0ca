import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { moleculesAlive } from '../../src/chemistry/rdkit.js';
import {
  assembledMoleculesMechanism,
  assembledMoleculesOptions,
} from '../../src/datasets/samples/assembled-molecules.mechanism.js';
import { atomsOf } from '../../src/industries/medical/atoms.js';
import { knownMolecules } from '../../src/industries/medical/molecules.js';
import { neighboursOf } from '../../src/industries/medical/neighbours.js';
import { openVersion } from '../../src/learning/index.js';
import type { Predictor } from '../../src/learning/predictor.js';
import { parseScenario } from '../../src/scenarios/load-scenarios.js';
import type { ServedView } from '../../src/scenarios/scenario-plugin.js';
import { readObjects } from '../../src/tables/reading/rows.js';
import { trainScenario, type TrainResult } from '../../src/training/train-scenario.js';
import { tinyHome, type TinyHome } from '../../src/training/training.fixture.js';

/** A nitro group adds 3 wherever it stands, fluorine takes 1.5, nothing else counts. */
const truth = { nitro: 3, fluorine: -1.5 };
const noise = 0.2;

const options = assembledMoleculesOptions.parse({
  mechanism: 'assembled-molecules',
  seed: 11,
  rows: 220,
  columns: ['smiles', 'property'],
  smiles: 'smiles',
  salts: 0.1,
  repeated: 0.1,
  numbers: { property: { level: 0, effects: truth, noise } },
});

const text = `id: test/molecules
title: { en: Molecules, zh: 分子 }
question: { en: How much?, zh: 多少？ }
data: { file: rows.csv }
columns:
  - { name: smiles, kind: molecule, bits: 128, meaning: { en: molecule, zh: 分子 } }
target: { name: property, kind: numeric, meaning: { en: property, zh: 性质 } }
task: { name: regression }
model: { architecture: mlp, options: { hidden: [32] } }
training: { epochs: 40, batchSize: 32, optimiser: { name: adamw, learningRate: 0.005 } }
split: { method: group, column: smiles, by: part, validation: { folds: 2 } }
metrics: { primary: rmse }
`;

let home: TinyHome;
let trained: TrainResult;
let predictor: Predictor;
let served: Pick<ServedView, 'columns' | 'readRows' | 'answerRows' | 'section' | 'nearest' | 'model'>;

beforeAll(async () => {
  const { header, records } = assembledMoleculesMechanism.generate(options);
  const csv = [header, ...records].map((cells) => cells.join(',')).join('\n');
  home = await tinyHome(parseScenario(text, 'scenario.yaml'), `${csv}\n`);
  const scenario = {
    ...home.scenario,
    plugin: { report: knownMolecules },
  };
  trained = await trainScenario({ scenario }, home.context);
  predictor = await openVersion(scenario, await home.context.registry.load(trained.model));
  const { columns } = scenario.spec;
  const readRows = (rows: readonly unknown[]) => readObjects(columns, rows).table;
  served = {
    columns,
    readRows,
    model: predictor.tag,
    section: predictor.section,
    ...predictor.abilities(readRows),
    answerRows: (rows) => {
      const answers = predictor.answers(readRows(rows));
      return rows.map((_, row) => answers.answer(row));
    },
  };
});

afterAll(async () => {
  predictor.dispose();
  await home.remove();
});

const ask = (smiles: string) => atomsOf({ features: { smiles } }, served);

/** The sum of what the atoms of a group count for, by where its text stands in the SMILES. */
function countedFor(smiles: string, group: RegExp): number {
  const { molecule, atoms } = ask(smiles);
  const [found] = molecule.matchAll(group);
  const from = found.index + 1;
  return atoms
    .filter(({ character }) => character >= from && character < from + found[0].length)
    .reduce((sum, { contribution }) => sum + contribution, 0);
}

describe('a group that causes the property', () => {
  it('is learnt: molecules that were held out are told within three times the noise', () => {
    expect(trained.headline.value).toBeLessThan(3 * noise);
  });

  it.each([
    ['Cc1cc([N+](=O)[O-])cc(Cl)c1', 3],
    ['CCCC(C)[N+](=O)[O-]', 3],
    ['Cc1ccc(F)cc1', -1.5],
    ['CCc1ccccc1', 0],
  ])('is worth in %s what it is worth: %d', (smiles, value) => {
    expect(Math.abs((ask(smiles).prediction.value ?? NaN) - value)).toBeLessThan(0.6);
  });

  it('is found by its atoms, and no other atom counts as much', () => {
    for (const smiles of ['Cc1cc([N+](=O)[O-])cc(Cl)c1', 'CC(C)c1ccc(cc1)[N+](=O)[O-]']) {
      const { atoms } = ask(smiles);
      const ranked = [...atoms].sort((a, b) => b.contribution - a.contribution);
      expect(ranked.slice(0, 2).some(({ symbol }) => symbol === '[N+]')).toBe(true);
      expect(countedFor(smiles, /O=\[N\+\]\(\[O-\]\)|\[N\+\]\(=O\)\[O-\]/g)).toBeGreaterThan(1.5);
      const others = atoms.filter(({ symbol }) => /^(Cl|C)$/.test(symbol));
      for (const { contribution } of others) expect(contribution).toBeLessThan(ranked[0].contribution / 2);
    }
    expect(countedFor('Cc1ccc(F)cc1', /F/g)).toBeLessThan(-0.7);
  });
});

describe('neighbours', () => {
  it('of a molecule of the training are itself and what is like it, with what is known', () => {
    const [known] = (served.section as { molecules: string[] }).molecules;
    const { neighbours } = neighboursOf({ features: { smiles: known }, count: 3 }, served);
    expect(neighbours).toHaveLength(3);
    expect(neighbours[0].similarity).toBe(1);
    expect(neighbours[1].similarity).toBeGreaterThanOrEqual(neighbours[2].similarity);
    for (const { known: facts } of neighbours) expect(Object.keys(facts)).toEqual(['property']);
  });

  it('are asked of one molecule, of a target that there is, and of a text that is a molecule', () => {
    const features = { smiles: 'CCO' };
    expect(() => atomsOf({ features, target: 'colour' }, served)).toThrow('a target that there is not');
    expect(() => neighboursOf({ features, count: 0 }, served)).toThrow('one molecule');
    expect(() => neighboursOf({ rows: [features] }, served)).toThrow('one molecule');
    expect(() => neighboursOf({ features }, { ...served, section: undefined })).toThrow('does not know');
  });
});

describe('a training on molecules', () => {
  it('notes salts, repeated molecules and their different outcomes', () => {
    const codes = trained.report.notes?.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['salts', 'repeated-molecules', 'conflicting-rows']));
  });

  it('frees every molecule', () => {
    expect(moleculesAlive()).toBe(0);
  });
});
