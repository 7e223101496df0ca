import type { LocalisedText } from '../../core/text/localised-text.js';
import { drawChart, type Chart } from './chart.js';
import { drawHeatmap, type Heatmap } from './heatmap.js';
import { colours, escape, svgText, type Box } from './svg.js';

/** One part of a drawing. */
export type Panel = ({ form: 'chart' } & Chart) | ({ form: 'heatmap' } & Heatmap);

const size = { width: 480, height: 380, head: 40 };
const mostPerRow = 3;
/** More would be a file of its own; the report has the figures of all. */
const mostPanels = 12;

/** Panels beside and below each other under a title in both languages, as a self-contained SVG file. */
export function drawPanels(title: LocalisedText, panels: readonly Panel[]): string {
  const drawn = panels.slice(0, mostPanels);
  const perRow = Math.min(mostPerRow, drawn.length);
  const width = size.width * perRow;
  const left = panels.length - drawn.length;
  const height = size.head + size.height * Math.ceil(drawn.length / perRow) + (left > 0 ? 24 : 0);
  const parts = drawn.map((panel, i) =>
    drawPanel(panel, {
      left: size.width * (i % perRow),
      top: size.head + size.height * Math.floor(i / perRow),
      width: size.width,
      height: size.height,
    }),
  );
  const more = `${left} more in the report · 其余 ${left} 项见报告`;
  const both = title.zh === title.en ? title.en : `${title.en} · ${title.zh}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="sans-serif" font-size="12" fill="${colours.text}">
<title>${escape(both)}</title>
<rect width="100%" height="100%" fill="#ffffff"/>
${svgText({ x: width / 2, y: 26, size: 16 }, both)}
${parts.join('\n')}${left > 0 ? `\n${svgText({ x: width / 2, y: height - 8 }, more)}` : ''}
</svg>
`;
}

function drawPanel(panel: Panel, box: Box): string {
  return panel.form === 'chart' ? drawChart(panel, box) : drawHeatmap(panel, box);
}
