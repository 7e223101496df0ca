import { Body, Controller, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Language } from '../core/language/language.js';
import { FindCounterfactuals } from '../scoring/counterfactuals/find-counterfactuals.js';
import { ExplainRow } from '../scoring/explain-row.js';
import { AskedLanguage } from './language.js';
import { askedVersionPipe } from './version.pipe.js';

/** What an answer rests on, and what would change it. */
@Controller('v1')
export class ExplanationsController {
  constructor(
    private readonly explainRow: ExplainRow,
    private readonly findCounterfactuals: FindCounterfactuals,
  ) {}

  @Post(':industry/:scenario/explain')
  @HttpCode(200)
  explain(
    @Param() { industry, scenario }: { industry: string; scenario: string },
    @Body() body: unknown,
    @AskedLanguage() language: Language,
    @Query('version', askedVersionPipe) version?: number,
  ): Promise<unknown> {
    return this.explainRow.execute(`${industry}/${scenario}`, { body, version, language });
  }

  @Post(':industry/:scenario/counterfactual')
  @HttpCode(200)
  counterfactual(
    @Param() { industry, scenario }: { industry: string; scenario: string },
    @Body() body: unknown,
    @AskedLanguage() language: Language,
    @Query('version', askedVersionPipe) version?: number,
  ): Promise<unknown> {
    return this.findCounterfactuals.execute(`${industry}/${scenario}`, { body, version, language });
  }
}
