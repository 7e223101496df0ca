import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/client';
import type { Job, Receipt } from '../../api/types';
import { Bars } from '../../charts/bars';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import { ApiLink } from '../../parts/api-link';
import { Failure, Notice } from '../../parts/states';
import { Tree } from '../../parts/tree';
import { Rejects } from './rejects';
import { ScoredRows } from './scored-rows';

/** What became of a file: every row is scored or rejected, and each is accounted for. */
export function BatchResult({ job }: { job: Job }) {
  const { say, language } = useLanguage();
  const receipt = useQuery({
    queryKey: ['receipt', job.id],
    queryFn: ({ signal }) => ask<Receipt>(`/v1/jobs/${job.id}/receipt`, { language, signal }),
  });
  if (receipt.error) return <Failure error={receipt.error} />;
  if (!receipt.data) return <p className="quiet">{say('Loading …')}</p>;
  return (
    <>
      <Account job={job} receipt={receipt.data} />
      <Distributions receipt={receipt.data} />
      {receipt.data.rows.rejected > 0 && <Rejects job={job} />}
      <ScoredRows job={job} receipt={receipt.data} />
      <details className="card">
        <summary>{say('Receipt')}</summary>
        <Tree value={receipt.data} />
      </details>
    </>
  );
}

function Account({ job, receipt }: { job: Job; receipt: Receipt }) {
  const { say } = useLanguage();
  const { number, bytes } = useNumbers();
  const { input, scored, rejected } = receipt.rows;
  const files = (['result', 'rejects', 'receipt'] as const).filter((name) => name in job.links);
  const titles = { result: say('Scored rows'), rejects: say('Rejected rows'), receipt: say('Receipt') };
  return (
    <section className="card answer">
      <div className="figures">
        <p className="large">{number(scored)}</p>
        <p className="about">
          {say('of {input} rows scored, {rejected} rejected, by {model}', {
            input: number(input),
            rejected: number(rejected),
            model: receipt.model,
          })}
        </p>
      </div>
      {input !== scored + rejected && (
        <Notice kind="bad">{say('The receipt does not account for every row.')}</Notice>
      )}
      <div className="buttons">
        {files
          .filter((name) => name !== 'rejects' || rejected > 0)
          .map((name) => (
            <ApiLink
              key={name}
              className={name === 'result' ? 'button primary' : 'button'}
              href={job.links[name]}
              name={`${job.id}.${name}.${name === 'receipt' ? 'json' : 'csv'}`}
            >
              {titles[name]}
            </ApiLink>
          ))}
        <span className="quiet">{bytes(receipt.output.bytes)}</span>
      </div>
    </section>
  );
}

/** How many rows have each label and decision, and why rows were rejected; counted by the server. */
function Distributions({ receipt }: { receipt: Receipt }) {
  const { say } = useLanguage();
  const counted = [
    { title: say('Labels'), counts: receipt.labels },
    { title: say('Decisions'), counts: receipt.decisions },
    { title: say('Remarks on values'), counts: receipt.notes },
    { title: say('Reasons of rejection'), counts: receipt.rejectReasons },
  ].filter(({ counts }) => Object.keys(counts).length > 0);
  return (
    <div className="grid">
      {counted.map(({ title, counts }) => (
        <Counts key={title} {...{ title, counts }} />
      ))}
    </div>
  );
}

function Counts({ title, counts }: { title: string; counts: Record<string, number> }) {
  const { say } = useLanguage();
  const { number, percent } = useNumbers();
  const bars = Object.entries(counts)
    .map(([name, value]) => ({ name, value }))
    .sort((a, b) => b.value - a.value)
    .slice(0, 20);
  const sum = bars.reduce((total, { value }) => total + value, 0);
  const sentence = say('{name} is the commonest with {n} of {sum} ({share}).', {
    name: bars[0].name,
    n: number(bars[0].value),
    sum: number(sum),
    share: percent(bars[0].value / sum),
  });
  return <Bars {...{ title, sentence, bars }} format={number} valueName={say('Rows')} />;
}
