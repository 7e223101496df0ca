import type { Report } from '../../api/types';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import { isLessBetter, metricName } from '../../parts/metrics';

type Figure = Report['metrics'][string];

/** Every metric with its interval, beside a model that knows no feature and what others reached. */
export function Metrics({ report }: { report: Report }) {
  const { say, language } = useLanguage();
  const { number } = useNumbers();
  const { metrics, constant, references, primary } = report;
  const written = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : number(value);
  return (
    <section className="card">
      <h2>{say('Metrics on rows held out')}</h2>
      <div className="scroll" tabIndex={0} role="region" aria-label={say('Metrics on rows held out')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('Metric')}</th>
              <th scope="col">{say('Value')}</th>
              <th scope="col">{say('95 % interval')}</th>
              <th scope="col">{say('Without features')}</th>
              <th scope="col">{say('Better is')}</th>
              <th scope="col">{say('Reached by others')}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(metrics).map(([metric, figure]) => (
              <tr key={metric} className={metric === primary ? 'main' : undefined}>
                <th scope="row">{metricName(metric, language)}</th>
                <td>
                  <strong>{written(figure?.value)}</strong>
                </td>
                <td>{intervalOf(figure, written)}</td>
                <td>{written(constant[metric])}</td>
                <td>{say(isLessBetter(metric) ? 'less' : 'more')}</td>
                <td>
                  {references
                    .filter((one) => one.metric === metric)
                    .map((one) => (
                      <div key={one.model}>
                        {number(one.value)} <span className="quiet">{`${one.model} · ${one.protocol}`}</span>
                      </div>
                    ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function intervalOf(figure: Figure, written: (value: number | null | undefined) => string): string {
  if (!figure || figure.lower === null || figure.upper === null) return '–';
  return `${written(figure.lower)} – ${written(figure.upper)}`;
}
