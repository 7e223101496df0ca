import { useId, useState, type DragEvent } from 'react';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import type { Wishes } from './send';

interface ChooseProps {
  chosen?: File;
  isBusy: boolean;
  onChoose: (file: File, header: Wishes['header']) => void;
}

/** A place to drop the table, and whether its first line names the columns. */
export function ChooseTable({ chosen, isBusy, onChoose }: ChooseProps) {
  const { say } = useLanguage();
  const { bytes } = useNumbers();
  const id = useId();
  const [isOver, setOver] = useState(false);
  const [names, setNames] = useState<Wishes['header']>('yes');
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onChoose(file, names);
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const setHeader = (isNamed: boolean) => {
    const next = isNamed ? 'yes' : 'no';
    setNames(next);
    if (chosen) onChoose(chosen, next);
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
        onChange={({ target }) => target.files?.[0] && onChoose(target.files[0], names)}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={names === 'yes'}
          onChange={({ target }) => setHeader(target.checked)}
        />
        {say('The first line names the columns')}
      </label>
      <p className="quiet">
        {say(
          'It is sent to this server and nowhere else, which keeps nothing until you train: after a reload, choose the file again.',
        )}
      </p>
      <p aria-live="polite">
        {isBusy && say('The table is looked at …')}
        {!isBusy && chosen && (
          <>
            <strong>{chosen.name}</strong> {bytes(chosen.size)}
          </>
        )}
      </p>
    </div>
  );
}
