import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Language } from '../core/language/language.js';
import { FindCounterfactuals } from '../scoring/counterfactuals/find-counterfactuals.js';
import type { Dependence, GlobalImportance } from '../explanation/learnt/learnt.js';
import { ExplainRow } from '../scoring/explain-row.js';
import { TellDependence } from '../scoring/learnt/tell-dependence.js';
import { TellImportance } from '../scoring/learnt/tell-importance.js';
import { AskedLanguage } from './language.js';
import { askedVersionPipe } from './version.pipe.js';

/** What an answer rests on, and what would change it; what a version has learnt as a whole. */
@Controller('v1')
export class ExplanationsController {
  constructor(
    private readonly explainRow: ExplainRow,
    private readonly findCounterfactuals: FindCounterfactuals,
    private readonly tellImportance: TellImportance,
    private readonly tellDependence: TellDependence,
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

  @Get(':industry/:scenario/importance')
  importance(
    @Param() { industry, scenario }: { industry: string; scenario: string },
    @AskedLanguage() language: Language,
    @Query('version', askedVersionPipe) version?: number,
  ): Promise<GlobalImportance> {
    return this.tellImportance.execute(`${industry}/${scenario}`, { version, language });
  }

  @Get(':industry/:scenario/dependence/:column')
  dependence(
    @Param() { industry, scenario, column }: { industry: string; scenario: string; column: string },
    @AskedLanguage() language: Language,
    @Query('version', askedVersionPipe) version?: number,
  ): Promise<Dependence> {
    return this.tellDependence.execute(`${industry}/${scenario}`, { column, version, language });
  }
}
