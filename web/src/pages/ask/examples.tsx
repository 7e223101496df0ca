import { useState } from 'react';
import { ask } from '../../api/client';
import { useProfile } from '../../api/queries';
import type { Answer, AnswerList, Profile, ScenarioDescription } from '../../api/types';
import { useLanguage } from '../../language/language';
import { closestTo, outsideRow, typicalRow, variationsOf } from './example-rows';
import { pointerTo, withEdit, type Body, type Edits, type Row } from './request';
import type { EditedRequest } from './use-request';

interface ExamplesProps {
  scenario: ScenarioDescription;
  example: Body;
  request: EditedRequest;
}

/** Rows to begin with: the example, what is typical of the rows that were learnt from, what lies at a threshold or outside. */
export function Examples({ scenario, example, request }: ExamplesProps) {
  const { say } = useLanguage();
  const profile = useProfile(scenario.id, scenario.champion).data;
  const isRow = 'features' in example;
  const put = (row: Row | undefined) => row && isRow && request.replace(editsTo(example, row));
  return (
    <div className="examples" role="group" aria-label={say('Examples')}>
      <button
        type="button"
        className="small"
        onClick={() => request.replace({})}
        disabled={Object.keys(request.edits).length === 0}
      >
        {say('Example')}
      </button>
      {isRow && profile && (
        <>
          <button
            type="button"
            className="small"
            onClick={() => put(typicalRow(scenario.columns, profile, example.features))}
          >
            {say('Typical')}
          </button>
          <Borderline {...{ scenario, profile }} row={example.features} onFound={put} />
          <Outside {...{ scenario, profile }} row={example.features} onFound={put} />
        </>
      )}
    </div>
  );
}

function editsTo(example: { features: Row }, row: Row): Edits {
  let edits: Edits = {};
  for (const [name, value] of Object.entries(row))
    edits = withEdit(example, edits, { pointer: pointerTo('features', name), value });
  return edits;
}

interface SearchProps {
  scenario: ScenarioDescription;
  profile: Profile;
  row: Row;
  onFound: (row: Row | undefined) => void;
}

/** The server answers rows that differ from a typical one in one value each; the one closest to a threshold is shown. */
function Borderline({ scenario, profile, row, onFound }: SearchProps) {
  const { say, language } = useLanguage();
  const [isSearching, setSearching] = useState(false);
  if (scenario.decision === undefined) return null;
  const search = async () => {
    setSearching(true);
    try {
      const rows = [row, typicalRow(scenario.columns, profile, row)].flatMap((one) =>
        variationsOf(scenario.columns, profile, one),
      );
      const answer = await ask<AnswerList | Answer>(`/v1/${scenario.id}/predict`, {
        method: 'POST',
        language,
        body: { rows },
      });
      onFound(rows[closestTo('answers' in answer ? answer.answers : [answer]) ?? -1]);
    } catch {
      // A row that cannot be answered: the example stays.
      onFound(undefined);
    } finally {
      setSearching(false);
    }
  };
  return (
    <button type="button" className="small" disabled={isSearching} onClick={() => void search()}>
      {say('Borderline')}
    </button>
  );
}

function Outside({ scenario, profile, row, onFound }: SearchProps) {
  const { say } = useLanguage();
  const outside = outsideRow(scenario.columns, profile, row);
  if (!outside) return null;
  return (
    <button type="button" className="small" onClick={() => onFound(outside)}>
      {say('Out of range')}
    </button>
  );
}
