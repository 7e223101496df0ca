import { keyHeader } from './key';
import type { Problem } from './types';

/** The server refused or could not be reached; `problem` is what it said, where it did. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly problem?: Problem,
  ) {
    super(message);
  }
}

export interface Asked {
  language: string;
  method?: 'GET' | 'POST' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal;
}

/**
 * Ask the public API.
 * @throws ApiError
 */
export async function ask<Answer>(path: string, asked: Asked): Promise<Answer> {
  const response = await send(path, asked);
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return (isJson ? await response.json() : await response.text()) as Answer;
}

async function send(path: string, { language, method = 'GET', body, signal }: Asked): Promise<Response> {
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  const headers = { 'accept-language': language, ...type, ...keyHeader() };
  const response = await fetch(path, {
    method,
    headers,
    signal,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) throw await errorOf(response);
  return response;
}

/** What the server says of a refusal. */
export async function errorOf(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => undefined)) as Problem | undefined;
  const text = problem?.detail ?? problem?.title ?? `${response.status} ${response.statusText}`;
  return new ApiError(text, response.status, problem);
}
