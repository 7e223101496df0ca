import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/client';
import type { Job, TableDraft } from '../../api/types';
import { useLanguage } from '../../language/language';
import { go } from '../../routing/place';
import { draftedOf, firstDecisions, specificationOf, type Decisions } from './decisions';
import { draftTable, makeScenario, type Wishes } from './send';

export interface Drafting {
  file: File;
  wishes: Wishes;
  draft: TableDraft;
  decisions: Decisions;
}

/** The table that was chosen, what was found of it and decided; nothing of it outlives the page. */
export function useDrafting() {
  const { say, language } = useLanguage();
  const client = useQueryClient();
  const [state, setState] = useState<Drafting>();
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const attempt = (work: () => Promise<void>) => {
    setError(undefined);
    setBusy(true);
    work()
      .catch(setError)
      .finally(() => setBusy(false));
  };
  const draft = (file: File, wishes: Wishes, before?: Decisions) =>
    attempt(async () => {
      const found = await draftTable(file, wishes, language);
      const { target, question } = draftedOf(found);
      const asked = target ? say('What will {column} be?', { column: target.name }) : question;
      const actions = { positive: say('act'), negative: say('do nothing') };
      setState({ file, wishes, draft: found, decisions: firstDecisions(found, asked, actions, before) });
    });
  const train = ({ file, wishes, draft: decided, decisions }: Drafting) =>
    attempt(async () => {
      const specification = specificationOf(decided, decisions);
      const { id } = await makeScenario(file, { specification, header: wishes.header }, language);
      await client.invalidateQueries();
      const job = await ask<Job>(`/v1/${id}/train`, { method: 'POST', language }).catch(() => undefined);
      // The scenario is there even where no job is taken now.
      go(job ? `/jobs/${job.id}` : `/${id}/versions`);
    });
  const decide = (changes: Partial<Decisions>) =>
    setState((now) => now && { ...now, decisions: { ...now.decisions, ...changes } });
  return { state, error, isBusy, draft, decide, train };
}
