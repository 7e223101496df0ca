import { useId, type InputHTMLAttributes } from 'react';

interface TextProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  label: string;
  value: string;
  onText: (text: string) => void;
}

/** A text under its label. */
export function TextField({ label, onText, ...rest }: TextProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} {...rest} onChange={({ target }) => onText(target.value)} />
    </div>
  );
}

export interface Choice {
  value: string;
  text: string;
  isDisabled?: boolean;
}

interface ChoiceProps {
  label: string;
  value: string | undefined;
  choices: readonly Choice[];
  isDisabled?: boolean;
  onChoose: (value: string) => void;
}

/** One of several, under its label. */
export function ChoiceField({ label, value, choices, isDisabled = false, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} disabled={isDisabled} onChange={({ target }) => onChoose(target.value)}>
        {choices.map((one) => (
          <option key={one.value} value={one.value} disabled={one.isDisabled}>
            {one.text}
          </option>
        ))}
      </select>
    </div>
  );
}
