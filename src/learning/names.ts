import type { ArchitectureName } from '../models/architectures/names.js';
import { interactionNetworks, interactionTaskNames } from './interactions/names.js';
import { portfolioNetworks, portfolioTaskNames } from './portfolio/names.js';
import { rowNetworks, rowTaskNames } from './rows/names.js';
import { sequenceNetworks, sequenceTaskNames } from './sequences/names.js';
import { tradingNetworks, tradingTaskNames } from './trading/names.js';
import { treatmentNetworks, treatmentTaskNames } from './treatments/names.js';

/** The tasks of all families: what `task.name` of a specification may be. */
export const taskNames = [
  ...rowTaskNames,
  ...interactionTaskNames,
  ...sequenceTaskNames,
  ...treatmentTaskNames,
  ...portfolioTaskNames,
  ...tradingTaskNames,
] as const;

export type TaskName = (typeof taskNames)[number];

const networks: Readonly<Record<TaskName, (targetKind?: string) => ArchitectureName>> = {
  ...rowNetworks,
  ...interactionNetworks,
  ...sequenceNetworks,
  ...treatmentNetworks,
  ...portfolioNetworks,
  ...tradingNetworks,
};

/** The network of a scenario that names none. @param targetKind the kind of its only target. */
export function defaultNetwork(task: TaskName, targetKind?: string): ArchitectureName {
  return networks[task](targetKind);
}
