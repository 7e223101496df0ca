import type { Profile } from '../../../tables/profile/profile-schema.js';
import { profileTable } from '../../../tables/profile/profile-table.js';
import type { Table } from '../../../tables/table.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { targetColumns } from '../../../scenarios/targets.js';
import { taskSpecOf } from '../../../scenarios/task-spec.js';
import { taskOf } from '../tasks/index.js';
import { rowColumns } from './derived-columns.js';

/** The profile of a scenario's rows: declared and derived columns and the target, by class and by series where there are such. */
export function profileRows({ spec }: Scenario, table: Table): Profile {
  const { target } = spec;
  const columns = rowColumns(spec);
  const names = new Set(columns.map(({ name }) => name));
  const targets = targetColumns(spec).filter(({ name }) => !names.has(name));
  const series = taskOf(spec).examples(taskSpecOf(spec)).history?.group;
  const hasClasses = target?.kind === 'categorical' && table.has(target.name);
  return profileTable(table, [...columns, ...targets], {
    target: hasClasses ? target.name : undefined,
    series,
    rowsPer: series === undefined ? [] : [series],
  });
}
