import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';

interface TableProps {
  label: string;
  columns: readonly { name: string; title?: string }[];
  /** How many rows there are; only those in view are drawn. */
  count: number;
  /** The cells of a row, one for each column. */
  children: (row: number) => ReactNode[];
  startAtEnd?: boolean;
}

const rowHeight = 34;
const viewHeight = rowHeight * 10;
const extra = 6;

/** A table of any length: rows outside of the view are room alone. */
export function VirtualTable({ label, columns, count, children, startAtEnd = false }: TableProps) {
  const place = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const element = place.current;
    if (element && startAtEnd) element.scrollTop = element.scrollHeight;
  }, [startAtEnd]);
  const from = Math.max(0, Math.floor(top / rowHeight) - extra);
  const to = Math.min(count, Math.ceil((top + viewHeight) / rowHeight) + extra);
  const shown = Array.from({ length: to - from }, (_, i) => from + i);
  return (
    <div
      className="scroll virtual"
      ref={place}
      tabIndex={0}
      role="region"
      aria-label={label}
      style={{ maxHeight: viewHeight + rowHeight }}
      onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
    >
      <table aria-rowcount={count + 1}>
        <thead>
          <tr>
            <th scope="col" className="count">
              #
            </th>
            {columns.map(({ name, title }) => (
              <th key={name} scope="col" title={title}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Room height={from * rowHeight} columns={columns.length + 1} />
          {shown.map((row) => (
            <tr key={row} aria-rowindex={row + 2} style={{ height: rowHeight }}>
              <th scope="row" className="count">
                {row + 1}
              </th>
              {children(row).map((cell, i) => (
                <td key={columns[i]?.name ?? i}>{cell}</td>
              ))}
            </tr>
          ))}
          <Room height={(count - to) * rowHeight} columns={columns.length + 1} />
        </tbody>
      </table>
    </div>
  );
}

function Room({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} className="room" style={{ height }} />
    </tr>
  );
}
