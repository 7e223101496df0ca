import { useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../../api/client';
import type { ExplainedFigure, Explanation, Reason, ScenarioDescription } from '../../api/types';
import { Bars } from '../../charts/bars';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import { Failure } from '../../parts/states';
import type { Body } from './request';

interface ExplainedProps {
  scenario: ScenarioDescription;
  body: Body;
  version?: string;
}

/** All that an answer rests on, asked for when it is opened; of several rows that of the first. */
export function Explained({ scenario, body, version }: ExplainedProps) {
  const { say } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  if (!scenario.explains) return null;
  return (
    <details className="card" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{say('All that the answer rests on')}</summary>
      {isOpen && <Asked {...{ scenario, body, version }} />}
    </details>
  );
}

function Asked({ scenario, body, version }: ExplainedProps) {
  const { language, say } = useLanguage();
  const { number } = useNumbers();
  const [place, setPlace] = useState(0);
  const sent = 'rows' in body ? { features: body.rows[0] } : body;
  const query = version === undefined ? '' : `?version=${version}`;
  const answer = useQuery({
    queryKey: ['explain', scenario.id, version, JSON.stringify(sent), language],
    queryFn: ({ signal }) =>
      ask<Explanation>(`/v1/${scenario.id}/explain${query}`, {
        method: 'POST',
        language,
        signal,
        body: sent,
      }),
    placeholderData: keepPreviousData,
  });
  if (answer.error) return <Failure error={answer.error} />;
  if (!answer.data) return <p className="quiet">{say('Loading …')}</p>;
  const { figures, method, evaluations } = answer.data;
  const figure = figures.at(place) ?? figures[0];
  return (
    <>
      {figures.length > 1 && <FigureChoice {...{ figures, place, setPlace }} />}
      <Waterfall scenario={scenario} title={say('What it rests on')} figure={figure} />
      {figure.inside?.map((inside) => (
        <Waterfall
          key={inside.feature}
          scenario={scenario}
          title={say('Parts of {value}', { value: inside.value })}
          figure={{ ...inside, output: figure.output }}
        />
      ))}
      <p className="quiet">
        {method} {say('The model was asked {n} times.', { n: number(evaluations) })}
      </p>
    </>
  );
}

interface ChoiceProps {
  figures: readonly ExplainedFigure[];
  place: number;
  setPlace: (place: number) => void;
}

function FigureChoice({ figures, place, setPlace }: ChoiceProps) {
  const { say } = useLanguage();
  return (
    <div className="field">
      <label htmlFor="explained-figure">{say('What is told')}</label>
      <select id="explained-figure" value={place} onChange={({ target }) => setPlace(Number(target.value))}>
        {figures.map((figure, i) => (
          <option key={i} value={i}>
            {figureName(figure) || say('Answer')}
          </option>
        ))}
      </select>
    </div>
  );
}

function figureName({ quantity, target, of, unit }: ExplainedFigure): string {
  return [quantity ?? target ?? of, unit].filter((part) => part !== undefined).join(', ');
}

/** More bars than this are told by their sum. */
const mostBars = 15;

type Told = Pick<ExplainedFigure, 'output' | 'base' | 'reasons'>;

/** From what is said of the references to what is said here: the strongest parts one by one, the others together. */
function Waterfall({
  scenario,
  title,
  figure,
}: {
  scenario: ScenarioDescription;
  title: string;
  figure: Told;
}) {
  const { say, textOf } = useLanguage();
  const { number, signed } = useNumbers();
  const { output, base, reasons } = figure;
  const meanings = new Map(scenario.columns.map(({ name, meaning }) => [name, textOf(meaning)]));
  const told = reasons.slice(0, mostBars);
  const rest = reasons.slice(mostBars).reduce((sum, { contribution }) => sum + contribution, 0);
  const bars = told.map((reason) => ({
    name: nameOf(reason, meanings),
    value: reason.contribution,
    note: reason.text,
  }));
  if (rest !== 0) {
    const name = say('{n} others', { n: reasons.length - mostBars });
    bars.push({ name, value: rest, note: name });
  }
  return (
    <>
      <Bars
        {...{ title, bars }}
        sentence={say('From {base} to {output}.', { base: number(base), output: number(output) })}
        format={signed}
        valueName={say('Contribution')}
      />
      <ul className="reasons">
        {told.slice(0, 3).map(({ text }) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}

/** Short, and unlike the others where it begins, for the end of a long name is cut: the steps with the column, the atom with its place, else what it is. */
function nameOf({ feature, value, steps, atom }: Reason, meanings: ReadonlyMap<string, string>): string {
  if (atom !== undefined) return `${String(value)} ${atom + 1}`;
  const column = meanings.get(feature);
  const name = column ?? (steps || typeof value !== 'string' ? feature : value);
  return steps ? `${stepsName(steps)}: ${name}` : name;
}

/** The row that is answered is `t`. */
function stepsName({ from, to }: { from: number; to: number }): string {
  const step = (ago: number) => (ago === 0 ? 't' : `t−${ago}`);
  return from === to ? step(from) : `${step(from)} … ${step(to)}`;
}
