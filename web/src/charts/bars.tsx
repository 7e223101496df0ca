import { max, min } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { useLanguage } from '../language/language';
import { Figure } from './figure';

export interface Bar {
  name: string;
  value: number;
  interval?: [number, number];
  /** Stands out from the others. */
  isMain?: boolean;
  note?: string;
}

interface BarsProps {
  title: string;
  sentence: string;
  bars: readonly Bar[];
  format: (value: number) => string;
  valueName: string;
  /** Values in whose range bars are drawn; absent: from 0 to the largest. */
  domain?: readonly [number, number];
  /** What the table tells besides, of each bar a cell. */
  more?: { columns: readonly string[]; cells: readonly (readonly string[])[] };
}

const rowHeight = 26;

/** Bars below each other, each with its name above or beside it and its value behind it. */
export function Bars({ title, sentence, bars, format, valueName, domain, more }: BarsProps) {
  const { say } = useLanguage();
  const ends = bars.flatMap(({ value, interval }) => [value, ...(interval ?? [])]);
  const [low, high] = domain ?? [Math.min(0, min(ends) ?? 0), Math.max(0, max(ends) ?? 1)];
  const rows = bars.map(({ name, value, interval }, i) => [
    name,
    format(value),
    interval?.map(format).join(' – ') ?? '',
    ...(more?.cells[i] ?? []),
  ]);
  const columns = [say('Name'), valueName, say('Interval'), ...(more?.columns ?? [])];
  return (
    <Figure title={title} sentence={sentence} table={{ columns, rows }} height={bars.length * rowHeight + 8}>
      {(width) => {
        const names = Math.min(220, width * 0.42);
        const x = scaleLinear([low, high === low ? low + 1 : high], [names + 8, width - 64]);
        return bars.map((bar, i) => (
          <g key={bar.name} transform={`translate(0,${i * rowHeight + 4})`}>
            <title>{`${bar.name}: ${format(bar.value)}${bar.note === undefined ? '' : ` (${bar.note})`}`}</title>
            <text className="bar-name" x={names} y={16} textAnchor="end">
              {shortened(bar.name, names / 7)}
            </text>
            <rect
              className={bar.isMain === false ? 'bar faint' : bar.value < 0 ? 'bar negative' : 'bar'}
              x={Math.min(x(0), x(bar.value))}
              width={Math.max(1, Math.abs(x(bar.value) - x(0)))}
              y={4}
              height={16}
              rx={2}
            />
            {bar.interval && (
              <line className="whisker" x1={x(bar.interval[0])} x2={x(bar.interval[1])} y1={12} y2={12} />
            )}
            <text
              className="bar-value"
              x={Math.max(x(Math.max(bar.value, 0, bar.interval?.[1] ?? 0)), names) + 6}
              y={16}
            >
              {format(bar.value)}
            </text>
          </g>
        ));
      }}
    </Figure>
  );
}

/** Chinese characters take the place of two others. */
export function shortened(text: string, places: number): string {
  let taken = 0;
  for (const [i, character] of [...text].entries()) {
    taken += character.charCodeAt(0) > 0x2e80 ? 1.9 : 1;
    if (taken > places) return `${[...text].slice(0, Math.max(1, i - 1)).join('')}…`;
  }
  return text;
}
