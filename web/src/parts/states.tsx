import { type ReactNode } from 'react';
import { ApiError } from '../api/client';
import { useLanguage } from '../language/language';
import { Link } from '../routing/link';
import { useTitle } from './header';
import { KeyField } from './key-field';

/** What the server said of a refusal, place by place. */
export function Failure({ error }: { error: unknown }) {
  const { say } = useLanguage();
  const problem = error instanceof ApiError ? error.problem : undefined;
  const message = error instanceof ApiError ? error.message : say('The server does not answer.');
  return (
    <div className="notice bad" role="alert">
      <p>{message}</p>
      {problem?.errors && (
        <ul>
          {problem.errors.slice(0, 12).map((one, i) => (
            <li key={i}>
              {one.pointer && <code>{one.pointer}</code>}{' '}
              {one.expected && say('expected: {text}', { text: one.expected })}
              {one.received !== undefined && ` · ${say('received: {text}', { text: String(one.received) })}`}
            </li>
          ))}
        </ul>
      )}
      {problem?.hint && <p className="quiet">{problem.hint}</p>}
      {error instanceof ApiError && error.status === 401 && <KeyField />}
    </div>
  );
}

export function NotFound() {
  const { say } = useLanguage();
  useTitle(say('There is no such page'));
  return (
    <section className="page">
      <h1>{say('There is no such page')}</h1>
      <p>
        <Link to="/">{say('All questions')}</Link>
      </p>
    </section>
  );
}

/** What must be seen before what it stands beside: `warn` of caveats, `bad` of failures. */
export function Notice({ kind = 'info', children }: { kind?: 'info' | 'warn' | 'bad'; children: ReactNode }) {
  return (
    <div className={`notice ${kind}`} role="note">
      {children}
    </div>
  );
}

export function Badge({
  kind = 'plain',
  children,
}: {
  kind?: 'plain' | 'good' | 'warn' | 'bad' | 'accent';
  children: ReactNode;
}) {
  return <span className={`badge ${kind}`}>{children}</span>;
}
