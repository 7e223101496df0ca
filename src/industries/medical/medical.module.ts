import { Module } from '@nestjs/common';
import { DiseaseRiskPlugin } from './disease-risk.plugin.js';
import { DrugPropertiesPlugin, DrugSideEffectsPlugin, DrugToxicityPlugin } from './drugs.plugin.js';

/** Medicine: what its scenarios need beyond their declaration. */
@Module({
  providers: [DiseaseRiskPlugin, DrugPropertiesPlugin, DrugSideEffectsPlugin, DrugToxicityPlugin],
})
export class MedicalModule {}
