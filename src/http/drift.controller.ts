import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Language } from '../core/language/language.js';
import { DriftOfRequests, type RequestDrift } from '../scoring/drift-of-requests.js';
import { AskedLanguage } from './language.js';
import { askedVersionPipe } from './version.pipe.js';

/** How what is asked differs from what was learnt from. */
@Controller('v1')
export class DriftController {
  constructor(private readonly driftOfRequests: DriftOfRequests) {}

  @Get(':industry/:scenario/drift')
  drift(
    @Param() { industry, scenario }: { industry: string; scenario: string },
    @AskedLanguage() language: Language,
    @Query('version', askedVersionPipe) version?: number,
  ): Promise<RequestDrift> {
    return this.driftOfRequests.execute(`${industry}/${scenario}`, version, language);
  }
}
