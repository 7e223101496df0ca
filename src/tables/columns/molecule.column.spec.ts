import { beforeAll, describe, expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import { describeMolecule, descriptorNames } from '../../chemistry/describe.js';
import { CellProblem } from './column-kind.js';
import { encodeColumn, moleculeSpec, NoteList } from './columns.fixture.js';
import { groupingsOf } from './groupings.js';
import { columnKind, loadKinds } from './index.js';
import { moleculeColumn } from './molecule.column.js';

const column = moleculeSpec();
const read = moleculeColumn.reader(column);
const training = ['CCO', 'CCCO', 'CCCCO', 'CCN', 'CCCN', 'CCCCN', 'c1ccccc1', 'Cc1ccccc1', 'Oc1ccccc1'];

beforeAll(() => loadKinds([column]));

describe('the reader of molecules', () => {
  it('gives one text for one molecule', () => {
    expect(read('OCC')).toBe('CCO');
    expect(read(' C(O)C ')).toBe('CCO');
    expect(read('')).toBeNull();
    expect(read(null)).toBeNull();
  });

  it('names the fault and its character', () => {
    expect(read('CC(C')).toEqual(
      new CellProblem('a molecule as SMILES', '"CC(C" (the branch does not end, at character 3)'),
    );
    expect(read(7)).toBeInstanceOf(CellProblem);
    expect(read(['CCO'])).toBeInstanceOf(CellProblem);
  });
});

describe('features of molecules', () => {
  it('are descriptors, surroundings and bits that tell the training apart', () => {
    const state = moleculeColumn.fit(training, column);
    const names = moleculeColumn.features(state, column).map(({ name }) => name);
    expect(names.slice(0, descriptorNames.length)).toEqual(descriptorNames.map((name) => `smiles ${name}`));
    // Aromatic carbon with one hydrogen: in three of nine.
    expect(names).toContain('smiles around 6H1a');
    expect(state.bits.length).toBeGreaterThan(2);
    // An atom of one molecule only tells nothing of others.
    expect(names.some((name) => name.includes('around 8H1(-6)') || name.includes('around 8H1'))).toBe(true);
    const few = moleculeColumn.fit(training, moleculeSpec({ bits: 2, surroundings: 1 }));
    expect([few.bits.length, few.surroundings.length]).toEqual([2, 1]);
  });

  it('of a salt are those of its largest part, which a note says', () => {
    const state = moleculeColumn.fit(training, column);
    const notes = new NoteList();
    const [plain, salt] = encodeColumn(['CCN', 'CCN.Cl'], { column, state, notes });
    expect(salt).toEqual(plain);
    expect(notes.notes).toEqual([
      [1, 'salt', 'one molecule (the largest part stands for the whole)', '2 parts, the largest CCN'],
    ]);
  });

  it('are noted where a molecule is unlike all of the training', () => {
    const state = moleculeColumn.fit(training, column);
    const notes = new NoteList();
    encodeColumn(['CCCO', 'O=S(=O)(F)C#N'], { column, state, notes });
    const expected = expect.stringMatching(
      /^a Tanimoto similarity of 0\.\d\d or more to a molecule/,
    ) as unknown;
    expect(notes.notes).toEqual([[1, 'unlike-training', expected, '0.00']]);
  });

  it('know which of the training is nearest', () => {
    const state = moleculeColumn.fit(training, column);
    expect(moleculeColumn.nearest?.(state, 'CCCO', 2)[0]).toEqual({ value: 'CCCO', similarity: 1 });
    expect(moleculeColumn.nearest?.(state, null, 2)).toEqual([]);
  });
});

describe('groups of molecules', () => {
  it('are by part and by scaffold', () => {
    const { part, scaffold } = groupingsOf(column);
    expect(['CCN', 'CCN.Cl'].map(part)).toEqual(['CCN', 'CCN']);
    expect(['Cc1ccccc1', 'Oc1ccccc1.Cl', 'CCO'].map(scaffold)).toEqual(['c1ccccc1', 'c1ccccc1', '']);
    expect(describeMolecule('CCN.Cl')?.parts).toBe(2);
  });

  it('are none of other kinds', () => {
    expect(groupingsOf({ kind: 'numeric' })).toEqual({});
    expect(columnKind({ kind: 'numeric' })).not.toHaveProperty('load');
  });
});

describe('the review of molecules', () => {
  it('finds salts and molecules that stand in several rows', () => {
    const values = ['CCN', 'CCN.Cl', 'CCO', 'CCO', null].map((text) => read(text));
    expect(moleculeColumn.review?.({ values, inputAt: () => '' }, column)).toMatchObject([
      { code: 'salts', rows: [1] },
      { code: 'repeated-molecules', rows: [2, 3] },
    ]);
  });
});

describe('the atoms of a molecule', () => {
  const written = [
    'CC(=O)Oc1ccccc1C(=O)O',
    'Cn1c(=O)c2c(ncn2C)n(C)c1=O',
    'c1ccc2[nH]ccc2c1',
    'O=[N+]([O-])c1ccc(Cl)cc1',
    'C[C@H](N)C(=O)O',
    'F/C=C/F',
    'CC(=O)[O-].[Na+]',
    'O=S(=O)(N)c1cc2c(cc1Cl)N=CNS2(=O)=O',
  ];

  it.each(written)('%s: any of them may be unknown, and what is left can be read', (smiles) => {
    const random = createRandom(2);
    const value = read(smiles) as string;
    const divided = moleculeColumn.divided!(value)!;
    expect(divided.keeping(divided.parts.map(() => 1))).toBe(value);
    for (let i = 0; i < 30; i++) {
      const share = random.next();
      const kept = divided.parts.map(() => Number(random.next() < share));
      const masked = divided.keeping(kept);
      expect({ masked, isRead: describeMolecule(masked) !== undefined }).toEqual({ masked, isRead: true });
      expect(masked.split('*')).toHaveLength(kept.filter((one) => one === 0).length + 1);
    }
  });

  it('are none of what is no molecule', () => {
    expect(moleculeColumn.divided!(null)).toBeUndefined();
    expect(moleculeColumn.divided!('no molecule')).toBeUndefined();
  });
});
