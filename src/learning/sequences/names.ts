import type { ArchitectureName } from '../../models/architectures/names.js';

/** The tasks over sequences of events, one sequence for each subject. */
export const sequenceTaskNames = ['knowledge-tracing'] as const;

/** The network where a scenario names none. */
export const sequenceNetworks = {
  'knowledge-tracing': (): ArchitectureName => 'recurrent-tracing',
};
