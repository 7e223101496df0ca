import { Module } from '@nestjs/common';
import { FinanceModule } from './finance/finance.module.js';
import { RetailModule } from './retail/retail.module.js';

/** Every industry that has rules of its own. A scenario without any needs no module. */
@Module({ imports: [FinanceModule, RetailModule] })
export class IndustriesModule {}
