import { useLanguage } from '../../language/language';
import { useTitle } from '../../parts/header';
import { Failure, Notice } from '../../parts/states';
import { AskedForm } from './asked-form';
import { ChooseTable } from './choose-table';
import { ColumnsForm } from './columns-form';
import { useDrafting } from './use-drafting';

/** A question of one's own: a table, what is asked of it, and a model that is trained for it. */
export function OwnPage() {
  const { say } = useLanguage();
  useTitle(say('A question of your own'));
  const drafting = useDrafting();
  const { state, error, isBusy } = drafting;
  return (
    <section className="page">
      <header className="head">
        <h1>{say('A question of your own')}</h1>
        <p className="quiet prose">
          {say(
            'A table with one row per case, and a column that you want to know beforehand: what stands in it is found out, you decide, and a model is trained.',
          )}
        </p>
      </header>
      <ChooseTable
        chosen={state?.file}
        isBusy={isBusy}
        onChoose={(file, header) => drafting.draft(file, { header })}
      />
      {state && <Decide {...drafting} state={state} />}
      {error !== undefined && <Failure error={error} />}
      {state && (
        <div className="buttons">
          <button type="submit" form="own" className="primary" disabled={isBusy}>
            {say(isBusy ? 'Sending …' : 'Train a model for it')}
          </button>
        </div>
      )}
    </section>
  );
}

type DecideProps = Omit<ReturnType<typeof useDrafting>, 'state'> & {
  state: NonNullable<ReturnType<typeof useDrafting>['state']>;
};

/** What was found, for a person to decide. */
function Decide({ state, isBusy, draft, decide, train }: DecideProps) {
  return (
    <form
      id="own"
      className="decide"
      onSubmit={(event) => {
        event.preventDefault();
        train(state);
      }}
    >
      {state.draft.notes.map((note) => (
        <Notice key={note} kind="warn">
          {note}
        </Notice>
      ))}
      <AskedForm
        {...state}
        isBusy={isBusy}
        onDecide={decide}
        onWish={(wish) => draft(state.file, { ...state.wishes, ...wish }, state.decisions)}
      />
      <ColumnsForm
        draft={state.draft}
        decisions={state.decisions}
        onDecide={(columns) => decide({ columns })}
      />
    </form>
  );
}
