import { useState } from 'react';
import type { ScenarioDescription } from '../../api/types';
import { useLanguage } from '../../language/language';
import { Badge, Failure, Notice } from '../../parts/states';
import type { ChosenFile } from './batch-page';
import { orderBatch } from './order-batch';
import { mapOption, matchColumns, missingOf, type Mapping, type Match } from './match-columns';

interface MatchProps {
  scenario: ScenarioDescription;
  chosen: ChosenFile;
  onBegun: (job: string) => void;
}

const storageName = (id: string) => `sextant-mapping:${id}`;

/** What the reader confirmed for this scenario before. */
function keptMapping(id: string): Mapping {
  try {
    return JSON.parse(localStorage.getItem(storageName(id)) ?? '{}') as Mapping;
  } catch {
    return {};
  }
}

/** Which column of the file is which, before anything runs. */
export function ColumnMatch({ scenario, chosen, onBegun }: MatchProps) {
  const { say, language } = useLanguage();
  const [mapping, setMapping] = useState(() => keptMapping(scenario.id));
  const [state, setState] = useState<{ isSending?: boolean; error?: unknown }>({});
  const { header } = chosen;
  const columns = scenario.columns.filter(({ role }) => role === undefined || role !== 'outcome');
  const matches = header ? matchColumns(columns, header, mapping) : [];
  const missing = missingOf(matches);
  const map = (column: string, name: string) => {
    const changed = Object.fromEntries(
      Object.entries({ ...mapping, [column]: name }).filter(([, one]) => one !== ''),
    );
    localStorage.setItem(storageName(scenario.id), JSON.stringify(changed));
    setMapping(changed);
  };
  const send = () => {
    setState({ isSending: true });
    orderBatch(scenario.id, chosen.file, { language, map: mapOption(matches) })
      .then(({ id }) => onBegun(id))
      .catch((error: unknown) => setState({ error }));
  };
  return (
    <section className="card">
      <h2>{say('Columns of the file')}</h2>
      {header ? (
        <MatchTable {...{ matches, header, map }} />
      ) : (
        <p className="quiet">{say('The server looks at the columns of such a file.')}</p>
      )}
      {header && <Further {...{ matches, header }} />}
      {missing.length > 0 && (
        <Notice kind="warn">
          {say('{n} columns that must be there are not found: choose what they are called in the file.', {
            n: missing.length,
          })}
        </Notice>
      )}
      {state.error !== undefined && <Failure error={state.error} />}
      <div className="buttons">
        <button type="button" className="primary" onClick={send} disabled={state.isSending === true}>
          {say(state.isSending === true ? 'Sending …' : 'Score this file')}
        </button>
      </div>
    </section>
  );
}

interface TableProps {
  matches: readonly Match[];
  header: readonly string[];
  map: (column: string, name: string) => void;
}

function MatchTable({ matches, header, map }: TableProps) {
  const { say, textOf } = useLanguage();
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={say('Columns of the file')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('Column')}</th>
            <th scope="col">{say('In the file')}</th>
            <th scope="col">{say('Found')}</th>
          </tr>
        </thead>
        <tbody>
          {matches.map(({ column, found, how }) => (
            <tr key={column.name}>
              <th scope="row">
                <code>{column.name}</code> <span className="quiet">{textOf(column.meaning)}</span>
              </th>
              <td>
                {how === 'same' ? (
                  <code>{found}</code>
                ) : (
                  <select
                    aria-label={say('Name of {column} in the file', { column: column.name })}
                    value={how === 'near' ? '' : (found ?? '')}
                    onChange={({ target }) => map(column.name, target.value)}
                  >
                    <option value="">
                      {how === 'near' ? say('perhaps {name}?', { name: found ?? '' }) : '–'}
                    </option>
                    {header.map((name) => (
                      <option key={name}>{name}</option>
                    ))}
                  </select>
                )}
              </td>
              <td>
                <HowFound how={how} isOptional={column.optional === true} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function HowFound({ how, isOptional }: { how: Match['how']; isOptional: boolean }) {
  const { say } = useLanguage();
  if (how === 'same') return <Badge kind="good">{say('found')}</Badge>;
  if (how === 'spelling') return <Badge kind="good">{say('found, written otherwise')}</Badge>;
  if (how === 'mapped') return <Badge kind="accent">{say('mapped')}</Badge>;
  if (isOptional) return <Badge>{say('may be absent')}</Badge>;
  return <Badge kind="bad">{say('not found')}</Badge>;
}

/** Columns of the file that the scenario does not know come back as they are. */
function Further({ matches, header }: { matches: readonly Match[]; header: readonly string[] }) {
  const { say } = useLanguage();
  const known = new Set(
    matches.flatMap(({ found, how }) => (found === undefined || how === 'near' ? [] : [found])),
  );
  const others = header.filter((name) => !known.has(name));
  if (others.length === 0) return null;
  return <p className="quiet">{say('These columns pass through: {names}', { names: others.join(', ') })}</p>;
}
