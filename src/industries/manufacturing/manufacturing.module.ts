import { Module } from '@nestjs/common';
import { FailurePredictionPlugin } from './failure-prediction.plugin.js';

/** Manufacturing: what its scenarios need beyond their declaration. */
@Module({ providers: [FailurePredictionPlugin] })
export class ManufacturingModule {}
