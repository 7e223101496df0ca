import { Module } from '@nestjs/common';
import type { DecisionRule } from '../../decisions/decision.js';
import { ExamGradingPlugin } from './exam-grading.plugin.js';
import { refer } from './refer.decision.js';
import { StudentOutcomePlugin } from './student-outcome.plugin.js';

/** Decision rules of this industry. */
export const educationRules: readonly DecisionRule[] = [refer];

/** Education: what its scenarios need beyond their declaration. */
@Module({ providers: [StudentOutcomePlugin, ExamGradingPlugin] })
export class EducationModule {}
