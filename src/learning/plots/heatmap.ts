import { colours, round, shortened, svgText, type Box } from './svg.js';

/** Cells of shares with their counts, and a figure for each row behind them. */
export interface Heatmap {
  title: string;
  /** What rows and columns are called, and what they are. */
  rows: readonly string[];
  columns: readonly string[];
  y: string;
  x: string;
  /** `counts[row][column]` */
  counts: readonly (readonly number[])[];
  /** A figure of each row, under its name. */
  behind: { name: string; texts: readonly string[] };
}

const margin = { left: 132, right: 66, top: 34, bottom: 58 };
/** Smaller cells have room for no number, and names have room for so many signs. */
const leastCell = 16;
const longestName = 14;

/** Draw into the box: the darker, the larger the share of its row. */
export function drawHeatmap(heatmap: Heatmap, box: Box): string {
  const { rows, columns, counts, behind } = heatmap;
  const left = box.left + margin.left;
  const top = box.top + margin.top;
  const cell = {
    width: (box.width - margin.left - margin.right) / columns.length,
    height: (box.height - margin.top - margin.bottom) / rows.length,
  };
  const bottom = top + cell.height * rows.length;
  const middleOf = (row: number) => top + (row + 0.5) * cell.height + 4;
  const cells = counts.flatMap((row, i) => {
    const all = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, j) => {
      const place = { left: left + j * cell.width, top: top + i * cell.height, ...cell };
      return cellOf(place, all === 0 ? 0 : count / all, count);
    });
  });
  const seen = cell.height >= leastCell ? rows : [];
  const right = left + cell.width * columns.length + 6;
  return [
    svgText({ x: box.left + box.width / 2, y: box.top + 18, size: 13 }, heatmap.title),
    ...cells,
    ...seen.map((name, i) =>
      svgText({ x: left - 6, y: middleOf(i), anchor: 'end' }, shortened(name, longestName)),
    ),
    ...seen.map((_, i) => svgText({ x: right, y: middleOf(i), anchor: 'start' }, behind.texts[i])),
    svgText({ x: right, y: top - 6, anchor: 'start' }, behind.name),
    ...columns.map((name, j) => {
      const most = Math.max(2, Math.floor(cell.width / 8));
      return svgText(
        { x: left + (j + 0.5) * cell.width, y: bottom + 16 },
        shortened(name, Math.min(longestName, most)),
      );
    }),
    svgText({ x: left + (cell.width * columns.length) / 2, y: box.top + box.height - 14 }, heatmap.x),
    svgText({ x: box.left + 14, y: (top + bottom) / 2, upright: true }, heatmap.y),
  ].join('\n');
}

function cellOf({ left, top, width, height }: Box, share: number, count: number): string {
  const [x, y, w, h] = [left, top, width, height].map(round);
  const place = `x="${x}" y="${y}" width="${w}" height="${h}"`;
  const rectangle = `<rect ${place} fill="${colours.first}" fill-opacity="${round(share * 10) / 10}" stroke="${colours.grid}"/>`;
  if (height < leastCell || width < 2 * leastCell) return rectangle;
  const fill = share > 0.6 ? '#ffffff' : colours.text;
  return rectangle + svgText({ x: left + width / 2, y: top + height / 2 + 4, fill }, String(count));
}
