import { usePlot, useProfile, useReport } from '../../api/queries';
import type { Report, ScenarioDescription } from '../../api/types';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import { metricName } from '../../parts/metrics';
import { ApiLink } from '../../parts/api-link';
import { Failure, Notice } from '../../parts/states';
import { Tree } from '../../parts/tree';
import { Candidates } from './candidates';
import { Fairness } from './fairness';
import { HorizonErrors } from './horizon-errors';
import { Metrics } from './metrics-table';
import { ProfileCharts } from './profile-charts';
import { Reliability } from './reliability';
import { detailsOf } from './details';

/** How good a model is on rows that its training never saw, beside what knows no feature. */
export function ModelPage({ scenario }: { scenario: ScenarioDescription }) {
  const { say } = useLanguage();
  const report = useReport(scenario.id, scenario.champion);
  if (scenario.champion === undefined) return <Notice kind="warn">{say('There is no model yet.')}</Notice>;
  if (report.error) return <Failure error={report.error} />;
  if (!report.data) return <p className="quiet">{say('Loading …')}</p>;
  return (
    <>
      <Summary report={report.data} />
      <Metrics report={report.data} />
      <Plot scenario={scenario} />
      <Curves report={report.data} />
      <Fairness report={report.data} scenario={scenario} />
      <Candidates report={report.data} />
      <Details report={report.data} />
      <Profile scenario={scenario} />
      <p>
        <ApiLink href={`/v1/${scenario.id}/model-card`} name="model-card.md" opens>
          {say('Model card')}
        </ApiLink>
      </p>
    </>
  );
}

function Summary({ report }: { report: Report }) {
  const { say, textOf, language } = useLanguage();
  const { number, moment } = useNumbers();
  const { rows, served, trainedAt, primary, data, notes = [] } = report;
  return (
    <section className="card">
      <p>
        {say('Trained {at} on {rows} rows; judged on {test} rows held out by {metric}.', {
          at: moment(trainedAt),
          rows: number(rows.development),
          test: number(rows.test),
          metric: metricName(primary, language),
        })}{' '}
        {say('{architecture} serves.', { architecture: served.architecture })}
      </p>
      {data.kind === 'synthetic-sample' && (
        <Notice kind="warn">
          {say(
            'The rows are a synthetic sample: these figures show how the product works and say nothing about real cases.',
          )}
        </Notice>
      )}
      {notes.length > 0 && (
        <ul className="warnings">
          {notes.map((note, i) => (
            <li key={i}>{textOf(note.text)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What the server drew of the rows held out. */
function Plot({ scenario }: { scenario: ScenarioDescription }) {
  const { say } = useLanguage();
  const { data: svg } = usePlot(scenario.id, scenario.champion);
  if (typeof svg !== 'string') return null;
  return (
    <section className="card">
      <h2>{say('Rows held out')}</h2>
      <img
        className="drawing"
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
        alt={say('Plot of the rows held out; its figures stand in the tables of this page')}
      />
    </section>
  );
}

function Curves({ report }: { report: Report }) {
  const { reliability, horizons } = detailsOf(report);
  return (
    <div className="grid">
      {reliability && <Reliability bins={reliability} />}
      {horizons && <HorizonErrors horizons={horizons} />}
    </div>
  );
}

/** Whatever the task tells besides what is drawn. */
function Details({ report }: { report: Report }) {
  const { say } = useLanguage();
  const sections = [
    { title: say('More of the task'), value: report.details },
    { title: say('Each target'), value: report.targets },
    { title: say('Each stage'), value: report.stages },
    { title: say('By the rules of the industry'), value: report.plugin },
  ].filter(({ value }) => value !== undefined);
  return sections.map(({ title, value }) => (
    <details className="card" key={title}>
      <summary>{title}</summary>
      <Tree value={value} />
    </details>
  ));
}

function Profile({ scenario }: { scenario: ScenarioDescription }) {
  const { say } = useLanguage();
  const profile = useProfile(scenario.id, scenario.champion).data;
  if (!profile) return null;
  return (
    <details className="card">
      <summary>{say('The rows that it learnt from')}</summary>
      <ProfileCharts {...{ scenario, profile }} />
    </details>
  );
}
