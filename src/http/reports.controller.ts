import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import type { Language } from '../core/language/language.js';
import { pageSources, ReportPages } from '../presentation/index.js';
import { TellImportance } from '../scoring/learnt/tell-importance.js';
import { AskedLanguage, sayText } from './language.js';
import { framing } from './protective-headers.js';
import { askedVersionPipe } from './version.pipe.js';

/** Reports for people. */
@Controller('v1')
export class ReportsController {
  constructor(
    private readonly pages: ReportPages,
    private readonly tellImportance: TellImportance,
  ) {}

  @Get(':industry/:scenario/report.html')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', `${pageSources}; ${framing}`)
  async page(
    @Param() { industry, scenario }: { industry: string; scenario: string },
    @AskedLanguage() language: Language,
    @Query('version', askedVersionPipe) version?: number,
  ): Promise<string> {
    const say = (text: string) => sayText(text, language);
    const id = `${industry}/${scenario}`;
    const importance = await this.tellImportance.ifTold(id, { version, language });
    return this.pages.page({ scenario: id, version, importance, language, say });
  }
}
