import { Module } from '@nestjs/common';
import type { DecisionRule } from '../../decisions/decision.js';
import { ConcreteMixPlugin } from './concrete-mix.plugin.js';
import { leadTime } from './lead-time.decision.js';
import { FailurePredictionPlugin } from './failure-prediction.plugin.js';
import { ProductionOptimisationPlugin } from './production-optimisation.plugin.js';

/** Manufacturing: what its scenarios need beyond their declaration. */
/** Decision rules of this industry. */
export const manufacturingRules: readonly DecisionRule[] = [leadTime];

@Module({ providers: [FailurePredictionPlugin, ProductionOptimisationPlugin, ConcreteMixPlugin] })
export class ManufacturingModule {}
