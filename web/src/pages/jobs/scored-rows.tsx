import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/client';
import type { Job, Receipt } from '../../api/types';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import { VirtualTable } from '../../parts/virtual-table';
import { Failure } from '../../parts/states';
import { readCsv } from '../batch/csv';

/** A larger result is for a spreadsheet: it would fill the memory of the page. */
const mostBytes = 40e6;

/** The scored file as a table that scrolls. */
export function ScoredRows({ job, receipt }: { job: Job; receipt: Receipt }) {
  const { say, language } = useLanguage();
  const { bytes } = useNumbers();
  const isShown = receipt.output.bytes <= mostBytes;
  const table = useQuery({
    queryKey: ['result', job.id],
    queryFn: async ({ signal }) => {
      const text = await ask<string>(`/v1/jobs/${job.id}/result`, { language, signal });
      return readCsv(text, { delimiter: receipt.input.delimiter });
    },
    enabled: isShown,
    gcTime: 0,
  });
  if (!isShown)
    return (
      <p className="quiet">
        {say('The result has {size}: download it to look into it.', { size: bytes(receipt.output.bytes) })}
      </p>
    );
  if (table.error) return <Failure error={table.error} />;
  if (!table.data) return <p className="quiet">{say('Loading …')}</p>;
  const { header, rows } = table.data;
  return (
    <section className="card">
      <h2>{say('Scored rows')}</h2>
      <VirtualTable label={say('Scored rows')} columns={header.map((name) => ({ name }))} count={rows.length}>
        {(row) => header.map((_, i) => rows[row][i])}
      </VirtualTable>
    </section>
  );
}
