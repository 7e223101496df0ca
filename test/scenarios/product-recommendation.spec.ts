import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../src/core/errors.js';
import { DatasetCatalogue } from '../../src/datasets/dataset-catalogue.js';
import type { AnswerEnvelope } from '../../src/learning/answer.js';
import { AskEndpoint } from '../../src/scoring/ask-endpoint.js';
import { ScoreCsv } from '../../src/scoring/csv/score-csv.js';
import { DescribeScenario } from '../../src/scoring/describe-scenario.js';
import { PredictRows } from '../../src/scoring/predict-rows.js';
import type { RecommendedItem } from '../../src/learning/answer.js';
import { loadInteractions } from '../../src/learning/interactions/load/load-interactions.js';
import type { TrainResult } from '../../src/training/train-scenario.js';
import { realDataFolder } from '../real-data.js';
import { trainedHome, type TrainedHome } from './trained-home.js';

const id = 'retail/product-recommendation';
const real = realDataFolder();
const withRealData = real ? it : it.skip;
const note = real ? '' : ' (skipped: ../shared/datasets is not there)';
const sampleFile = new URL('../../datasets/movielens-100k/sample.csv', import.meta.url);

interface Rating {
  user: string;
  item: string;
  rating: number;
  time: number;
  title: string;
  genres: string[];
}

interface SimilarAnswer {
  item: string;
  title: string;
  customers: number;
  similar: { item: string; title: string; similarity: number; common: number; lift: number }[];
}

