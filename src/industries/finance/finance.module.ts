import { Module } from '@nestjs/common';
import { CreditRatingPlugin } from './credit-rating.plugin.js';
import { CreditScoringPlugin } from './credit-scoring.plugin.js';

/** Finance: what its scenarios need beyond their declaration. */
@Module({ providers: [CreditRatingPlugin, CreditScoringPlugin] })
export class FinanceModule {}
