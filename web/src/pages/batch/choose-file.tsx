import { useId, useState, type DragEvent } from 'react';
import type { ScenarioDescription } from '../../api/types';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import { isBody, listOf, type Json } from '../ask/request';
import { writeValue } from '../ask/columns';
import { writeCsv } from './csv';

interface ChooseProps {
  scenario: ScenarioDescription;
  chosen?: File;
  onChoose: (file: File) => void;
}

/** A place to drop a file, a button to choose one, and one with the example's rows to try it. */
export function ChooseFile({ scenario, chosen, onChoose }: ChooseProps) {
  const { say } = useLanguage();
  const { bytes } = useNumbers();
  const id = useId();
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onChoose(file);
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <div
      className={`drop${isOver ? ' over' : ''}`}
      onDrop={drop}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
    >
      <label htmlFor={id}>{say('Drop a table here (CSV, JSON Lines, Parquet, xlsx), or choose one')}</label>
      <input
        id={id}
        type="file"
        accept=".csv,.tsv,.txt,.gz,.jsonl,.ndjson,.parquet,.xlsx,.xlsm,.xlsb,text/csv"
        onChange={({ target }) => target.files?.[0] && onChoose(target.files[0])}
      />
      <p className="quiet">
        {say(
          'It is streamed to this server and nowhere else; the rows that cannot be scored come back with the reason.',
        )}
      </p>
      <button type="button" className="small" onClick={() => onChoose(exampleFile(scenario))}>
        {say('Use the example rows')}
      </button>
      {chosen && (
        <p>
          <strong>{chosen.name}</strong> {bytes(chosen.size)}
        </p>
      )}
    </div>
  );
}

/** The rows of the example as a file. */
function exampleFile(scenario: ScenarioDescription): File {
  const { example } = scenario;
  const rows = isBody(example)
    ? (listOf(example)?.rows ?? ('features' in example ? [example.features] : []))
    : [];
  const names = scenario.columns.map(({ name }) => name).filter((name) => rows.some((row) => name in row));
  const cell = (value: Json | undefined) =>
    Array.isArray(value) ? JSON.stringify(value) : writeValue(value);
  const text = writeCsv(
    names,
    rows.map((row) => names.map((name) => cell(row[name]))),
  );
  return new File([text], 'example.csv', { type: 'text/csv' });
}
