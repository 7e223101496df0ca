import { describe, expect, it } from '@jest/globals';
import { runHere } from './run-here.fixture.js';

const run = (values: readonly string[], environment: Record<string, string> = {}) =>
  runHere(values, { SEXTANT_HOME: 'nowhere-to-be-made', ...environment });

describe('wrong usage', () => {
  it.each([
    [['nonsense'], "error: unknown command 'nonsense'"],
    [['trian'], 'Did you mean train?'],
    [['list', '--nonsense'], "error: unknown option '--nonsense'"],
    [['describe'], "error: missing required argument 'scenario'"],
    [['score', 'finance/credit-scoring'], "error: missing required argument 'input'"],
    [['list', 'too', 'many'], 'error: too many arguments'],
    [['mcp', 'nothing'], 'error: There is no such industry.'],
    [['mcp', ''], 'error: <industry> is empty.'],
    [['keys', 'add', '--role', 'king'], 'expected one of reader, scorer, trainer, owner'],
    [['counterfactual', 'finance/credit-scoring', ''], 'error: <json> is empty.'],
    [
      ['train', 'finance/credit-scoring', '--seed', '-1'],
      'expected a whole number of 0 or more; received -1',
    ],
    [['train', 'finance/credit-scoring', '--seed', 'x'], 'expected a whole number of 0 or more; received x'],
    [['train', 'finance/credit-scoring', '--search', '0'], 'expected a number above 0; received 0'],
    ...['', ' 7', '+7', '0x10', '1e3', '007', '1.0'].map((text): [string[], string] => [
      ['train', 'finance/credit-scoring', '--seed', text],
      `expected a whole number of 0 or more; received ${text}`,
    ]),
    ...['', '1e2', '0x10', '+1', ' 1'].map((text): [string[], string] => [
      ['train', 'finance/credit-scoring', '--search', text],
      `expected a number above 0; received ${text}`,
    ]),
    [
      ['score', 'finance/credit-scoring', 'in.csv', '--workers', '0x2'],
      'expected a whole number from 1 to 256; received 0x2',
    ],
    [['models', 'promote', 'finance/credit-scoring@01'], 'expected SCENARIO@VERSION'],
    [
      ['evaluate', 'x/y', '--folds', 'a.csv', '--workers', '0'],
      'expected a whole number of 1 or more; received 0',
    ],
    [['train', 'finance/credit-scoring', '--data'], "error: option '--data <file>' argument missing"],
    [
      ['describe', 'credit-scoring'],
      'hint: Did you mean finance/credit-scoring? GET /v1/scenarios or sextant list shows every scenario.',
    ],
    [['train', 'finance/credit-scorin'], 'hint: Did you mean finance/credit-scoring?'],
    [['evaluate', 'finance/credit-scorin', '--folds', 'x.csv'], 'hint: Did you mean finance/credit-scoring?'],
    [['predict', 'weather/rain', '{}'], 'hint: GET /v1/scenarios or sextant list shows every scenario.'],
    [['score', 'finance/credit-scoring', 'a.csv', '-o', ''], 'error: --output is empty.'],
    [['score', 'finance/credit-scoring', 'a.csv', '--output='], 'error: --output is empty.'],
    [['score', 'finance/credit-scoring', ''], 'error: <input> is empty.'],
    [['score', '', 'a.csv'], 'error: <scenario> is empty.'],
    [['score', 'finance/credit-scoring', 'a.csv', '--delimiter', ''], 'expected one ASCII character'],
    [['score', 'finance/credit-scoring', 'a.csv', '--workers', ''], 'expected a whole number from 1 to 256'],
    [['train', 'finance/credit-scoring', '--data', ''], 'error: --data is empty.'],
    [['train', 'finance/credit-scoring', '--seed', ''], 'expected a whole number of 0 or more'],
    [['evaluate', 'finance/credit-scoring', '--folds', ''], 'error: --folds is empty.'],
    [['evaluate', 'finance/credit-scoring', '--plot', ''], 'error: --plot is empty.'],
    [['predict', 'finance/credit-scoring', ''], 'error: <json> is empty.'],
    [['ask', 'finance/credit-scoring', 'scorecard', ''], 'error: <json> is empty.'],
    [['models', 'list', ''], 'error: <scenario> is empty.'],
    [['models', 'promote', ''], 'error: <model> is empty.'],
    [['datasets', 'sample', 'german-credit', '-o', ''], 'error: --output is empty.'],
    [['datasets', 'import', ''], 'error: <path> is empty.'],
    [['datasets', 'fetch', 'german-credit', '--base-url', ''], 'error: --base-url is empty.'],
    [['describe', ''], 'error: <scenario> is empty.'],
    [[], 'Usage: sextant'],
    [['models'], 'Usage: sextant models'],
  ])('%j is status 2 and says what is wrong', async (values, words) => {
    const { status, stdout, stderr } = await run(values);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('a variable of the environment that it cannot have is named, and help works all the same', async () => {
    const wrong = { SEXTANT_ENGINE: 'nonsense' };
    const { status, stdout, stderr } = await run(['list'], wrong);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(
      'error: An environment variable has a value that it cannot have.\n' +
        '  /SEXTANT_ENGINE: expected one of "native", "wasm", "cpu"; received "nonsense"\n',
    );
    expect(await run(['--help'], wrong)).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('help and version', () => {
  it('go to standard output', async () => {
    const help = await run(['--help']);
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toContain('score [options] <scenario> <input>');
    expect((await run(['score', '--help'])).stdout).toContain('--workers <number>');
    const { status, stdout } = await run(['--version']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
