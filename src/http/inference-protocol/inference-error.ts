import type { ProblemDetails } from '../../core/problem-details.js';

/** So many wrong places stand in the text of an error. */
const mostPlaces = 10;

/** Whether a request is one of the Open Inference Protocol, which has errors of its own form. */
export function isOfInferenceProtocol(url: string): boolean {
  return /^\/v2(?:[/?]|$)/.test(url);
}

/** A problem as that protocol tells it: one text. What cannot be answered as it was asked has the status that its description knows. */
export function inferenceError({ status, title, detail, hint, errors = [] }: ProblemDetails): {
  status: number;
  body: { error: string };
} {
  const places = errors
    .slice(0, mostPlaces)
    .map(({ pointer, expected, received }) => `${place(pointer)}expected ${expected}, received ${received}`);
  const more = errors.length > mostPlaces ? [`${errors.length - mostPlaces} more`] : [];
  const told = [...places, ...more].join('; ');
  const error = [detail ?? title, told, hint].filter((text) => text !== undefined && text !== '').join(' ');
  return { status: status === 422 ? 400 : status, body: { error } };
}

function place(pointer: string | undefined): string {
  return pointer === undefined || pointer === '' ? '' : `${pointer}: `;
}
