import type { TableDraft } from '../../api/types';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import type { Phrase } from '../../language/phrases';
import { Badge } from '../../parts/states';
import { decidedColumns, uses, type ColumnDecision, type Decisions, type Use } from './decisions';
import { ChoiceField, TextField } from './labelled';

const kindNames: Readonly<Record<TableDraft['columns'][number]['kind'], Phrase>> = {
  numeric: 'number',
  categorical: 'category',
  ordinal: 'ordered category',
  boolean: 'yes or no',
  date: 'date',
  identifier: 'name of the row',
  list: 'list',
  positions: 'positions',
  molecule: 'molecule',
  text: 'text that people write',
};

const useNames: Readonly<Record<Use, Phrase>> = {
  input: 'learnt from',
  sensitive: 'learnt from, and its groups are watched',
  context: 'shown, not learnt from',
  out: 'left out',
};

interface ColumnsProps {
  draft: TableDraft;
  decisions: Decisions;
  onDecide: (columns: Decisions['columns']) => void;
}

/** Every column with what was found of it and why, to be decided otherwise. */
export function ColumnsForm({ draft, decisions, onDecide }: ColumnsProps) {
  const { say } = useLanguage();
  const change = (name: string, changes: Partial<ColumnDecision>) =>
    onDecide({ ...decisions.columns, [name]: { ...decisions.columns[name], ...changes } });
  const columns = decidedColumns(draft);
  if (columns.length === 0) return null;
  return (
    <section aria-labelledby="own-columns">
      <h2 id="own-columns">{say('What the other columns are')}</h2>
      <div className="grid">
        {columns.map((column) => (
          <ColumnFields
            key={column.name}
            column={column}
            decision={decisions.columns[column.name]}
            onDecide={(changes) => change(column.name, changes)}
          />
        ))}
      </div>
    </section>
  );
}

interface FieldsProps {
  column: TableDraft['columns'][number];
  decision: ColumnDecision;
  onDecide: (changes: Partial<ColumnDecision>) => void;
}

function ColumnFields({ column, decision, onDecide }: FieldsProps) {
  const { say } = useLanguage();
  const { kind } = column.declarations[decision.declaration];
  const possible = kind === 'identifier' ? (['input', 'out'] as const) : uses;
  const nameOf = (use: Use) => (kind === 'identifier' && use === 'input' ? 'names the row' : useNames[use]);
  return (
    <fieldset className="card" data-testid="column">
      <legend>
        <code>{column.name}</code>
      </legend>
      <Found column={column} />
      {decision.use !== 'out' && <Declared {...{ column, decision, onDecide }} />}
      <ChoiceField
        label={say('What becomes of it')}
        value={decision.use}
        choices={possible.map((use) => ({ value: use, text: say(nameOf(use)) }))}
        onChoose={(use) => onDecide({ use: use as Use })}
      />
    </fieldset>
  );
}

/** How it is declared: as what it is read, and what people read of it. */
function Declared({ column, decision, onDecide }: FieldsProps) {
  const { say } = useLanguage();
  const kinds = column.declarations.map(({ kind }) => kind as keyof typeof kindNames);
  return (
    <div className="pair">
      <ChoiceField
        label={say('Kind')}
        value={String(decision.declaration)}
        choices={kinds.map((one, place) => ({ value: String(place), text: say(kindNames[one]) }))}
        onChoose={(place) => onDecide({ declaration: Number(place), use: 'input' })}
      />
      <TextField
        label={say('What people read')}
        maxLength={120}
        value={decision.meaning}
        onText={(meaning) => onDecide({ meaning })}
      />
      {kinds[decision.declaration] === 'numeric' && (
        <TextField
          label={say('Unit')}
          maxLength={30}
          value={decision.unit}
          onText={(unit) => onDecide({ unit })}
        />
      )}
    </div>
  );
}

/** Why it was taken for what it is, what stands in it, and what a person should look at. */
function Found({ column: { why, examples, missing, questions } }: Pick<FieldsProps, 'column'>) {
  const { say } = useLanguage();
  const { number } = useNumbers();
  return (
    <>
      <p className="badges">
        <span>{why}</span>
        {missing > 0 && <Badge kind="warn">{say('{n} without a value', { n: number(missing) })}</Badge>}
      </p>
      {examples.length > 0 && (
        <p className="quiet examples-of">{say('such as {examples}', { examples: examples.join(' · ') })}</p>
      )}
      {questions.length > 0 && (
        <ul className="warnings">
          {questions.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
    </>
  );
}
