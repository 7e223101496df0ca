import type { ScenarioDescription } from '../../api/types';
import { useLanguage } from '../../language/language';
import { groupsOf, type Column } from './columns';
import { Field } from './field';
import { listOf, pointerTo, type Row } from './request';
import { RowsTable } from './rows-table';
import type { EditedRequest } from './use-request';

interface FormProps {
  scenario: ScenarioDescription;
  request: EditedRequest;
  /** What the answer remarks on, by column. */
  remarks: ReadonlyMap<string, string>;
}

/** The fields of a request: one row by its meaning, or the rows of a series as a table. */
export function Form({ scenario, request, remarks }: FormProps) {
  const list = listOf(request.body);
  if (list) return <RowsTable {...list} {...{ scenario, request }} />;
  if (!('features' in request.body)) return null;
  return <RowForm row={request.body.features} {...{ scenario, request, remarks }} />;
}

function RowForm({ scenario, request, remarks, row }: FormProps & { row: Row }) {
  const { say } = useLanguage();
  const example = (scenario.example as { features: Row }).features;
  const { changeable, given, further } = groupsOf(scenario.columns, example);
  const fields = (columns: readonly Column[]) =>
    columns.map((column) => {
      const pointer = pointerTo('features', column.name);
      return (
        <Field
          key={column.name}
          column={column}
          value={row[column.name]}
          isChanged={pointer in request.edits}
          remark={remarks.get(column.name)}
          onChange={(value) => request.set(pointer, value)}
        />
      );
    });
  return (
    <div className="fields">
      {changeable.length > 0 && (
        <fieldset>
          <legend>{say('What can be changed')}</legend>
          {fields(changeable)}
        </fieldset>
      )}
      <fieldset>
        {changeable.length > 0 && <legend>{say('What is given')}</legend>}
        {fields(given)}
      </fieldset>
      {further.length > 0 && (
        <details>
          <summary>{say('Further fields ({n})', { n: further.length })}</summary>
          {fields(further)}
        </details>
      )}
    </div>
  );
}
