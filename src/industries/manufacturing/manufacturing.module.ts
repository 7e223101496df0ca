import { Module } from '@nestjs/common';
import type { DecisionRule } from '../../decisions/decision.js';
import { assignment } from './assignment.decision.js';
import { leadTime } from './lead-time.decision.js';
import { FailurePredictionPlugin } from './failure-prediction.plugin.js';

/** Manufacturing: what its scenarios need beyond their declaration. */
/** Decision rules of this industry. */
export const manufacturingRules: readonly DecisionRule[] = [leadTime, assignment];

@Module({ providers: [FailurePredictionPlugin] })
export class ManufacturingModule {}
