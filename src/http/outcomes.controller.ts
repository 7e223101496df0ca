import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Language } from '../core/language/language.js';
import { JudgeAnswers, type AnswersReport } from '../scoring/outcomes/judge-answers.js';
import { RemoveAnswers } from '../scoring/outcomes/remove-answers.js';
import { TellOutcomes } from '../scoring/outcomes/tell-outcomes.js';
import type { ToldOutcomes } from '../scoring/outcomes/told-outcomes.js';
import { AskedLanguage } from './language.js';
import { askedVersionPipe } from './version.pipe.js';

interface OfScenario {
  industry: string;
  scenario: string;
}

/** What came of the answers that are kept. */
@Controller('v1')
export class OutcomesController {
  constructor(
    private readonly tellOutcomes: TellOutcomes,
    private readonly judgeAnswers: JudgeAnswers,
    private readonly removeAnswers: RemoveAnswers,
  ) {}

  @Post(':industry/:scenario/outcomes')
  @HttpCode(200)
  tell(@Param() { industry, scenario }: OfScenario, @Body() body: unknown): Promise<ToldOutcomes> {
    return this.tellOutcomes.execute(`${industry}/${scenario}`, body);
  }

  @Get(':industry/:scenario/outcomes')
  judge(
    @Param() { industry, scenario }: OfScenario,
    @AskedLanguage() language: Language,
    @Query('version', askedVersionPipe) version?: number,
  ): Promise<AnswersReport> {
    return this.judgeAnswers.execute(`${industry}/${scenario}`, version, language);
  }

  @Delete(':industry/:scenario/answers/:id')
  @HttpCode(204)
  async remove(@Param() { industry, scenario, id }: OfScenario & { id: string }): Promise<void> {
    await this.removeAnswers.execute(`${industry}/${scenario}`, { id });
  }
}
