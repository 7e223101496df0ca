import type { Report } from '../../api/types';
import { NumberTable } from '../../charts/figure';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import { metricName } from '../../parts/metrics';

/** What was tried, and which of it serves. */
export function Candidates({ report }: { report: Report }) {
  const { say, language } = useLanguage();
  const { number, seconds } = useNumbers();
  const { candidates, primary, served } = report;
  const metric = metricName(primary, language);
  const written = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : number(value);
  const rows = candidates.map((one) => [
    one.architecture,
    written(one.validation),
    written(one.test[primary]),
    number(one.members),
    seconds(one.seconds),
    one.architecture === served.architecture ? say('serves') : '',
  ]);
  return (
    <section className="card">
      <h2>{say('Candidates')}</h2>
      <p className="quiet">
        {say('The choice rests on the rows that stopped the training, never on those held out.')}
      </p>
      <NumberTable
        label={say('Candidates')}
        columns={[
          say('Architecture'),
          `${metric} · ${say('stopping rows')}`,
          `${metric} · ${say('held out')}`,
          say('Networks'),
          say('Time'),
          say('State'),
        ]}
        rows={rows}
      />
    </section>
  );
}
