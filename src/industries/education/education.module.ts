import { Module } from '@nestjs/common';
import { StudentOutcomePlugin } from './student-outcome.plugin.js';

/** Education: what its scenarios need beyond their declaration. */
@Module({ providers: [StudentOutcomePlugin] })
export class EducationModule {}
