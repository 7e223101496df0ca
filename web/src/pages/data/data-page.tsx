import { useState } from 'react';
import { useProfile, useReport, useScenario, useScenarios } from '../../api/queries';
import type { ScenarioSummary } from '../../api/types';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import { useTitle } from '../../parts/header';
import { Failure } from '../../parts/states';
import { ProfileCharts } from '../model/profile-charts';
import { DataBadge } from '../scenario/data-badge';
import { Link } from '../../routing/link';

/** Which rows stand behind which question, and what they are like. */
export function DataPage() {
  const { say } = useLanguage();
  useTitle(say('Data'));
  const scenarios = useScenarios();
  return (
    <section className="page">
      <header className="head">
        <h1>{say('Data')}</h1>
        <p className="quiet prose">
          {say(
            'Each question learns from a dataset. A synthetic sample stands in until the real rows are imported, on the machine of this server:',
          )}
        </p>
        <pre>
          <code>{'sextant datasets list\nsextant datasets import FOLDER\nsextant train SCENARIO'}</code>
        </pre>
      </header>
      {scenarios.error && <Failure error={scenarios.error} />}
      {scenarios.data?.map((scenario) => (
        <Dataset key={scenario.id} scenario={scenario} />
      ))}
    </section>
  );
}

function Dataset({ scenario }: { scenario: ScenarioSummary }) {
  const { textOf } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="card" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {scenario.data} {scenario.headline && <DataBadge kind={scenario.headline.data} />}{' '}
        <span className="quiet">{textOf(scenario.title)}</span>
      </summary>
      {isOpen && <Rows scenario={scenario} />}
    </details>
  );
}

function Rows({ scenario: { id, champion } }: { scenario: ScenarioSummary }) {
  const { say } = useLanguage();
  const { number } = useNumbers();
  const scenario = useScenario(id).data;
  const report = useReport(id, champion).data;
  const profile = useProfile(id, champion);
  if (!scenario || profile.isPending)
    return <p className="quiet">{say(champion === undefined ? 'There is no model yet.' : 'Loading …')}</p>;
  return (
    <>
      {report && (
        <p>
          {say('{n} rows were learnt from, {test} held out.', {
            n: number(report.rows.development),
            test: number(report.rows.test),
          })}{' '}
          <Link to={`/${id}/model`}>{say('How good is it')}</Link>
        </p>
      )}
      {profile.data ? (
        <ProfileCharts scenario={scenario} profile={profile.data} />
      ) : (
        <p className="quiet">{say('No profile of its rows was kept.')}</p>
      )}
    </>
  );
}
