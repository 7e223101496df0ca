import { useId, useRef, useState, type ReactNode } from 'react';
import { useLanguage } from '../language/language';
import { copySvg } from './copy-svg';
import { useWidth } from './use-width';

/** The numbers of a chart: what is drawn, row by row, as it is written. */
export interface FigureTable {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

interface FigureProps {
  title: string;
  /** What the chart shows, with its figures: what somebody learns who does not see it. */
  sentence: string;
  table: FigureTable;
  /** Draws inside an `svg` of this width in pixels. */
  children: (width: number) => ReactNode;
  height: number;
}

/** The most marks that a chart draws, and rows that its table shows. */
export const mostMarks = 2000;

/** A chart with what every chart has: a sentence, a table of its numbers, and a copy of its drawing. */
export function Figure({ title, sentence, table, children, height }: FigureProps) {
  const { say } = useLanguage();
  const id = useId();
  const [place, width] = useWidth<HTMLDivElement>();
  const svg = useRef<SVGSVGElement>(null);
  return (
    <figure className="figure" ref={place} aria-labelledby={`${id}-title`}>
      <figcaption>
        <h3 id={`${id}-title`}>{title}</h3>
        <p>{sentence}</p>
      </figcaption>
      {width > 0 && (
        <svg
          ref={svg}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`${title}. ${sentence}`}
        >
          {children(width)}
        </svg>
      )}
      <div className="figure-tools">
        <details>
          <summary>{say('Table')}</summary>
          <NumberTable {...table} label={title} />
        </details>
        <CopyButton onCopy={() => copySvg(svg.current)} label={say('Copy SVG')} />
      </div>
    </figure>
  );
}

export function NumberTable({ columns, rows, label }: FigureTable & { label: string }) {
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="numbers">
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, mostMarks).map((row, i) => (
            <tr key={i}>
              {row.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Says for a moment that it has copied. */
export function CopyButton({ onCopy, label }: { onCopy: () => Promise<void>; label: string }) {
  const { say } = useLanguage();
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle');
  const copy = () => {
    onCopy()
      .then(() => setState('done'))
      .catch(() => setState('failed'))
      .finally(() => setTimeout(() => setState('idle'), 2000));
  };
  const text = { idle: label, done: say('Copied'), failed: say('The browser does not allow it') }[state];
  return (
    <button type="button" className="small" onClick={copy}>
      <span aria-live="polite">{text}</span>
    </button>
  );
}
