import type { ArchitectureName } from '../../models/architectures/names.js';

/** The tasks about what a treatment changes. */
export const treatmentTaskNames = ['treatment-effect'] as const;

export type TreatmentTaskName = (typeof treatmentTaskNames)[number];

export const treatmentNetworks: Readonly<Record<TreatmentTaskName, () => ArchitectureName>> = {
  'treatment-effect': () => 'dragonnet',
};
