import { Controller, Delete, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../core/language/language.js';
import { DraftUpload } from '../drafting/draft-upload.js';
import type { TableDraft } from '../drafting/draft-schema.js';
import { MakeScenario } from '../drafting/make-scenario.js';
import { RemoveScenario } from '../drafting/remove-scenario.js';
import { DescribeScenario } from '../scoring/describe-scenario.js';
import type { ScenarioDescription } from '../scoring/scenario-description.js';
import { AskedLanguage } from './language.js';
import { receiveOrder } from './job-upload.js';

/** Of a specification in a form. */
const specificationBytes = 4 * 1024 * 1024;

/** Questions of one's own: a table becomes a draft, a draft a scenario. */
@Controller('v1')
export class OwnScenariosController {
  constructor(
    private readonly draftUpload: DraftUpload,
    private readonly makeScenario: MakeScenario,
    private readonly removeScenario: RemoveScenario,
    private readonly describeScenario: DescribeScenario,
  ) {}

  @Post('drafts')
  @HttpCode(200)
  draft(@Req() request: FastifyRequest, @AskedLanguage() language: Language): Promise<TableDraft> {
    return this.draftUpload.execute((store) => receiveOrder(request, store), language);
  }

  @Post('scenarios')
  @HttpCode(201)
  async make(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @AskedLanguage() language: Language,
  ): Promise<ScenarioDescription> {
    const id = await this.makeScenario.execute((store) =>
      receiveOrder(request, store, { fieldBytes: specificationBytes }),
    );
    void reply.header('location', `/v1/${id}`);
    return this.describeScenario.describe(id, language);
  }

  @Delete(':industry/:scenario')
  @HttpCode(204)
  remove(@Param() { industry, scenario }: { industry: string; scenario: string }): Promise<void> {
    return this.removeScenario.execute(`${industry}/${scenario}`);
  }
}
