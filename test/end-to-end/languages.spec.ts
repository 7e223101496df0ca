import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openServer, type Json, type TestServer } from './server.fixture.js';
import { runHere } from './run-here.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

let tiny: TinySuite;
let server: TestServer;
beforeAll(async () => {
  tiny = await openTinySuite();
  server = await openServer(tiny.configuration, tiny.configuration.home);
});
afterAll(async () => {
  await server.close();
  await tiny.remove();
});

const predict = `/v1/${tinyId}/predict`;
const unusual = { features: { size: null, colour: 'r' } };
const wrong = { features: { size: 'large', hue: 1 } };

/** An answer without what is another one each time. */
const withoutIds = (answer: Json) =>
  JSON.parse(JSON.stringify(answer, (key, value) => (key === 'id' ? 0 : value)));

describe('REST', () => {
  it('answers in Chinese where that is asked, and keeps what programs compare', async () => {
    const plain = (await server.post(predict, unusual)).json;
    const { json, headers } = await server.post(predict, unusual, 'application/json', {
      'accept-language': 'zh-CN,en;q=0.5',
    });
    expect(headers).toMatchObject({ 'content-language': 'zh', vary: 'Accept-Language' });
    const { names, ...answer } = json;
    expect(names).toEqual({
      [plain.prediction.label]: expect.stringMatching(/^[好坏]$/u),
      'expected cost': '期望成本',
    });
    const [warning] = plain.applicability.warnings;
    expect(warning.text).toMatch(
      /^size: expected a number \(filled with \S+, the training median\), received nothing/u,
    );
    const [said] = answer.applicability.warnings;
    expect(said.text).toMatch(/^size：应为数字（以训练行的中位数 \S+ 填补），实际为空（缺失）。$/u);
    expect(answer.reasons[0].text).toMatch(/^大小：缺失，使“.”的概率(升高|降低) \d+ 个百分点$/u);
    const { applicability, reasons } = plain;
    expect(withoutIds({ ...answer, applicability, reasons })).toEqual(withoutIds(plain));
  });

  it('is as it was without the header, and in English', async () => {
    const plain = await server.post(predict, unusual);
    expect(plain.headers).toMatchObject({ 'content-language': 'en', vary: 'Accept-Language' });
    for (const asked of ['en-GB, zh;q=0.3', 'fr', 'zh;q=0']) {
      const one = await server.post(predict, unusual, 'application/json', { 'accept-language': asked });
      expect(withoutIds(one.json)).toEqual(withoutIds(plain.json));
    }
    expect(Object.keys(plain.json)).not.toContain('names');
  });

  it('answers rows gathered from several requests each in its own language', async () => {
    const headers = { 'accept-language': 'zh' };
    const [one, other] = await Promise.all([
      server.post(predict, unusual),
      server.post(predict, { rows: [unusual.features] }, 'application/json', headers),
    ]);
    expect(one.json.applicability.warnings[0].text).toContain('expected');
    expect(other.json.answers[0].applicability.warnings[0].text).toContain('应为');
    expect(other.json.names).toMatchObject({ 'expected cost': '期望成本' });
  });

  it('refuses in Chinese, with the same places', async () => {
    const { json: plain } = await server.post(predict, wrong);
    const { json, headers } = await server.post(predict, wrong, 'application/json', {
      'accept-language': 'zh',
    });
    expect(headers).toMatchObject({ 'content-language': 'zh', vary: 'Accept-Language' });
    expect(json).toEqual({
      ...plain,
      title: '输入有误',
      detail: '部分字段不符合该场景的要求。',
      hint: `各字段的说明见 GET /v1/${tinyId}，或运行：sextant describe ${tinyId}`,
      errors: [
        { pointer: '/features/size', expected: '数字', received: '"large"' },
        { pointer: '/features/colour', expected: '取值', received: '空（缺少此键）' },
        { pointer: '/features/hue', expected: '以下各列之一：size, colour', received: '未知的键 "hue"' },
      ],
    });
    expect((await server.get('/nowhere', { 'accept-language': 'zh' })).json).toMatchObject({
      title: '未找到',
      detail: '没有此路径。',
    });
  });

  it('describes fields in Chinese, and what stands in both languages in both', async () => {
    const { json: plain } = await server.get(`/v1/${tinyId}`);
    const { json } = await server.get(`/v1/${tinyId}`, { 'accept-language': 'zh' });
    expect([plain, json].map(({ schema }) => schema.properties.size.description)).toEqual([
      'How large',
      '大小',
    ]);
    expect({ ...json, schema: 0 }).toEqual({ ...plain, schema: 0 });
  });
});

