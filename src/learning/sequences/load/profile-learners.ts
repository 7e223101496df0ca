import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import type { Profile } from '../../../tables/profile/profile-schema.js';
import { profileTable } from '../../../tables/profile/profile-table.js';
import type { Table } from '../../../tables/table.js';
import { answerColumns } from '../check.js';

/** The profile of a table of answers: skills, outcomes, and how many answers each learner has. */
export function profileAnswers(spec: ScenarioSpec, table: Table): Profile {
  return profileTable(table, spec.columns, { rowsPer: [answerColumns(spec).group] });
}
