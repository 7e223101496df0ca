import { useSyncExternalStore } from 'react';

/** Where the reader is: what the address says, from which every page is drawn. */
export interface Place {
  /** Segments, decoded: `/finance/credit-scoring` is two. */
  path: readonly string[];
  /** What stands behind `#`: a browser sends it to nobody, so that the values of a case stay out of every log. */
  query: URLSearchParams;
}

type Changes = Readonly<Record<string, string | undefined>>;

const listeners = new Set<() => void>();
let cached: { href: string; place: Place } | undefined;

function tell(): void {
  for (const listener of listeners) listener();
}

window.addEventListener('popstate', tell);
window.addEventListener('hashchange', tell);

function current(): Place {
  const { href, pathname, hash } = window.location;
  if (cached?.href !== href) {
    const path = pathname.split('/').filter(Boolean).map(decoded);
    cached = { href, place: { path, query: new URLSearchParams(hash.slice(1)) } };
  }
  return cached.place;
}

/** What is no valid escape stands for itself. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePlace(): Place {
  return useSyncExternalStore(subscribe, current);
}

/** Go to another page: a step that the back button takes back. */
export function go(address: string): void {
  window.history.pushState(null, '', address);
  window.scrollTo(0, 0);
  tell();
}

/** Keep something of this page in its address; undefined removes it. Not a step of its own. */
export function keep(changes: Changes): void {
  const { pathname, hash } = window.location;
  const query = new URLSearchParams(hash.slice(1));
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  if (text === hash.slice(1)) return;
  window.history.replaceState(null, '', text === '' ? pathname : `${pathname}#${text}`);
  tell();
}
