import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { InvalidInputError, NotFoundError, shown } from '../../core/errors.js';
import { expectedAsText, mayHaveLostDigits } from '../../core/text/lost-digits.js';
import { parseEndpointBody } from '../../scenarios/endpoint-body.js';
import {
  Plugin,
  type RecommenderView,
  type ScenarioEndpoint,
  type ScenarioPlugin,
  type ServedView,
} from '../../scenarios/scenario-plugin.js';

const name = z
  .union([z.string().min(1), z.number().refine((number) => !mayHaveLostDigits(number), expectedAsText)])
  .transform(String);
const count = z.number().int().min(1).max(50).default(10);

const similarSchema = z.strictObject({ item: name, k: count });
const basketSchema = z.strictObject({
  basket: z.array(name).min(1).max(1000),
  k: count,
  category: z.array(z.string()).default([]),
});
const rateSchema = z.strictObject({ customer: name, item: name });

/** What a shop asks beside the list for a customer: what goes with a product, what a basket lacks, what a rating would be. */
@Injectable()
@Plugin('retail/product-recommendation')
export class ProductRecommendationPlugin implements ScenarioPlugin {
  readonly endpoints: readonly ScenarioEndpoint[] = [
    {
      name: 'similar',
      method: 'POST',
      summary: { en: 'Customers of this product also like these', zh: '喜欢此商品的顾客也喜欢' },
      example: { item: '12', k: 5 },
      handle(body, served) {
        const { item, k } = parse(similarSchema, body, '{"item": "...", "k": 10}');
        return recommender(served).similar(item, k);
      },
    },
    {
      name: 'basket',
      method: 'POST',
      summary: { en: 'What would complete this basket', zh: '购物篮还缺什么' },
      example: { basket: ['12', '40'], k: 3 },
      handle(body, served) {
        const { basket, k, category } = parse(basketSchema, body, '{"basket": ["...", "..."], "k": 10}');
        const view = recommender(served);
        refuseUnknown(basket, view);
        const items = view.recommend({ liked: basket, k, category });
        return { basket, items };
      },
    },
    {
      name: 'rate',
      method: 'POST',
      summary: { en: 'The rating that a customer would give a product', zh: '该顾客会给此商品打几分' },
      example: { customer: '3', item: '12' },
      handle(body, served) {
        const { customer, item } = parse(rateSchema, body, '{"customer": "...", "item": "..."}');
        return { customer, item, ...recommender(served).rate(customer, item) };
      },
    },
  ];
}

function recommender({ recommender: found, model }: ServedView): RecommenderView {
  if (found) return found;
  throw new NotFoundError(`${model} is no recommender.`);
}

function refuseUnknown(basket: readonly string[], { has }: RecommenderView): void {
  const details = basket.flatMap((item, i) =>
    has(item)
      ? []
      : [{ pointer: `/basket/${i}`, expected: 'the id or title of a product', received: shown(item) }],
  );
  if (details.length > 0) throw new InvalidInputError('The basket has what is no product.', { details });
}

function parse<Schema extends z.ZodType>(schema: Schema, body: unknown, form: string): z.infer<Schema> {
  const message = 'The request is not of the form of this endpoint.';
  return parseEndpointBody(schema, body, { message, hint: `Send ${form}.` });
}
