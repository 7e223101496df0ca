import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/client';
import type { Job, Receipt } from '../../api/types';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import { Failure, Notice } from '../../parts/states';
import { readCsv, writeCsv, type Table } from '../batch/csv';
import { mergedRows, placesOf } from './merge';
import { useLiveJob } from './use-live-job';

interface MergedProps {
  first: { job: Job; receipt: Receipt };
  rejects: Table;
  /** The job of the repaired rows. */
  again: string;
}

/** The whole file once its repaired rows are scored: as one to download. */
export function Merged({ first, rejects, again }: MergedProps) {
  const { say, language } = useLanguage();
  const { number } = useNumbers();
  const job = useLiveJob(again).data;
  const isDone = job?.state === 'succeeded';
  const merged = useQuery({
    queryKey: ['merged', first.job.id, again],
    queryFn: () => mergeFiles({ first, rejects, again }, language),
    enabled: isDone,
    gcTime: 0,
  });
  if (job?.error) return <Notice kind="bad">{job.error.message}</Notice>;
  if (merged.error) return <Failure error={merged.error} />;
  if (!merged.data) return <p className="quiet">{say('The repaired rows are being scored …')}</p>;
  const { header, rows, missing } = merged.data;
  const save = () => download(writeCsv(header, rows), `${first.job.id}.merged.csv`);
  return (
    <div className="buttons">
      <button type="button" className="primary" onClick={save}>
        {say('Download all {n} rows', { n: number(rows.length) })}
      </button>
      {missing > 0 && <span className="quiet">{say('{n} rows were rejected again.', { n: missing })}</span>}
    </div>
  );
}

async function mergeFiles({ first, rejects, again }: MergedProps, language: string) {
  const text = (path: string) => ask<string>(`/v1/jobs/${path}`, { language });
  const { delimiter } = first.receipt.input;
  const scored = readCsv(await text(`${first.job.id}/result`), { delimiter });
  const second = readCsv(await text(`${again}/result`), { delimiter: ',' });
  const receipt = await ask<Receipt>(`/v1/jobs/${again}/receipt`, { language });
  const left =
    receipt.rows.rejected > 0 ? readCsv(await text(`${again}/rejects`), { delimiter: ',' }).rows : [];
  const places = placesOf(
    rejects.rows.length,
    left.map(([line]) => Number(line)),
  );
  const repaired = second.rows.map((row, i) => ({ row, reject: places[i] }));
  const rows = mergedRows({ scored, rejects, repaired, blankLines: first.receipt.rows.blankLines });
  return { header: scored.header, rows, missing: left.length };
}

function download(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
