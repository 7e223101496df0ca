import { Module } from '@nestjs/common';
import { CityModule } from './city/city.module.js';
import { EducationModule, educationRules } from './education/education.module.js';
import { FinanceModule } from './finance/finance.module.js';
import type { DecisionRule } from '../decisions/decision.js';
import { ManufacturingModule, manufacturingRules } from './manufacturing/manufacturing.module.js';
import { MedicalModule } from './medical/medical.module.js';
import { RetailModule } from './retail/retail.module.js';

/** Every industry that has rules of its own. A scenario without any needs no module. */
@Module({
  imports: [CityModule, EducationModule, FinanceModule, ManufacturingModule, MedicalModule, RetailModule],
})
export class IndustriesModule {}

/** Decision rules that industries bring. */
export const industryRules: readonly DecisionRule[] = [...educationRules, ...manufacturingRules];
