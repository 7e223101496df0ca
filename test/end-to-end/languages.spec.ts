import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openServer, type Json, type TestServer } from './server.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

let tiny: TinySuite;
let server: TestServer;
beforeAll(async () => {
  tiny = await openTinySuite();
  server = await openServer(tiny.configuration, tiny.configuration.home);
}, 120_000);
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
    expect(withoutIds({ ...answer, applicability: plain.applicability })).toEqual(withoutIds(plain));
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
