import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runHere } from './run-here.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

let tiny: TinySuite;
beforeAll(async () => {
  tiny = await openTinySuite();
});
afterAll(() => tiny.remove());

describe('columns of a file that are named like results', () => {
  it('pass through, and the results stand beside them under names of their own, as the receipt says', async () => {
    const { header, rows, result } = await tiny.score('model,size,colour,probability\nCorsa,3.5,b,0.1\n');
    expect(header).toEqual([
      ...['model', 'size', 'colour', 'probability'],
      ...['prediction', 'sextant_probability', 'decision', 'sextant_model'],
    ]);
    const { model, probability, sextant_model, sextant_probability } = rows[0];
    expect([model, probability, sextant_model]).toEqual(['Corsa', '0.1', `${tinyId}@1`]);
    const { prediction } = await tiny.predict({ size: 3.5, colour: 'b' });
    expect(Number(sextant_probability)).toBe((prediction as { probability: number }).probability);
    expect(result.renamed).toEqual({ probability: 'sextant_probability', model: 'sextant_model' });
  });

  it('are not spoken of where there are none', async () => {
    expect((await tiny.score('size,colour\n3.5,b\n')).result).not.toHaveProperty('renamed');
  });
});

describe('columns of a file under other names', () => {
  const right = 'size,colour\n3.5,b\n7,r\n';

  it('that differ in case and blanks alone are read, as the receipt says', async () => {
    const { rows, header, result } = await tiny.score(right.replace('size,colour', ' SIZE , Colour'));
    expect(header.slice(0, 2)).toEqual(['SIZE', 'Colour']);
    expect(result.mapped).toEqual({ SIZE: 'size', Colour: 'colour' });
    const probabilities = (await tiny.score(right)).rows.map(({ probability }) => probability);
    expect(rows.map(({ probability }) => probability)).toEqual(probabilities);
    expect((await tiny.score(right)).result).not.toHaveProperty('mapped');
  });

  it('are read by a map, and proposed without', async () => {
    const text = 'Grösse;Farbe\n3.5;b\n7;r\n';
    const { result, rows } = await tiny.score(text, { map: { Grösse: 'size', Farbe: 'colour' } });
    expect(result.mapped).toEqual({ Grösse: 'size', Farbe: 'colour' });
    expect(rows.map((row) => row['Grösse'])).toEqual(['3.5', '7']);
    const input = await tiny.file('maps/in.csv', text);
    const command = ['score', tinyId, input, '--map', 'Grösse=size', '--map', 'Farbe=colour', '--json'];
    const { status, stdout } = await runHere(command, tiny.environment);
    expect([status, JSON.parse(stdout).output.sha256]).toEqual([0, result.output.sha256]);
    for (const wrong of ['size', '=size', 'Grösse='])
      expect((await runHere([...command, '--map', wrong], tiny.environment)).status).toBe(2);
    const twice = await runHere([...command, '--map', 'Farbe=size'], tiny.environment);
    expect([twice.status, twice.stderr]).toEqual([
      2,
      expect.stringContaining('Farbe=size beside Farbe=colour'),
    ]);
    const receipt = `${input}.scored.receipt.json`;
    const names = await tiny.file('maps/names.json', '\ufeff{"Grösse":"size","Farbe":"colour"}');
    for (const saved of [receipt, names]) {
      const again = await runHere(['score', tinyId, input, '--map', `@${saved}`, '--json'], tiny.environment);
      expect([again.status, JSON.parse(again.stdout).mapped]).toEqual([0, result.mapped]);
    }
    const beside = await runHere([...command, '--map', `@${names}`], tiny.environment);
    expect([beside.status, beside.stderr]).toEqual([
      2,
      expect.stringContaining('Grösse=size beside Grösse=size'),
    ]);
    const strange = await tiny.file('maps/strange.json', '["size"]');
    for (const [file, reason] of [
      [strange, 'does not say which columns are meant'],
      [input, 'does not say which columns are meant'],
      [`${strange}.gone`, 'that can be read'],
    ]) {
      const failed = await runHere(['score', tinyId, input, '--map', `@${file}`], tiny.environment);
      expect([failed.status, failed.stderr]).toEqual([1, expect.stringContaining(reason)]);
    }
    const other = await tiny.file('maps/other.csv', 'sizes,colour\n1,b\n');
    const refused = await runHere(['score', tinyId, other], tiny.environment);
    expect([refused.status, refused.stderr]).toEqual([
      1,
      expect.stringContaining('Did you mean "sizes" for "size"?'),
    ]);
  });
});

describe('the warnings of each row', () => {
  const text = 'size,colour\n3.5,b\n99,\n,b\n99,b\n';

  it('stand in a column of their own where they are asked for, and are counted in any case', async () => {
    const { header, rows, result } = await tiny.score(text, { warnings: true, blockBytes: 16 });
    expect(header.slice(-2)).toEqual(['model', 'warnings']);
    expect(rows.map(({ warnings }) => warnings)).toEqual([
      '',
      'out-of-range:size;missing:colour;far-from-training',
      'missing:size',
      'out-of-range:size;far-from-training',
    ]);
    const without = await tiny.score(text);
    expect(without.header).not.toContain('warnings');
    // The rest is the same to the byte.
    const lines = without.text.split('\n').slice(0, -1);
    expect(tailless(lines)).toEqual(tailless(await linesOf(text)));
    const ofValues = { 'out-of-range size': 2, 'missing colour': 1, 'missing size': 1 };
    expect(result.notes).toEqual({ ...ofValues, 'far-from-training': 2 });
    // How far a row lies is worked out where it is asked for.
    expect(without.result.notes).toEqual(ofValues);
  });

  it('give way to a column of the input, and come from the command line, too', async () => {
    const input = await tiny.file('warned/in.csv', 'warnings,size,colour\nmine,99,b\n');
    const { status, stdout } = await runHere(
      ['score', tinyId, input, '--warnings', '--json'],
      tiny.environment,
    );
    expect([status, JSON.parse(stdout).renamed]).toEqual([0, { warnings: 'sextant_warnings' }]);
  });

  const linesOf = async (table: string) =>
    (await tiny.score(table, { warnings: true })).text.split('\n').slice(0, -1);
  /** Up to the name of the model, or the word for it. */
  const tailless = (lines: readonly string[]) => lines.map((line) => /^.*?(?:,model|@1)/.exec(line)?.[0]);
});