describe('product recommendation', () => {
  let home: TrainedHome;
  let trained: TrainResult;
  let example: { features: Record<string, unknown> };
  /** Lines of the sample, its header first, and what they say. */
  let lines: string[];
  let ratings: Rating[];
  let genresOf: Map<string, string[]>;

  beforeAll(async () => {
    home = await trainedHome(id);
    const { model } = home.scenario.spec;
    // One of each family; the two towers for a few epochs.
    const beside = model.beside
      ?.slice(2)
      .map((one) =>
        one.architecture === 'two-tower' ? { ...one, training: { epochs: 3, batchSize: 32 } } : one,
      );
    trained = await home.train({ model: { ...model, beside } });
    example = (await home.suite.get(DescribeScenario).describe(id)).example as typeof example;
    lines = (await readFile(sampleFile, 'utf8')).trim().split('\n');
    ratings = lines.slice(1).map((line) => {
      const [user, item, rating, time, title, , genres] = line.split(',');
      return { user, item, rating: Number(rating), time: Number(time), title, genres: genres.split('|') };
    });
    genresOf = new Map(ratings.map(({ item, genres }) => [item, genres]));
  });
  afterAll(() => home.close());

  const predict = (features: Record<string, unknown>) =>
    home.suite.get(PredictRows).execute(id, { features }) as Promise<AnswerEnvelope>;
  const list = async (features: Record<string, unknown>): Promise<RecommendedItem[]> =>
    (await predict(features)).prediction.items ?? [];
  const idsOf = (items: readonly RecommendedItem[]) => items.map(({ item }) => item);
  const ask = (name: string, body: unknown) =>
    home.suite.get(AskEndpoint).execute(id, { name, method: 'POST', body });
  const codes = ({ applicability }: AnswerEnvelope) =>
    applicability.warnings.map(({ code, column }) => (column === undefined ? code : `${code} ${column}`));
  const synthetic = 'synthetic-training-data';
  const refusal = async (attempt: Promise<unknown>): Promise<InvalidInputError> => {
    const error = await attempt.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InvalidInputError);
    return error as InvalidInputError;
  };
  const pointers = async (attempt: Promise<unknown>) =>
    (await refusal(attempt)).details.map(({ pointer }) => pointer);

  it('serves after a short training, better than popularity on the products held out', () => {
    expect(trained).toMatchObject({
      promoted: true,
      headline: { metric: 'ndcg_10', data: 'synthetic-sample', rows: 199 },
    });
    const { candidates, constant, details, metrics } = trained.report;
    expect(candidates.map(({ architecture }) => architecture)).toEqual([
      'item-autoencoder',
      'factorisation',
      'two-tower',
      'popularity',
      'item-cosine',
    ]);
    expect(metrics.ndcg_10?.value).toBeGreaterThan(constant.ndcg_10 ?? 1);
    const names = ['hit_rate_10', 'ndcg_10', 'coverage_10', 'novelty_10'];
    expect(Object.keys(metrics)).toEqual(expect.arrayContaining(names));
    expect(details).toMatchObject({ products: 150, ties: 'count against the model' });
  });

  it('answers its example with products that the customer does not have, and why each', async () => {
    const { prediction, decision, applicability, ...envelope } = await predict(example.features);
    expect(Object.keys(envelope)).toEqual(['id', 'scenario', 'model']);
    expect(decision).toBeUndefined();
    expect(Object.keys(prediction)).toEqual(['items']);
    const items = prediction.items ?? [];
    expect(items).toHaveLength(Number(example.features.k));
    const rated = ratings.filter(({ user }) => user === example.features.customer);
    for (const { item, title, score, reason } of items) {
      expect(ratings.find((one) => one.item === item)?.title).toBe(title);
      expect(rated.map((one) => one.item)).not.toContain(item);
      expect(Number.isFinite(score)).toBe(true);
      const liked = rated.filter(({ rating }) => rating >= 4).map((one) => one.title);
      expect(reason.because.every((because) => liked.includes(because))).toBe(true);
      expect(reason.text).not.toBe('');
    }
    expect(new Set(idsOf(items)).size).toBe(items.length);
    expect(applicability.in_domain).toBe(true);
  });

  it('serves a new customer from liked products, by id or by title', async () => {
    const answer = await predict({ liked: ['102', '105', '125'], k: 6 });
    expect(codes(answer)).toEqual([synthetic]);
    const items = answer.prediction.items ?? [];
    expect(items).toHaveLength(6);
    expect(idsOf(items)).not.toContain('102');
    const titles = ['The Last Stagecoach', 'the broken prairie', ' The Hidden Sheriff '];
    expect(await list({ liked: titles, k: 6 })).toEqual(items);
    expect(await list({ customer: 'nobody yet', liked: titles, k: 6 })).toEqual(items);
    const western = items.filter(({ item }) => genresOf.get(String(item))?.includes('Western'));
    expect(western.length).toBeGreaterThan(0);
    expect(items[0].reason.because.length).toBeGreaterThan(0);
    const again = await list({ liked: ['102', '105', '125'], include_bought: true, k: 100 });
    expect(idsOf(again)).toEqual(expect.arrayContaining(['102', '105', '125']));
  });

  it('shows the best first, and only what may be shown', async () => {
    const all = await list({ customer: '7', k: 100 });
    const scores = all.map(({ score }) => score);
    expect([...scores].sort((a, b) => b - a)).toEqual(scores);
    const western = await list({ customer: '7', category: ['western'], k: 100 });
    const among = all.filter(({ item }) => genresOf.get(String(item))?.includes('Western'));
    expect(among.length).toBeGreaterThan(5);
    expect(western.slice(0, among.length)).toEqual(among);
    expect(western.every(({ item }) => genresOf.get(String(item))?.includes('Western'))).toBe(true);
    const [first, second, third] = all;
    const without = await list({
      customer: '7',
      out_of_stock: [first.item, second.title],
      exclude: [third.item],
      k: 5,
    });
    expect(without).toEqual(all.slice(3, 8));
    expect(await list({ customer: '7', in_stock: [third.item, first.item] })).toEqual([first, third]);
  });

  it('makes a list more varied where it is asked to', async () => {
    const liked = ['102', '105', '125'];
    const plain = await list({ liked, k: 8 });
    const varied = await list({ liked, k: 8, diversity: 0.8 });
    expect(varied[0]).toEqual(plain[0]);
    const kinds = (items: readonly RecommendedItem[]) =>
      new Set(items.flatMap(({ item }) => genresOf.get(String(item)) ?? [])).size;
    expect(kinds(varied)).toBeGreaterThan(kinds(plain));
    expect(await list({ liked, k: 8, diversity: 0 })).toEqual(plain);
  });

  it('lets products that nobody has yet compete by their genres', async () => {
    const asked = { liked: ['102', '105', '125'], k: 100 };
    const new_items = ['Dust and Silence: Western', 'Ledger of Ghosts: Crime, Thriller'];
    const items = await list({ ...asked, new_items });
    const fresh = items.filter(({ item }) => item === null);
    expect(fresh.map(({ title }) => title).sort()).toEqual(['Dust and Silence', 'Ledger of Ghosts']);
    const [first, second] = fresh;
    expect(first.title).toBe('Dust and Silence');
    expect(first.score).toBeGreaterThan(second.score);
    expect(first.reason.text).toMatch(/^Western, like /);
    const western = await list({ ...asked, new_items, category: ['Western'] });
    expect(western.filter(({ item }) => item === null).map(({ title }) => title)).toEqual([
      'Dust and Silence',
    ]);
  });

  it('scores a CSV with the digits of the single answers', async () => {
    const requests: Record<string, unknown>[] = [
      { customer: '7', k: 4, diversity: 0.3 },
      { liked: ['102', 'The Broken Prairie'], category: ['Western', 'Crime'], out_of_stock: ['149'], k: 3 },
      { customer: '12', new_items: ['Dust and Silence: Western, Drama'], k: 100 },
      { customer: 'nobody' },
    ];
    const names = ['customer', 'liked', 'category', 'out_of_stock', 'new_items', 'k', 'diversity'];
    const cell = (value: unknown) =>
      Array.isArray(value) ? `"${value.join('|')}"` : String((value as string | undefined) ?? '');
    const rows = requests.map((request) => names.map((name) => cell(request[name])).join());
    const input = join(home.folder, 'requests.csv');
    await writeFile(input, `${[names.join(), ...rows].join('\n')}\n`);
    const score = await home.suite.get(ScoreCsv).execute({ scenario: id, input, workers: 1 });
    expect(score.rows).toMatchObject({ input: 4, scored: 4, rejected: 0 });
    const [header, ...scored] = (await readFile(score.paths.output, 'utf8')).trim().split('\n');
    expect(header).toBe(`${names.join()},prediction,items,scores,model`);
    for (const [i, request] of requests.entries()) {
      const { prediction, model } = await predict(request);
      const { items = [] } = prediction;
      const shown = items.map(({ item, title }) => item ?? title);
      const scores = items.map((item) => item.score).join('|');
      expect(scored[i].split(',').slice(-4)).toEqual([shown[0], shown.join('|'), scores, model]);
    }
  });

  it('says what it does not know, and answers with what most people like', async () => {
    const nobody = await predict({ customer: 'nobody', k: 3 });
    expect(codes(nobody)).toEqual(['unknown-category customer', synthetic]);
    expect(nobody.applicability.in_domain).toBe(false);
    expect(
      nobody.prediction.items?.every(({ reason }) => /^liked by \d+ of 200 customers$/.test(reason.text)),
    ).toBe(true);
    const { prediction } = await predict({ k: 3 });
    expect(prediction).toEqual(nobody.prediction);
    expect(codes(await predict({ liked: ['102', 'no such film'] }))).toEqual([
      'unknown-category liked',
      synthetic,
    ]);
    expect(codes(await predict({ customer: '7', out_of_stock: ['no such film'], k: 200 }))).toEqual([
      'out-of-range k',
      'unknown-category out_of_stock',
      synthetic,
    ]);
  });

  it('says so when it is asked for a category that there is not', async () => {
    const { applicability } = await predict({ customer: '7', category: ['Westerm'] });
    expect(applicability.warnings).toContainEqual(expect.objectContaining({ column: 'category' }));
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a count that is no number', { customer: '7', k: 'many' }, '/features/k'],
    ['half a product', { customer: '7', k: 2.5 }, '/features/k'],
    ['a list of objects', { liked: [{ item: '12' }] }, '/features/liked'],
  ])('refuses %s', async (_, features, pointer) => {
    expect(await pointers(predict(features))).toEqual([pointer]);
  });

  it('names what customers of a product also like', async () => {
    const answer = (await ask('similar', { item: 'The Broken Ranch', k: 5 })) as SimilarAnswer;
    expect(answer).toMatchObject({ item: '149', title: 'The Broken Ranch', customers: 97 });
    const found = answer.similar;
    expect(found).toHaveLength(5);
    const near = found.map(({ similarity }) => similarity);
    expect([...near].sort((a, b) => b - a)).toEqual(near);
    for (const { item, common, lift } of found) {
      expect(item).not.toBe('149');
      const other = (await ask('similar', { item, k: 50 })) as SimilarAnswer;
      expect(lift).toBeCloseTo((common * 200) / (97 * other.customers), 6);
      expect(other.similar.find((one) => one.item === '149')?.common ?? common).toBe(common);
    }
    // `sextant ask` sends a bare object under "features"; ids may be numbers.
    expect(await ask('similar', { features: { item: 149, k: 5 } })).toEqual(answer);
    expect(await pointers(ask('similar', { item: 'no such film' }))).toEqual(['/item']);
    expect(await pointers(ask('similar', { item: '149', k: 0 }))).toEqual(['/k']);
    await expect(ask('similar', { item: 2 ** 53 })).rejects.toMatchObject({
      details: [{ pointer: '/item', expected: expect.stringContaining('send it as text') }],
    });
  });

  it('completes a basket as it serves a customer who likes what is in it', async () => {
    const basket = ['102', '105'];
    const answer = await ask('basket', { basket, k: 4, category: ['Western'] });
    expect(answer).toMatchObject({
      basket,
      items: await list({ liked: basket, k: 4, category: ['Western'] }),
    });
    expect(await pointers(ask('basket', { basket: [] }))).toEqual(['/basket']);
    expect(await pointers(ask('basket', { basket, limit: 3 }))).toEqual(['/limit']);
  });

  it('refuses a basket with a product that there is not', async () => {
    const { details } = await refusal(ask('basket', { basket: ['102', 'no such film'] }));
    expect(details[0].pointer).toMatch(/^\/basket/);
  });

  it('tells the rating that a customer would give', async () => {
    const rate = (customer: string, item: string) =>
      ask('rate', { customer, item }) as Promise<{ rating: number; interval: [number, number] }>;
    const { rating, interval } = await rate('3', '12');
    expect(interval[0]).toBeLessThan(rating);
    expect(interval[1]).toBeGreaterThan(rating);
    expect(interval[0]).toBeGreaterThanOrEqual(1);
    expect(interval[1]).toBeLessThanOrEqual(5);
    expect(await rate('3', 'A Distant Signal')).toMatchObject({ rating, interval });
    const given = async (from: number, to: number) => {
      const rows = ratings.slice(0, 400).filter((row) => row.rating >= from && row.rating <= to);
      const all = await Promise.all(rows.map(({ user, item }) => rate(user, item)));
      return all.reduce((sum, one) => sum + one.rating, 0) / all.length;
    };
    expect(await given(5, 5)).toBeGreaterThan((await given(1, 2)) + 0.5);
    expect(await pointers(rate('nobody', 'no such film'))).toEqual(['/customer', '/item']);
    expect(await pointers(ask('rate', { customer: '3' }))).toEqual(['/item']);
  });

  withRealData(`reads the published ratings, every row of them${note}`, async () => {
    await home.import(join(String(real), 'retail', 'movielens-100k'));
    const { source, interactions } = await loadInteractions(home.scenario, home.suite.get(DatasetCatalogue));
    expect(source).toMatchObject({ kind: 'original', rows: 100_000, rejected: 0 });
    expect(interactions.customers).toHaveLength(943);
    expect(interactions.items).toHaveLength(1682);
    expect(interactions.items.every(({ attributes }) => attributes.length > 0)).toBe(true);
  });
});
