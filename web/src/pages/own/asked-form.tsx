import type { TableDraft } from '../../api/types';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import type { Phrase } from '../../language/phrases';
import { classesOf, draftedOf, type Decisions } from './decisions';
import { ChoiceField, TextField } from './labelled';
import type { Wishes } from './send';

const tasks: Readonly<Record<string, Phrase>> = {
  classification: 'which of several classes',
  regression: 'a number',
  forecast: 'a number in the future of a series',
  recommendation: 'products for a customer',
};

interface AskedProps {
  draft: TableDraft;
  decisions: Decisions;
  isBusy: boolean;
  onDecide: (changes: Partial<Decisions>) => void;
  /** What the server must look at the table for anew. */
  onWish: (wish: Partial<Wishes>) => void;
}

/** What is to be known beforehand, how it is called, and what wrong answers cost. */
export function AskedForm(props: AskedProps) {
  const { draft, decisions, onDecide } = props;
  const { say } = useLanguage();
  const { number } = useNumbers();
  return (
    <fieldset className="card">
      <legend>{say('What is asked')}</legend>
      <p className="quiet">
        {say('{rows} rows, {columns} columns', {
          rows: number(draft.source.rows),
          columns: number(draft.columns.length),
        })}
      </p>
      <div className="grid">
        <Wished {...props} />
        <TextField
          label={say('Title')}
          required
          maxLength={80}
          value={decisions.title}
          onText={(title) => onDecide({ title })}
        />
        <TextField
          label={say('The question in one sentence')}
          required
          maxLength={200}
          value={decisions.question}
          onText={(question) => onDecide({ question })}
        />
        <TextField
          label={say('Name in addresses: small letters, digits and hyphens')}
          required
          maxLength={64}
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
          value={decisions.name}
          onText={(name) => onDecide({ name })}
        />
      </div>
      {classesOf(draft).length > 0 && <Costs {...props} />}
    </fieldset>
  );
}

/** The column that is asked about, and as what. */
function Wished({ draft, decisions, isBusy, onDecide, onWish }: AskedProps) {
  const { say } = useLanguage();
  const { target, task } = draftedOf(draft);
  const classes = classesOf(draft);
  const isOfFile = draft.columns.some(({ name }) => name === target?.name);
  return (
    <>
      <ChoiceField
        label={say('Kind of question')}
        value={task.name}
        isDisabled={isBusy}
        choices={Object.entries(tasks).map(([value, phrase]) => ({ value, text: say(phrase) }))}
        onChoose={(value) => onWish({ task: value })}
      />
      {isOfFile && (
        <ChoiceField
          label={say('Column to be known beforehand')}
          value={target?.name}
          isDisabled={isBusy}
          choices={draft.columns.map(({ name, target: form }) => ({
            value: name,
            text: name,
            isDisabled: form === undefined,
          }))}
          onChoose={(value) => onWish({ target: value, task: undefined })}
        />
      )}
      {classes.length > 0 && (
        <ChoiceField
          label={say('The probability is about')}
          value={decisions.positive}
          choices={classes.map((code) => ({ value: code, text: code }))}
          onChoose={(positive) => onDecide({ positive })}
        />
      )}
    </>
  );
}

const costFields = [
  ['falsePositive', 'Acting where it was not needed costs'],
  ['falseNegative', 'Not acting where it was needed costs'],
] as const;

const actionFields = [
  ['positive', 'What is done then'],
  ['negative', 'What is done otherwise'],
] as const;

/** What the two errors cost, where that is known: from them come the threshold and the action. */
function Costs({ decisions: { costs, actions }, onDecide }: Pick<AskedProps, 'decisions' | 'onDecide'>) {
  const { say } = useLanguage();
  return (
    <details>
      <summary>{say('What wrong answers cost (may be left out)')}</summary>
      <div className="grid">
        {costFields.map(([name, phrase]) => (
          <TextField
            key={name}
            label={say(phrase)}
            inputMode="decimal"
            pattern="\s*\d+([.,]\d+)?\s*"
            value={costs[name]}
            onText={(text) => onDecide({ costs: { ...costs, [name]: text } })}
          />
        ))}
        {actionFields.map(([name, phrase]) => (
          <TextField
            key={name}
            label={say(phrase)}
            required
            maxLength={80}
            value={actions[name]}
            onText={(text) => onDecide({ actions: { ...actions, [name]: text } })}
          />
        ))}
      </div>
    </details>
  );
}
