import { useMemo, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/client';
import type { Job } from '../../api/types';
import { useLanguage } from '../../language/language';
import { Failure } from '../../parts/states';
import { VirtualTable } from '../../parts/virtual-table';
import { readCsv, writeCsv, type Table } from '../batch/csv';
import { orderRescoring } from '../batch/order-batch';
import { Link } from '../../routing/link';
import { Merged } from './merged';

/** Rows that could not be scored, the wrong cell marked; they can be repaired here, scored again, and put where they belong. */
export function Rejects({ job }: { job: Job }) {
  const { say, language } = useLanguage();
  const table = useQuery({
    queryKey: ['rejects', job.id],
    queryFn: async ({ signal }) =>
      // They have commas, whatever the table has.
      readCsv(await ask<string>(`/v1/jobs/${job.id}/rejects`, { language, signal }), { delimiter: ',' }),
  });
  if (table.error) return <Failure error={table.error} />;
  if (!table.data) return <p className="quiet">{say('Loading …')}</p>;
  return (
    <section className="card">
      <h2>{say('Rejected rows')}</h2>
      {job.kind !== 'decide' && (
        <p className="quiet">
          {say('Repair what is marked, then score these rows again: the result puts them where they belong.')}
        </p>
      )}
      <Repair job={job} table={table.data} />
    </section>
  );
}

/** How many columns of rejects stand before those of the input: line, column, reason, original. */
const ownColumns = 4;

function Repair({ job, table }: { job: Job; table: Table }) {
  const { say, language } = useLanguage();
  const [repairs, setRepairs] = useState<ReadonlyMap<number, string[]>>(new Map());
  const [again, setAgain] = useState<{ job?: string; error?: unknown }>({});
  const header = table.header.slice(ownColumns);
  const rows = useMemo(
    () => table.rows.map((row, i) => repairs.get(i) ?? row.slice(ownColumns)),
    [table, repairs],
  );
  const change = (row: number, column: number, text: string) =>
    setRepairs(
      new Map(repairs).set(
        row,
        rows[row].map((cell, i) => (i === column ? text : cell)),
      ),
    );
  const score = () => {
    const repaired = rows.map((row, i) => [...table.rows[i].slice(0, ownColumns), ...row]);
    const file = new File([writeCsv(table.header, repaired)], 'repaired.csv', { type: 'text/csv' });
    orderRescoring(job, file, language)
      .then(({ id }) => setAgain({ job: id }))
      .catch((error: unknown) => setAgain({ error }));
  };
  const columns = [table.header[0], table.header[2], ...header].map((name) => ({ name }));
  return (
    <>
      <VirtualTable label={say('Rejected rows')} columns={columns} count={rows.length}>
        {(row) => {
          const [line, wrong, reason] = table.rows[row];
          const cells = header.map((name, i) => (
            <input
              key={name}
              className={name === wrong ? 'wrong' : repairs.has(row) ? 'changed' : undefined}
              size={Math.max(8, rows[row][i].length)}
              aria-label={say('{column} of line {line}', { column: name, line })}
              value={rows[row][i]}
              onChange={({ target }) => change(row, i, target.value)}
            />
          ));
          return [line, <mark key="reason">{reason}</mark>, ...cells];
        }}
      </VirtualTable>
      {again.error !== undefined && <Failure error={again.error} />}
      {/* A decision looks at all rows at once: it is made anew. */}
      {job.kind !== 'decide' && (
        <div className="buttons">
          <button type="button" className="primary" onClick={score} disabled={again.job !== undefined}>
            {say('Score these rows again')}
          </button>
          {again.job !== undefined && (
            <Link to={`/jobs/${again.job}`}>{say('The job of the repaired rows')}</Link>
          )}
        </div>
      )}
      {again.job !== undefined && <Merged first={job.id} again={again.job} />}
    </>
  );
}
