import { Module } from '@nestjs/common';
import { CityModule } from './city/city.module.js';
import { FinanceModule } from './finance/finance.module.js';

/** Every industry that has rules of its own. A scenario without any needs no module. */
@Module({ imports: [CityModule, FinanceModule] })
export class IndustriesModule {}
