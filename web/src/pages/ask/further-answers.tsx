import { useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../../api/client';
import type { ScenarioDescription } from '../../api/types';
import { useLanguage } from '../../language/language';
import { Failure } from '../../parts/states';
import { Tree } from '../../parts/tree';
import type { Body } from './request';

type Endpoint = ScenarioDescription['endpoints'][number];

interface FurtherProps {
  scenario: ScenarioDescription;
  body: Body;
}

/** What an industry answers besides; each is asked when it is opened. */
export function FurtherAnswers({ scenario, body }: FurtherProps) {
  return scenario.endpoints.map((endpoint) => (
    <FurtherAnswer
      key={`${endpoint.method} ${endpoint.name}`}
      id={scenario.id}
      endpoint={endpoint}
      body={body}
    />
  ));
}

function FurtherAnswer({ id, endpoint, body }: { id: string; endpoint: Endpoint; body: Body }) {
  const { textOf } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="card" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{textOf(endpoint.summary)}</summary>
      {isOpen && <Asked {...{ id, endpoint, body }} />}
    </details>
  );
}

/** What an endpoint reads as `predict` does is asked about the form's row, and another one about its own example. */
function Asked({ id, endpoint, body }: { id: string; endpoint: Endpoint; body: Body }) {
  const { language, say } = useLanguage();
  const { method, name, example } = endpoint;
  const own = example !== undefined && !('features' in (example as object)) ? example : body;
  const sent = method === 'POST' ? own : undefined;
  const answer = useQuery({
    queryKey: ['endpoint', id, method, name, JSON.stringify(sent), language],
    queryFn: ({ signal }) => ask<unknown>(`/v1/${id}/${name}`, { method, language, signal, body: sent }),
    placeholderData: keepPreviousData,
  });
  if (answer.error) return <Failure error={answer.error} />;
  if (answer.data === undefined) return <p className="quiet">{say('Loading …')}</p>;
  return (
    <>
      {sent !== undefined && sent !== body && (
        <p className="quiet">{say('Asked with the example of this endpoint.')}</p>
      )}
      <Drawing answer={answer.data} />
      <Tree value={withoutDrawing(answer.data)} />
    </>
  );
}

/** A drawing that an answer holds: shown as a picture, whose styles are its own. */
function Drawing({ answer }: { answer: unknown }) {
  const { say } = useLanguage();
  const svg = typeof answer === 'object' && answer !== null && 'svg' in answer ? answer.svg : undefined;
  if (typeof svg !== 'string') return null;
  return (
    <img
      className="drawing"
      alt={say('Molecule with coloured atoms; the table below has their contributions')}
      src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
    />
  );
}

function withoutDrawing(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return answer;
  return Object.fromEntries(
    Object.entries(answer).filter(([name]) => !['svg', 'model', 'notice', 'syntheticModel'].includes(name)),
  );
}
