import { axis, type Point } from './axis.js';
import { escape, round } from './svg.js';

interface ScatterPlot {
  title: string;
  points: readonly Point[];
  line: readonly Point[];
  /** Axis titles. */
  x: string;
  y: string;
}

const size = { width: 640, height: 440, left: 64, right: 16, top: 44, bottom: 52 };

/** Points and a line over two axes, as a self-contained SVG file. Works on light and dark pages. */
export function scatterPlot({ title, points, line, x, y }: ScatterPlot): string {
  const all = [...points, ...line];
  const horizontal = axis(
    all.map(([value]) => value),
    size.left,
    size.width - size.right,
  );
  const vertical = axis(
    all.map(([, value]) => value),
    size.height - size.bottom,
    size.top,
  );
  const place = ([px, py]: Point) => `${round(horizontal.at(px))},${round(vertical.at(py))}`;
  const dots = points.map((point) => {
    const [cx, cy] = place(point).split(',');
    return `<circle cx="${cx}" cy="${cy}" r="3"/>`;
  });
  const middle = (size.left + size.width - size.right) / 2;
  const centre = (size.top + size.height - size.bottom) / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" font-family="sans-serif" font-size="12">
<title>${escape(title)}</title>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="${middle}" y="26" font-size="16" text-anchor="middle">${escape(title)}</text>
<g stroke="#d5d9e0">${gridLines(horizontal.ticks.map(horizontal.at), vertical.ticks.map(vertical.at))}</g>
<g fill="#444c5c">
${horizontal.ticks.map((tick) => `<text x="${round(horizontal.at(tick))}" y="${size.height - size.bottom + 18}" text-anchor="middle">${tick}</text>`).join('\n')}
${vertical.ticks.map((tick) => `<text x="${size.left - 8}" y="${round(vertical.at(tick) + 4)}" text-anchor="end">${tick}</text>`).join('\n')}
<text x="${middle}" y="${size.height - 12}" text-anchor="middle">${escape(x)}</text>
<text transform="translate(16 ${centre}) rotate(-90)" text-anchor="middle">${escape(y)}</text>
</g>
<g fill="#2f6fb3" fill-opacity="0.6">${dots.join('')}</g>
<polyline fill="none" stroke="#c2410c" stroke-width="2" points="${line.map(place).join(' ')}"/>
</svg>
`;
}

function gridLines(xs: readonly number[], ys: readonly number[]): string {
  const upright = xs.map((at) => `<path d="M${round(at)} ${size.top}V${size.height - size.bottom}"/>`);
  const level = ys.map((at) => `<path d="M${size.left} ${round(at)}H${size.width - size.right}"/>`);
  return [...upright, ...level].join('');
}
