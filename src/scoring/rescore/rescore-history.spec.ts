import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTinySuite, tinyId, type TinySuite } from '../../../test/end-to-end/tiny-suite.fixture.js';
import { createRandom } from '../../core/random.js';
import { ServedModels } from '../served-models.js';
import { readEarlierScoring } from './earlier-scoring.js';
import { rescoreCsv } from './rescore-csv.js';

const scenario = `id: ${tinyId}
title: { en: Roads, zh: 道路 }
question: { en: How fast?, zh: 多快？ }
data: { file: rows.csv }
columns:
  - { name: time, kind: date, meaning: { en: When, zh: 时间 }, parts: [time-of-day], missing: reject }
  - { name: road, kind: categorical, meaning: { en: Where, zh: 地点 }, encoding: index, missing: reject }
  - { name: speed, kind: numeric, meaning: { en: How fast, zh: 车速 }, missing: median }
target: { name: speed, kind: numeric, meaning: { en: How fast, zh: 车速 } }
task:
  name: forecast
  options: { group: road, order: time, step: 5min, window: 4, history: [speed], horizons: [5min] }
model: { architecture: spatial-temporal, options: { hidden: 8, layers: 1, embedding: 2 } }
training: { epochs: 2, batchSize: 64 }
split: { method: time, column: time, validation: { fraction: 0.2 } }
metrics: { primary: mae }
`;

/** Two roads every five minutes, whose speeds rise and fall. */
function csvOf(steps: number, speedAt: (step: number, road: string) => string | undefined): string {
  const random = createRandom(5);
  const rows = Array.from({ length: steps }, (_, step) =>
    ['north', 'south'].map((road, i) => {
      const time = new Date(Date.UTC(2024, 0, 1) + step * 300_000).toISOString();
      const speed = (50 + 10 * Math.sin(step / 9 + i) + random.normal()).toFixed(2);
      return `${time},${road},${speedAt(step, road) ?? speed}`;
    }),
  );
  return `${['time,road,speed', ...rows.flat()].join('\n')}\n`;
}

let tiny: TinySuite;
beforeAll(async () => {
  tiny = await openTinySuite({ scenario, csv: csvOf(200, () => undefined) });
});
afterAll(() => tiny.remove());

describe('a repaired row that is read with those behind it', () => {
  it('changes their answers, too: every row is scored again', async () => {
    const speedAt = (text: string) => (step: number, road: string) =>
      step === 20 && road === 'north' ? text : undefined;
    const first = (await tiny.score(csvOf(60, speedAt('fast')))).result;
    expect(first.rows.rejected).toBe(1);
    const text = await readFile(first.paths.rejects, 'utf8');
    await writeFile(first.paths.rejects, text.replace(/,fast$/m, ',95'));
    const merged = await rescoreCsv({}, await readEarlierScoring(first.paths.receipt), {
      models: tiny.suite.get(ServedModels),
      configuration: tiny.configuration,
    });
    const whole = await tiny.score(csvOf(60, speedAt('95')));
    expect(await readFile(merged.paths.output, 'utf8')).toBe(whole.text);
    const rowAfter = (file: string) =>
      file.split('\n').find((line) => line.startsWith('2024-01-01T01:45:00.000Z,north'));
    expect(rowAfter(whole.text)).not.toBe(rowAfter(await readFile(first.paths.output, 'utf8')));
    const { rows, notes } = whole.result;
    expect(merged).toMatchObject({ rows, notes });
  });
});
