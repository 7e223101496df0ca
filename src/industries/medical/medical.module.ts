import { Module } from '@nestjs/common';
import { DiseaseRiskPlugin } from './disease-risk.plugin.js';

/** Medicine: what its scenarios need beyond their declaration. */
@Module({ providers: [DiseaseRiskPlugin] })
export class MedicalModule {}
