import { errorOf } from '../../api/client';
import { keyHeader } from '../../api/key';
import type { ScenarioDescription, TableDraft } from '../../api/types';

/** How the table is read, and what is asked of it; the rest the server finds out. */
export interface Wishes {
  header: 'yes' | 'no';
  target?: string;
  task?: string;
}

/**
 * A draft of a scenario from a table; the server keeps nothing of it.
 * @throws ApiError
 */
export async function draftTable(file: File, wishes: Wishes, language: string): Promise<TableDraft> {
  return (await send('/v1/drafts', { ...wishes }, file, language)) as TableDraft;
}

/**
 * Make the scenario of a table and a decided draft.
 * @throws ApiError
 */
export async function makeScenario(
  file: File,
  { specification, header }: { specification: object; header: string },
  language: string,
): Promise<ScenarioDescription> {
  const fields = { specification: JSON.stringify(specification), header };
  return (await send('/v1/scenarios', fields, file, language)) as ScenarioDescription;
}

async function send(
  path: string,
  fields: Readonly<Record<string, string | undefined>>,
  file: File,
  language: string,
): Promise<unknown> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, value);
  form.set('file', file, file.name);
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'accept-language': language, ...keyHeader() },
    body: form,
  });
  if (!response.ok) throw await errorOf(response);
  return response.json();
}
