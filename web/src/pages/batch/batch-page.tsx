import { useState } from 'react';
import type { ScenarioDescription } from '../../api/types';
import { useLanguage } from '../../language/language';
import { Failure, Notice } from '../../parts/states';
import { keep, usePlace } from '../../routing/place';
import { JobView } from '../jobs/job-view';
import { ChooseFile } from './choose-file';
import { ColumnMatch } from './column-match';
import { readHeader } from './read-header';

export interface ChosenFile {
  file: File;
  /** Names of its columns; absent where they cannot be read here. */
  header?: string[];
}

/** Score a file: what it has is matched before anything runs, and its job has a place in the address. */
export function BatchPage({ scenario }: { scenario: ScenarioDescription }) {
  const { say } = useLanguage();
  const job = usePlace().query.get('job');
  const [chosen, setChosen] = useState<ChosenFile>();
  const [error, setError] = useState<unknown>();
  if (scenario.champion === undefined)
    return <Notice kind="warn">{say('A file can be scored as soon as there is a model.')}</Notice>;
  if (job !== null) {
    return (
      <>
        <div className="buttons">
          <button type="button" onClick={() => keep({ job: undefined })}>
            {say('Score another file')}
          </button>
        </div>
        <JobView id={job} key={job} />
      </>
    );
  }
  const choose = (file: File) => {
    setError(undefined);
    readHeader(file)
      .then((header) => setChosen({ file, header }))
      .catch(setError);
  };
  const begun = (id: string) => {
    setChosen(undefined);
    keep({ job: id });
  };
  return (
    <>
      <ChooseFile scenario={scenario} onChoose={choose} chosen={chosen?.file} />
      {error !== undefined && <Failure error={error} />}
      {chosen && <ColumnMatch key={chosen.file.name} {...{ scenario, chosen }} onBegun={begun} />}
    </>
  );
}
