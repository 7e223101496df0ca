import { InvalidInputError, NotFoundError, shown } from '../../../core/errors.js';
import { Table } from '../../../tables/table.js';
import type { RecommenderView } from '../../../scenarios/scenario-plugin.js';
import { figure } from '../../../core/text/figures.js';
import type { RatingPredictor } from './rating-predictor.js';
import type { Recommender } from './recommender.js';

/** What an industry's endpoints may ask of a recommender, in ids and titles. */
export function recommenderView(
  recommender: Recommender,
  ratings: RatingPredictor | undefined,
  recommend: (row: unknown) => ReturnType<RecommenderView['recommend']>,
): RecommenderView {
  const { catalogue } = recommender;
  return {
    recommend,
    has: (text) => catalogue.find(text) !== undefined,
    similar(text, k) {
      const item = catalogue.find(text);
      if (item === undefined) {
        throw new InvalidInputError('There is no such product.', {
          details: [{ pointer: '/item', expected: catalogue.expected(text), received: shown(text) }],
        });
      }
      const { id, title, customers } = catalogue.items[item];
      return {
        item: id,
        title,
        customers,
        similar: recommender.similar(item, k).map(({ item: other, common, similarity }) => ({
          item: catalogue.items[other].id,
          title: catalogue.items[other].title,
          similarity: figure(similarity),
          common,
          lift: recommender.lift(item, other, common),
        })),
      };
    },
    rate(customer, item) {
      if (!ratings) throw new NotFoundError('This model has learnt no ratings.');
      const table = Table.fromColumns([
        { name: 'customer', type: 'text', values: [customer] },
        { name: 'item', type: 'text', values: [item] },
      ]);
      const unknown: { pointer: string; expected: string; received: string }[] = [];
      const [prediction] = ratings.predict(table, {
        add: (_row, { column, expected, received }) =>
          unknown.push({ pointer: `/${column}`, expected, received }),
      });
      if (unknown.length === 0) return { rating: prediction.value, interval: prediction.interval };
      throw new InvalidInputError('A rating needs a known customer and a known product.', {
        details: unknown,
      });
    },
  };
}
