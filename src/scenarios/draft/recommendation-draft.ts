import type { InferredInteractions } from '../../tables/inference/infer-interactions.js';
import { headLines, remarkLines, type DraftHead } from './draft-lines.js';
import { yamlLine, yamlValue } from './yaml-text.js';

export interface RecommendationDraft extends DraftHead {
  interactions: InferredInteractions;
}

/** What a request may say, as the task reads it; every column may be left out. */
const requestColumns = [
  'name: customer, kind: identifier, meaning: A customer whose history is known',
  'name: liked, kind: list, meaning: Products that the customer likes',
  'name: exclude, kind: list, meaning: Products not to show',
  'name: in_stock, kind: list, meaning: Only these products',
  'name: out_of_stock, kind: list, meaning: Products that cannot be had at present',
  'name: include_bought, kind: boolean, meaning: Whether to show what the customer has, missing: { fill: false }',
  'name: k, kind: numeric, meaning: How many products, range: [1, 100], integer: true, missing: { fill: 10 }',
  'name: diversity, kind: numeric, meaning: From 0 (by score alone) to 1 (as different as possible), range: [0, 1], missing: { fill: 0 }',
];
const categoryColumn = 'name: category, kind: list, meaning: Only products of any of these categories';

/** A `scenario.yaml` that recommends products, with a comment `# ?` wherever a person must decide. */
export function draftRecommendation(draft: RecommendationDraft): string {
  const { attributes } = draft.interactions;
  const columns = attributes.length === 0 ? requestColumns : [...requestColumns, categoryColumn];
  return [
    ...headLines(draft, 'Which ten products for this customer?'),
    '',
    'interactions: # what the columns of the file say',
    ...interactionLines(draft.interactions).map((line) => `  ${line}`),
    '',
    'columns: # of a request, each of which may be left out; # ? delete those that you do not offer',
    ...columns.map((column) => `  - { ${column}, optional: true }`),
    '',
    'target: { name: items, kind: list, meaning: The products to show }',
    'task: { name: recommendation }',
    'model: # beside the network of the task; the report says how each fares, and what serves',
    '  beside:',
    '    - { architecture: item-autoencoder, options: { strength: 50 } }',
    '    - { architecture: factorisation, options: { factors: 16 } }',
    'split: { method: random }',
    'metrics: { primary: ndcg_10 } # ? how high the product held out stands among the first ten; hit_rate_10: whether',
    '',
  ].join('\n');
}

function interactionLines({
  user,
  item,
  named,
  customers,
  products,
  ...found
}: InferredInteractions): string[] {
  const guess = named ? '' : '; found by the number of different values: is it?';
  const mark = named ? '#' : '# ?';
  const { time, value, likedFrom, title, attributes, unread } = found;
  return [
    `user: ${yamlValue(user)} ${mark} ${customers} customers${guess}`,
    `item: ${yamlValue(item)} ${mark} ${products} products${guess}`,
    ...(value === undefined
      ? []
      : [
          yamlLine('value', value),
          yamlLine(
            'likedFrom',
            likedFrom,
            'from this value on somebody likes a product; the rest is not learnt from',
          ),
        ]),
    ...(time === undefined
      ? [yamlLine('heldOut', 'random', 'no column orders the rows in time; last, where the file does')]
      : [`${yamlLine('time', time)} # of each customer the last liking is held out`]),
    ...(title === undefined ? [] : [yamlLine('title', title)]),
    ...(attributes.length === 0 ? [] : [yamlLine('attributes', attributes, 'categories of a product')]),
    ...remarkLines(
      unread.map(
        (name) => `${name} is not read: write numbers with a decimal point, and times as 2024-12-31T18:30:00`,
      ),
    ),
    yamlLine(
      'keepHistories',
      true,
      'the model holds who likes what; false: every request must bring liked products',
    ),
  ];
}
