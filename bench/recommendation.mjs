// A synthetic recommendation of any size, to be trained under a watch of time and memory:
//   node bench/recommendation.mjs FOLDER [CUSTOMERS PRODUCTS EACH [ARCHITECTURE]]
//   SEXTANT_SCENARIOS=FOLDER /usr/bin/time -v node bin/sextant.js train retail/many-products
// Each customer has one of 40 tastes and takes EACH products, popular ones more often. Some products nobody takes: of the 14,350 of the
// default 12,925 are in the file, of 117,000 with 5000 customers and 60 each 99,880.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '#dist/core/random.js';

const [folder, customers = '1776', products = '14350', each = '25', architecture = 'item-autoencoder'] =
  process.argv.slice(2);
if (!folder) throw new Error('Say which folder the scenario is to be written to.');
const text = (/** @type {string} */ word) => `{ en: ${word}, zh: ${word} }`;
const candidates = [
  '{ architecture: item-autoencoder, options: { strength: 300 } }',
  '{ architecture: item-autoencoder, options: { strength: 1000 } }',
  '{ architecture: factorisation, options: { factors: 32, implicit: { confidence: 5, strength: 10 } } }',
  '{ architecture: factorisation, options: { factors: 32, implicit: { confidence: 10, strength: 5 } } }',
  '{ architecture: two-tower, options: { factors: 128, dropout: 0.5 }, training: { epochs: 60, batchSize: 256, optimiser: { name: adam, learningRate: 0.003 } } }',
];
const scenario = join(folder, 'retail', 'many-products');
mkdirSync(scenario, { recursive: true });
writeFileSync(
  join(scenario, 'scenario.yaml'),
  `id: retail/many-products
title: ${text('Many products')}
question: ${text('Which product?')}
data: { file: data.csv, synthetic: true }
interactions: { user: customer, item: product, time: at }
columns:
  - { name: customer, kind: identifier, meaning: ${text('Customer')}, optional: true }
  - { name: liked, kind: list, meaning: ${text('Products')}, optional: true }
target: { name: items, kind: list, meaning: ${text('Products')} }
task: { name: recommendation }
model:
  architecture: ${architecture}
  beside:
${candidates.map((one) => `    - ${one}`).join('\n')}
split: { method: random }
metrics: { primary: ndcg_10 }
`,
);
const random = createRandom(1);
const tastes = 40;
const rows = ['customer,product,at'];
for (let customer = 0; customer < Number(customers); customer++) {
  const taste = random.integer(tastes);
  const taken = /** @type {Set<number>} */ (new Set());
  while (taken.size < Math.min(Number(each), Number(products) / tastes)) {
    // Squared, so that of the products of a taste the first are the popular ones.
    const place = Math.floor(random.next() ** 2 * (Number(products) / tastes));
    const own = random.next() < 0.8 ? taste : random.integer(tastes);
    taken.add(Math.min(Number(products) - 1, place * tastes + own));
  }
  for (const product of taken) rows.push(`c${customer},p${product},${rows.length}`);
}
writeFileSync(join(scenario, 'data.csv'), `${rows.join('\n')}\n`);
