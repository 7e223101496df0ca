import { axis, extent, type Axis, type Point } from './axis.js';
import { colours, round, svgText, type Box } from './svg.js';

export interface ChartLine {
  points: readonly Point[];
  colour: string;
  /** In the legend; absent: the line is not named. */
  name?: string;
  dashed?: boolean;
}

/** Points, lines and a band over two axes. */
export interface Chart {
  title: string;
  /** Axis titles. */
  x: string;
  y: string;
  points?: readonly Point[];
  lines?: readonly ChartLine[];
  /** Its lower and its upper edge, from left to right. */
  band?: { lower: readonly Point[]; upper: readonly Point[] };
}

const margin = { left: 58, right: 12, top: 34, bottom: 46 };

/** Draw into the box. A chart without a value is its title alone. */
export function drawChart(chart: Chart, box: Box): string {
  const { points = [], lines = [], band } = chart;
  const inner = innerOf(box);
  const all = [
    ...points,
    ...lines.flatMap((line) => line.points),
    ...(band ? [...band.lower, ...band.upper] : []),
  ];
  const title = svgText({ x: box.left + box.width / 2, y: box.top + 18, size: 13 }, chart.title);
  if (all.length === 0) return title;
  const [xs, ys] = [0, 1].map((i) => extent(all.map((point) => point[i])));
  const across = axis(xs, inner.left, inner.left + inner.width);
  const up = axis(ys, inner.top + inner.height, inner.top);
  const place = ([x, y]: Point) => `${round(across.at(x))},${round(up.at(y))}`;
  const dots = points.map((point) => {
    const [x, y] = place(point).split(',');
    return `<circle cx="${x}" cy="${y}" r="2.5"/>`;
  });
  return [
    title,
    frame(inner, across, up),
    axisTitles(chart, box, inner),
    band ? bandOf([...band.lower.map(place), ...[...band.upper].reverse().map(place)]) : '',
    `<g fill="${colours.first}" fill-opacity="0.6">${dots.join('')}</g>`,
    ...lines.map((line) => lineOf(line, line.points.map(place))),
    ...legend(lines, inner),
  ].join('\n');
}

function innerOf({ left, top, width, height }: Box): Box {
  return {
    left: left + margin.left,
    top: top + margin.top,
    width: width - margin.left - margin.right,
    height: height - margin.top - margin.bottom,
  };
}

function frame({ left, top, width, height }: Box, across: Axis, up: Axis): string {
  const bottom = top + height;
  const upright = across.ticks.map((tick) => `<path d="M${round(across.at(tick))} ${top}V${bottom}"/>`);
  const level = up.ticks.map((tick) => `<path d="M${left} ${round(up.at(tick))}H${left + width}"/>`);
  const below = across.ticks.map((tick) => svgText({ x: across.at(tick), y: bottom + 16 }, String(tick)));
  const beside = up.ticks.map((tick) =>
    svgText({ x: left - 6, y: up.at(tick) + 4, anchor: 'end' }, String(tick)),
  );
  return `<g stroke="${colours.grid}">${[...upright, ...level].join('')}</g>\n${[...below, ...beside].join('')}`;
}

function axisTitles({ x, y }: Chart, box: Box, inner: Box): string {
  const middle = inner.left + inner.width / 2;
  const centre = inner.top + inner.height / 2;
  return [
    svgText({ x: middle, y: box.top + box.height - 10 }, x),
    svgText({ x: box.left + 14, y: centre, upright: true }, y),
  ].join('');
}

function bandOf(corners: readonly string[]): string {
  return `<polygon fill="${colours.second}" fill-opacity="0.15" points="${corners.join(' ')}"/>`;
}

function lineOf({ colour, dashed }: ChartLine, places: readonly string[]): string {
  const dash = dashed ? ' stroke-dasharray="4 4"' : '';
  return `<polyline fill="none" stroke="${colour}" stroke-width="2"${dash} points="${places.join(' ')}"/>`;
}

function legend(lines: readonly ChartLine[], { left, top, width }: Box): string[] {
  const named = lines.flatMap(({ name, colour }) => (name === undefined ? [] : [{ name, colour }]));
  return named.map(({ name, colour }, i) =>
    svgText({ x: left + width - 6, y: top + 14 + 15 * i, anchor: 'end', fill: colour }, name),
  );
}
