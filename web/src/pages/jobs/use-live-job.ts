import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { storedKey } from '../../api/key';
import { isUnderWay, useJob } from '../../api/queries';
import type { Job, JobEvent } from '../../api/types';
import { useLanguage } from '../../language/language';

/** The last events of a job; `progress` and `retry` come before them. */
const endings = ['succeeded', 'failed', 'cancelled', 'expired'] as const;

/** A job as it is at every moment: the server sends what happens, and a stream that breaks begins again where it was. */
export function useLiveJob(id: string) {
  const { language } = useLanguage();
  const client = useQueryClient();
  const job = useJob(id);
  const isLive = job.data !== undefined && isUnderWay(job.data);
  useEffect(() => {
    if (!isLive) return undefined;
    const key = ['job', id, language];
    if (storedKey() !== null) {
      // A stream of events cannot say whose it is.
      const timer = setInterval(() => void client.invalidateQueries({ queryKey: key }), 2000);
      return () => clearInterval(timer);
    }
    const stream = new EventSource(`/v1/jobs/${id}/events`);
    const refresh = () => void client.invalidateQueries({ queryKey: key });
    const onProgress = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as JobEvent;
      client.setQueryData<Job>(key, (before) => before && withProgress(before, event));
    };
    stream.addEventListener('progress', onProgress);
    for (const name of ['started', 'retry']) stream.addEventListener(name, refresh);
    for (const name of endings) {
      stream.addEventListener(name, () => {
        stream.close();
        refresh();
      });
    }
    return () => stream.close();
  }, [id, isLive, language, client]);
  return job;
}

function withProgress(job: Job, { done, total, perSecond, remainingSeconds, stage, detail }: JobEvent): Job {
  const { progress } = job;
  return {
    ...job,
    state: 'running',
    progress: {
      ...progress,
      done: done ?? progress.done,
      total: total ?? progress.total,
      perSecond,
      remainingSeconds,
      stage,
      detail,
    },
  };
}
