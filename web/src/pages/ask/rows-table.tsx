import type { ScenarioDescription } from '../../api/types';
import { useLanguage } from '../../language/language';
import { VirtualTable } from '../../parts/virtual-table';
import { readValue, writeValue, type Column } from './columns';
import { choicesOf } from './field';
import { pointerTo, type Json, type Row } from './request';
import type { EditedRequest } from './use-request';

interface RowsProps {
  scenario: ScenarioDescription;
  request: EditedRequest;
  name: 'rows' | 'history';
  rows: Row[];
}

/** The rows of a series in their order, each cell a field; what is not in the example's rows has no column. */
export function RowsTable({ scenario, request, name, rows }: RowsProps) {
  const { say, textOf } = useLanguage();
  const first = rows[0] ?? {};
  const columns = scenario.columns.filter((column) => rows.length === 0 || column.name in first);
  const replace = (all: Row[]) => request.set(pointerTo(name), all);
  const titles = columns.map((column) => ({ name: column.name, title: textOf(column.meaning) }));
  return (
    <div className="rows">
      <p className="quiet">
        {say('{n} rows, the earliest first; the answer is about what follows the last.', { n: rows.length })}
      </p>
      <VirtualTable label={say('Rows of the request')} columns={titles} count={rows.length} startAtEnd>
        {(i) =>
          columns.map((column) => {
            const pointer = pointerTo(name, i, column.name);
            return (
              <Cell
                key={column.name}
                column={column}
                row={i + 1}
                value={rows[i][column.name]}
                isChanged={pointer in request.edits}
                onChange={(value) => request.set(pointer, value)}
              />
            );
          })
        }
      </VirtualTable>
      <div className="buttons">
        <button type="button" className="small" onClick={() => replace([...rows, { ...rows.at(-1) }])}>
          {say('Repeat the last row')}
        </button>
        <button
          type="button"
          className="small"
          disabled={rows.length < 2}
          onClick={() => replace(rows.slice(0, -1))}
        >
          {say('Remove the last row')}
        </button>
      </div>
    </div>
  );
}

interface CellProps {
  column: Column;
  row: number;
  value: Json | undefined;
  isChanged: boolean;
  onChange: (value: Json) => void;
}

function Cell({ column, row, value, isChanged, onChange }: CellProps) {
  const spoken = useLanguage();
  const label = `${spoken.textOf(column.meaning)}, ${spoken.say('row {n}', { n: row })}`;
  const hasChoices = 'categories' in column && column.categories !== undefined;
  const className = isChanged ? 'changed' : undefined;
  if (hasChoices || column.kind === 'boolean') {
    return (
      <select
        aria-label={label}
        className={className}
        value={writeValue(value)}
        onChange={({ target }) => onChange(readValue(column, target.value))}
      >
        <option value="" />
        {choicesOf(column, spoken).map(([code, text]) => (
          <option key={code} value={code}>
            {text}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      size={Math.max(8, writeValue(value).length)}
      aria-label={label}
      className={className}
      inputMode={column.kind === 'numeric' ? 'decimal' : undefined}
      value={writeValue(value)}
      onChange={({ target }) => onChange(readValue(column, target.value))}
    />
  );
}
