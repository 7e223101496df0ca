import { Module } from '@nestjs/common';
import { CreditScoringPlugin } from './credit-scoring.plugin.js';

/** Finance: what its scenarios need beyond their declaration. */
@Module({ providers: [CreditScoringPlugin] })
export class FinanceModule {}
