import { useLanguage } from '../../language/language';
import { writeValue, type Column } from './columns';
import type { Json } from './request';

interface PositionsProps {
  column: Column;
  value: Json | undefined;
  onChange: (value: Json) => void;
  id: string;
  described: string;
}

type Position = Record<string, Json>;

/** A list of positions: an asset and its weight or amount in each line. */
export function PositionsField({ column, value, onChange, id, described }: PositionsProps) {
  const { say, textOf } = useLanguage();
  const positions = (Array.isArray(value) ? value : []) as Position[];
  const amount = positions.some((one) => 'amount' in one) ? 'amount' : 'weight';
  const change = (i: number, name: string, to: Json) =>
    onChange(positions.map((one, at) => (at === i ? { ...one, [name]: to } : one)));
  const label = `${textOf(column.meaning)} `;
  return (
    <div className="positions" id={id} role="group" aria-label={label} aria-describedby={described}>
      {positions.map((one, i) => (
        <div className="position" key={i}>
          <input
            type="text"
            aria-label={`${say('Asset')} ${i + 1}`}
            value={writeValue(one.asset)}
            onChange={({ target }) => change(i, 'asset', target.value)}
          />
          <input
            type="number"
            step="any"
            aria-label={`${say(amount === 'weight' ? 'Weight' : 'Amount')} ${i + 1}`}
            value={writeValue(one[amount])}
            onChange={({ target }) => change(i, amount, Number(target.value))}
          />
          <button
            type="button"
            className="small"
            aria-label={say('Remove position {n}', { n: i + 1 })}
            onClick={() => onChange(positions.filter((_, at) => at !== i))}
          >
            ×
          </button>
        </div>
      ))}
      <button
        type="button"
        className="small"
        onClick={() => onChange([...positions, { asset: '', [amount]: 0 }])}
      >
        {say('Add a position')}
      </button>
    </div>
  );
}
