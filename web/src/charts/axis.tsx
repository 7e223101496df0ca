import { type ScaleContinuousNumeric } from 'd3-scale';

type Scale = ScaleContinuousNumeric<number, number>;

interface AxisProps {
  scale: Scale;
  /** Where the line lies across the axis, in pixels. */
  at: number;
  /** How far lines of the grid reach from it; 0 for none. */
  reach?: number;
  format: (value: number) => string;
  ticks?: number;
}

/** Ticks below a chart. */
export function BottomAxis({ scale, at, reach = 0, format, ticks = 5 }: AxisProps) {
  return (
    <g className="axis">
      {scale.ticks(ticks).map((tick) => (
        <g key={tick} transform={`translate(${scale(tick)},${at})`}>
          <line y1={0} y2={reach === 0 ? 4 : -reach} />
          <text y={16} textAnchor="middle">
            {format(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Ticks at the left of a chart. */
export function LeftAxis({ scale, at, reach = 0, format, ticks = 4 }: AxisProps) {
  return (
    <g className="axis">
      {scale.ticks(ticks).map((tick) => (
        <g key={tick} transform={`translate(${at},${scale(tick)})`}>
          <line x1={0} x2={reach} />
          <text x={-6} dy="0.32em" textAnchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}