describe('the command line', () => {
  const chinese = { LANG: 'zh_CN.UTF-8' };
  const run = (values: readonly string[], more: Record<string, string> = {}) =>
    runHere(values, { ...tiny.environment, ...more });
  const row = JSON.stringify(unusual.features);

  it('speaks Chinese on the screen where the environment does, or --lang', async () => {
    const [here, asked, overridden] = [
      await run(['describe', tinyId], chinese),
      await run(['--lang', 'zh', 'describe', tinyId]),
      await run(['describe', tinyId, '--lang', 'en'], chinese),
    ];
    expect(here.stdout).toContain(`${tinyId}: 小\n  坏吗？`);
    expect(here.stdout).toContain('冠军模型：');
    expect(here.stdout).not.toContain('Is it bad?');
    expect(asked.stdout).toBe(here.stdout);
    expect(overridden.stdout).toContain(`${tinyId}: Tiny\n  Is it bad?`);
    expect(overridden.stdout).not.toMatch(/\p{Script=Han}/u);
    expect((await run(['describe', tinyId])).stdout).toContain('Tiny · 小');
  });

  it('refuses in the language that it speaks, and other languages', async () => {
    const unknown = await run(['describe', 'test/tinny'], chinese);
    expect([unknown.status, unknown.stderr]).toEqual([
      2,
      expect.stringMatching(
        /^错误：没有场景 test\/tinny。\n {2}应为.*之一；实际为 test\/tinny\n提示：您是否指 test\/tiny？/u,
      ),
    ]);
    const french = await run(['--lang', 'fr', 'list']);
    expect([french.status, french.stderr]).toEqual([
      2,
      'error: The option --lang takes a language.\n  expected one of en, zh; received "fr"\n',
    ]);
    expect((await run(['list', '--bogus'], chinese)).stderr).toContain('错误：未知选项 “--bogus”');
  });

  it('helps in Chinese', async () => {
    const { stdout } = await run(['score', '--help', '--lang', 'zh']);
    expect(stdout).toMatch(/^用法：/u);
    expect(stdout).toContain('对任意大小的 CSV 文件打分');
  });

  it('gives programs English unless --lang says otherwise', async () => {
    const [plain, here, asked] = [
      await run(['predict', tinyId, row]),
      await run(['predict', tinyId, row], chinese),
      await run(['predict', tinyId, row, '--lang', 'zh']),
    ];
    const [first, second, third] = [plain, here, asked].map(({ stdout }) => withoutIds(JSON.parse(stdout)));
    expect(second).toEqual(first);
    expect(third.applicability.warnings[0].text).toContain('应为数字');
    expect(third.names).toMatchObject({ 'expected cost': '期望成本' });
  });

  it('scores the same cells in both, and tells of rows in the language of --lang', async () => {
    const text = 'size,colour\n1,r\n,b\nlarge,r\n';
    const [plain, said] = [
      await tiny.score(text, { warnings: true }),
      await tiny.score(text, { warnings: true, language: 'zh' }),
    ];
    expect(plain.rows.map(({ warnings }) => warnings)).toEqual(['', 'missing:size']);
    expect(said.rows.map(({ warnings }) => warnings)).toEqual(['', '缺失:size']);
    const cells = ({ rows }: typeof plain) => rows.map((one) => ({ ...one, warnings: '' }));
    expect(cells(said)).toEqual(cells(plain));
    expect([plain, said].map(({ rejects }) => rejects[0].reason)).toEqual([
      'size: expected a number, received "large"',
      'size：应为数字，实际为 "large"',
    ]);
    const input = await tiny.file('screen/rows.csv', text);
    const { status, stdout, stderr } = await run(['score', tinyId, input, '--workers', '1'], chinese);
    expect([status, stdout]).toEqual([
      3,
      expect.stringMatching(/^3 行 = 2 行已打分 \+ 1 行被拒，模型 test\/tiny@1\n/u),
    ]);
    expect(stderr).toContain('注意：1 行被拒：size：应为数字');
    expect(stderr).toContain('注意：1 行：缺失 size');
  });
});
