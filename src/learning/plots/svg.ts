/** Colours that show on light and dark pages, the drawing having a white ground of its own. */
export const colours = {
  first: '#2f6fb3',
  second: '#c2410c',
  third: '#5b7f2b',
  text: '#444c5c',
  grid: '#d5d9e0',
};

/** Where a part of a drawing stands, in pixels. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

interface TextPlace {
  x: number;
  y: number;
  anchor?: 'start' | 'middle' | 'end';
  size?: number;
  fill?: string;
  /** Written upwards. */
  upright?: boolean;
}

export function svgText(
  { x, y, anchor = 'middle', size, fill, upright }: TextPlace,
  content: string,
): string {
  const at = upright
    ? `transform="translate(${round(x)} ${round(y)}) rotate(-90)"`
    : `x="${round(x)}" y="${round(y)}"`;
  const extra = `${size === undefined ? '' : ` font-size="${size}"`}${fill === undefined ? '' : ` fill="${fill}"`}`;
  return `<text ${at} text-anchor="${anchor}"${extra}>${escape(content)}</text>`;
}

/** At most so many signs; what is cut away ends in an ellipsis. */
export function shortened(text: string, most: number): string {
  const signs = [...text];
  return signs.length <= most ? text : `${signs.slice(0, most - 1).join('')}…`;
}

/** One decimal: a tenth of a pixel is seen by nobody. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A text as content of an element: signs that XML forbids are left out. */
export function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
