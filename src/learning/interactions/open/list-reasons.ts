import type { Mixture, Part, PartedCase } from '../../../explanation/parts/parted-case.js';
import { PartReasons } from '../../part-reasons.js';
import type { StateItem } from '../files/state.js';
import { blocksOf } from '../fit/score-blocks.js';
import type { ListBasis, Recommender } from './recommender.js';

/** So many products of a history are told by themselves; what the others add is one part. */
const mostAlone = 20;

/** Each asks for the scores of all products. */
const mostEvaluations = 512;

const method =
  'Shapley values: what each product in the history adds to the score of a product that is shown. They are compared with an empty history, for which products are scored by how many customers like them. Exact for up to 8 products, else by permutation walks.';

/** What the lists of a recommender rest on: the products in the history of who asks. */
export function listReasons(recommender: Recommender): PartReasons {
  const { items } = recommender.catalogue;
  return new PartReasons({
    method,
    casesOf: (declared, rows) => recommender.bases(declared.take(rows)).map((basis) => caseOf(basis, items)),
  });
}

function caseOf(basis: ListBasis, items: readonly StateItem[]): PartedCase {
  const { history, shown } = basis;
  const groups = groupsOf(basis);
  const historiesOf = (mixtures: readonly Mixture[]) => {
    return mixtures.map(({ own }) => {
      const kept = new Set(groups.flatMap((group, part) => (own[part] ? group : [])));
      return history.filter((item) => kept.has(item));
    });
  };
  return {
    parts: groups.map((group) => partOf(group, items)),
    references: 1,
    mostEvaluations,
    ask: (mixtures) => ({ values: scoresOf(basis, historiesOf(mixtures), items), width: shown.length }),
    output: basis.scores([history]),
    names: shown.map(({ title }) => ({ quantity: `the score of ${title}` })),
  };
}

/** Those without which the scores differ most each by itself, the others together; in the order of the history. */
function groupsOf({ history, scores, shown }: ListBasis): number[][] {
  if (history.length <= mostAlone) return history.map((item) => [item]);
  const whole = scores([history]);
  const width = shown.length;
  const changes = history.map((item) => {
    const without = scores([history.filter((other) => other !== item)]);
    return without.reduce((sum, score, i) => sum + Math.abs(score - whole[i % width]), 0);
  });
  const order = [...history.keys()].sort((a, b) => changes[b] - changes[a] || a - b);
  const alone = new Set(order.slice(0, mostAlone - 1));
  const told = [...alone].sort((a, b) => a - b).map((place) => [history[place]]);
  return [...told, history.filter((_, place) => !alone.has(place))];
}

function partOf(group: readonly number[], items: readonly StateItem[]): Part {
  const [first, ...others] = group;
  const value = others.length === 0 ? items[first].title : `${group.length} other products`;
  const feature = others.length === 0 ? items[first].id : 'others';
  return { feature, value, told: `In the history: ${value}` };
}

/** As many histories at once as fit into memory. */
function scoresOf(
  { scores, shown }: ListBasis,
  histories: number[][],
  items: readonly StateItem[],
): Float64Array {
  const all = new Float64Array(histories.length * shown.length);
  for (const { start, end } of blocksOf(histories.length, items.length))
    all.set(scores(histories.slice(start, end)), start * shown.length);
  return all;
}
