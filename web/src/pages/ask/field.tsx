import { useId } from 'react';
import { useLanguage, type Spoken } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import { Badge } from '../../parts/states';
import { categoriesOf, readValue, writeValue, type Column } from './columns';
import { PositionsField } from './positions-field';
import type { Json } from './request';

interface FieldProps {
  column: Column;
  value: Json | undefined;
  /** Whether it is not what the example says. */
  isChanged: boolean;
  /** Whether the answer remarks on it. */
  remark?: string;
  onChange: (value: Json) => void;
}

/** One column of a row: its meaning, a field of its kind, its unit and range. */
export function Field({ column, value, isChanged, remark, onChange }: FieldProps) {
  const { say, textOf } = useLanguage();
  const id = useId();
  const hint = useHint(column);
  return (
    <div className={`field${isChanged ? ' changed' : ''}`}>
      <label htmlFor={id}>
        {textOf(column.meaning)}
        {column.sensitive && <Badge kind="warn">{say('sensitive')}</Badge>}
      </label>
      <FieldInput {...{ column, value, onChange, id }} described={`${id}-hint`} />
      <p className="hint" id={`${id}-hint`}>
        <code>{column.name}</code>
        {hint && ` · ${hint}`}
        {remark && <span className="remark">{remark}</span>}
      </p>
    </div>
  );
}

interface InputProps extends Pick<FieldProps, 'column' | 'value' | 'onChange'> {
  id: string;
  described: string;
}

function FieldInput(props: InputProps) {
  const { column } = props;
  if (column.kind === 'positions') return <PositionsField {...props} />;
  if (column.kind === 'numeric') return <NumberInput {...props} column={column} />;
  if (categoriesOf(column) || column.kind === 'boolean') return <ChoiceInput {...props} />;
  return <TextInput {...props} />;
}

function NumberInput({
  column,
  value,
  onChange,
  id,
  described,
}: InputProps & { column: Column & { kind: 'numeric' } }) {
  const { textOf } = useLanguage();
  const { range, integer, unit } = column;
  const read = (text: string) => onChange(readValue(column, text));
  const step = integer ? 1 : 'any';
  return (
    <div className="number">
      <input
        id={id}
        type="number"
        inputMode="decimal"
        step={step}
        value={writeValue(value)}
        onChange={({ target }) => read(target.value)}
        aria-describedby={described}
      />
      {unit && <span className="unit">{unit}</span>}
      {range && (
        <input
          type="range"
          aria-label={textOf(column.meaning)}
          min={range[0]}
          max={range[1]}
          step={integer ? 1 : (range[1] - range[0]) / 200}
          value={typeof value === 'number' ? value : range[0]}
          onChange={({ target }) => read(String(Number(Number(target.value).toPrecision(6))))}
        />
      )}
    </div>
  );
}

/** Labels in place of codes; what may be missing can be left open. */
function ChoiceInput({ column, value, onChange, id, described }: InputProps) {
  const spoken = useLanguage();
  return (
    <select
      id={id}
      value={writeValue(value)}
      onChange={({ target }) => onChange(readValue(column, target.value))}
      aria-describedby={described}
    >
      {(column.missing !== 'reject' || value === null || value === undefined) && (
        <option value="">{spoken.say('not known')}</option>
      )}
      {choicesOf(column, spoken).map(([code, label]) => (
        <option key={code} value={code}>
          {label}
        </option>
      ))}
    </select>
  );
}

export function choicesOf(column: Column, { say, textOf }: Spoken): [code: string, label: string][] {
  const categories = categoriesOf(column);
  if (!categories)
    return [
      ['true', say('yes')],
      ['false', say('no')],
    ];
  return categories.map(({ code, label }) => [code, textOf(label)]);
}

function TextInput({ column, value, onChange, id, described }: InputProps) {
  const shared = {
    id,
    value: writeValue(value),
    'aria-describedby': described,
    onChange: ({ target }: { target: { value: string } }) => onChange(readValue(column, target.value)),
  };
  if (column.kind === 'text') return <textarea rows={3} {...shared} />;
  return (
    <input
      type="text"
      spellCheck={false}
      className={column.kind === 'molecule' ? 'mono' : undefined}
      {...shared}
    />
  );
}

/** The unit and range of a number, and how a list or a date is written. */
function useHint(column: Column): string | undefined {
  const { say } = useLanguage();
  const { number } = useNumbers();
  if (column.kind === 'numeric' && column.range) {
    const [low, high] = column.range;
    return say('{low} to {high}', { low: number(low), high: number(high) });
  }
  if (column.kind === 'list') return say('several with | between them');
  if (column.kind === 'molecule') return 'SMILES';
  return undefined;
}
