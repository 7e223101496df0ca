import { useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/client';
import { useVersions } from '../../api/queries';
import type { Job, ScenarioDescription, Version } from '../../api/types';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import { metricName } from '../../parts/metrics';
import { Badge, Failure } from '../../parts/states';
import { Link } from '../../routing/link';
import { go } from '../../routing/place';

/** Every version of a model: which serves, which served before, and a new one. */
export function VersionsPage({ scenario }: { scenario: ScenarioDescription }) {
  const { say, language } = useLanguage();
  const client = useQueryClient();
  const versions = useVersions(scenario.id);
  const [error, setError] = useState<unknown>();
  const change = (path: string) => {
    setError(undefined);
    ask(`/v1/${scenario.id}/${path}`, { method: 'POST', language })
      .then(() => client.invalidateQueries())
      .catch(setError);
  };
  const remove = () => {
    setError(undefined);
    ask(`/v1/${scenario.id}`, { method: 'DELETE', language })
      .then(() => {
        go('/');
        return client.invalidateQueries({ queryKey: ['scenarios'] });
      })
      .catch(setError);
  };
  if (versions.error) return <Failure error={versions.error} />;
  if (!versions.data) return <p className="quiet">{say('Loading …')}</p>;
  return (
    <section className="card">
      {error !== undefined && <Failure error={error} />}
      {versions.data.length === 0 && <p className="quiet">{say('There is no model yet.')}</p>}
      {versions.data.length > 0 && (
        <VersionTable
          id={scenario.id}
          versions={versions.data}
          onPromote={(version) => change(`versions/${version}/promote`)}
        />
      )}
      <div className="buttons">
        <Confirmed
          label={say('Roll back')}
          question={say('Let the version that served before answer again?')}
          onConfirm={() => change('rollback')}
          isDisabled={versions.data.length < 2}
        />
        <Train id={scenario.id} onError={setError} />
        {scenario.removable && (
          <Confirmed
            label={say('Remove this question')}
            question={say(
              'Remove this question with its rows and every version of its model? This cannot be undone.',
            )}
            onConfirm={remove}
          />
        )}
      </div>
    </section>
  );
}

interface TableProps {
  id: string;
  versions: readonly Version[];
  onPromote: (version: string) => void;
}

function VersionTable({ id, versions, onPromote }: TableProps) {
  const { say, language } = useLanguage();
  const { number, moment } = useNumbers();
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={say('Versions')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('Version')}</th>
            <th scope="col">{say('Published')}</th>
            <th scope="col">{say('Metric')}</th>
            <th scope="col">{say('State')}</th>
            <th scope="col">{say('Change')}</th>
          </tr>
        </thead>
        <tbody>
          {versions.map(({ model, champion, publishedAt, headline, problem }) => {
            const version = model.split('@')[1];
            return (
              <tr key={model}>
                <th scope="row">
                  <Link to={`/${id}#version=${version}`}>{version}</Link>
                </th>
                <td>{publishedAt === undefined ? '–' : moment(publishedAt)}</td>
                <td>
                  {headline && headline.value !== null
                    ? `${metricName(headline.metric, language)} ${number(headline.value)}`
                    : '–'}
                </td>
                <td>
                  {champion && <Badge kind="accent">{say('serves')}</Badge>}
                  {problem !== undefined && <Badge kind="bad">{problem}</Badge>}
                </td>
                <td>
                  {!champion && problem === undefined && (
                    <Confirmed
                      label={say('Let it serve')}
                      question={say('Let version {version} answer from now on?', { version })}
                      onConfirm={() => onPromote(version)}
                    />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface ConfirmedProps {
  label: string;
  question: string;
  onConfirm: () => void;
  isDisabled?: boolean;
}

/** What changes the answers of everybody is asked once more. */
function Confirmed({ label, question, onConfirm, isDisabled = false }: ConfirmedProps) {
  const { say } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const confirm = () => {
    dialog.current?.close();
    onConfirm();
  };
  return (
    <>
      <button
        type="button"
        className="small"
        disabled={isDisabled}
        onClick={() => dialog.current?.showModal()}
      >
        {label}
      </button>
      <dialog ref={dialog} aria-label={label}>
        <p>{question}</p>
        <div className="buttons">
          <button type="button" className="primary" onClick={confirm}>
            {label}
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            {say('Cancel')}
          </button>
        </div>
      </dialog>
    </>
  );
}

/** Train a new version on the scenario's own rows; it serves when it is not worse. */
function Train({ id, onError }: { id: string; onError: (error: unknown) => void }) {
  const { say, language } = useLanguage();
  const train = () => {
    ask<Job>(`/v1/${id}/train`, { method: 'POST', language })
      .then((job) => go(`/jobs/${job.id}`))
      .catch(onError);
  };
  return (
    <Confirmed
      label={say('Train a new version')}
      question={say(
        'Train on the rows of this question? The version serves when it is not worse than the one that serves now.',
      )}
      onConfirm={train}
    />
  );
}
