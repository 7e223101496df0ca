import type { RankingPredictions } from '../../evaluation/predictions/ranking.predictions.js';
import type { Point } from './axis.js';
import type { Panel } from './panels.js';
import { colours } from './svg.js';

/** Lists longer than this are shown to nobody. */
const longest = 50;

/** The share of customers of whom a product that was held out stands among the first so many. */
export function rankingPanels({ ranks }: RankingPredictions): Panel[] {
  const best = ranks.filter((own) => own.length > 0).map((own) => own[0]);
  const share = (length: number) => best.filter((rank) => rank < length).length / best.length;
  const points = Array.from({ length: longest }, (_, i): Point => [i + 1, share(i + 1)]);
  return [
    {
      form: 'chart',
      title: 'Hit rate by the length of the list · 命中率与列表长度',
      x: 'products shown · 展示商品数',
      y: 'share of customers · 顾客比例',
      lines: [{ points: best.length > 0 ? points : [], colour: colours.second }],
    },
  ];
}
