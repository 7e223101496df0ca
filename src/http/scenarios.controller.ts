import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../core/language/language.js';
import { AnswerRequest } from '../scoring/answer-request.js';
import { AskEndpoint } from '../scoring/ask-endpoint.js';
import { DescribeScenario } from '../scoring/describe-scenario.js';
import type { AskedPrediction } from '../scoring/predict-rows.js';
import type { RequestTarget } from '../scoring/large-request.js';
import type { ScenarioDescription, ScenarioSummary } from '../scoring/scenario-description.js';
import { ModelVersions, type VersionSummary } from '../training/model-versions.js';
import { BodyBudget } from './body-budget.js';
import { callerOf } from './caller.js';
import { AskedLanguage } from './language.js';
import { askedPredictionPipe } from './asked-prediction.pipe.js';
import { askedVersionPipe, versionPipe } from './version.pipe.js';

/** Everything that can be asked of a scenario. One line of delegation each. */
@Controller('v1')
export class ScenariosController {
  constructor(
    private readonly describeScenario: DescribeScenario,
    private readonly answerRequest: AnswerRequest,
    private readonly modelVersions: ModelVersions,
    private readonly askEndpoint: AskEndpoint,
    private readonly bodyBudget: BodyBudget,
  ) {}

  @Get('scenarios')
  async list(@Req() request: FastifyRequest): Promise<ScenarioSummary[]> {
    const { may } = callerOf(request);
    return (await this.describeScenario.list()).filter(({ industry }) => may('reader', industry));
  }

  @Get(':industry/:scenario')
  describe(
    @Param() { industry, scenario }: ScenarioPath,
    @AskedLanguage() language: Language,
  ): Promise<ScenarioDescription> {
    return this.describeScenario.describe(`${industry}/${scenario}`, language);
  }

  @Post(':industry/:scenario/predict')
  @HttpCode(200)
  predict(
    @Param() { industry, scenario }: ScenarioPath,
    @Body() body: Uint8Array | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
    @AskedLanguage() language: Language,
    @Query(askedPredictionPipe) asked: AskedPrediction,
  ): Promise<unknown> {
    return this.answer({ scenario: `${industry}/${scenario}`, ...asked, language }, body, reply);
  }

  @Get(':industry/:scenario/versions')
  versions(@Param() { industry, scenario }: ScenarioPath): Promise<VersionSummary[]> {
    return this.modelVersions.list(`${industry}/${scenario}`);
  }

  @Post(':industry/:scenario/versions/:version/promote')
  @HttpCode(200)
  promote(
    @Param() { industry, scenario }: ScenarioPath,
    @Param('version', versionPipe) version: number,
  ): Promise<{ champion: string }> {
    return this.modelVersions.promote(`${industry}/${scenario}`, version);
  }

  @Post(':industry/:scenario/rollback')
  @HttpCode(200)
  rollback(@Param() { industry, scenario }: ScenarioPath): Promise<{ champion: string }> {
    return this.modelVersions.rollback(`${industry}/${scenario}`);
  }

  @Get(':industry/:scenario/model-card')
  @Header('content-type', 'text/markdown; charset=utf-8')
  modelCard(
    @Param() { industry, scenario }: ScenarioPath,
    @Query('version', askedVersionPipe) version?: number,
  ): Promise<string> {
    return this.modelVersions.file(`${industry}/${scenario}`, 'card.md', version);
  }

  @Get(':industry/:scenario/report')
  @Header('content-type', 'application/json; charset=utf-8')
  report(
    @Param() { industry, scenario }: ScenarioPath,
    @Query('version', askedVersionPipe) version?: number,
  ): Promise<string> {
    return this.modelVersions.file(`${industry}/${scenario}`, 'report.json', version);
  }

  @Get(':industry/:scenario/profile')
  @Header('content-type', 'application/json; charset=utf-8')
  profile(
    @Param() { industry, scenario }: ScenarioPath,
    @Query('version', askedVersionPipe) version?: number,
  ): Promise<string> {
    return this.modelVersions.profile(`${industry}/${scenario}`, version);
  }

  @Get(':industry/:scenario/plot.svg')
  @Header('content-type', 'image/svg+xml')
  plot(
    @Param() { industry, scenario }: ScenarioPath,
    @Query('version', askedVersionPipe) version?: number,
  ): Promise<string> {
    return this.modelVersions.file(`${industry}/${scenario}`, 'plot.svg', version);
  }

  /** Extra endpoints of an industry's plug-in, such as a scorecard. */
  @Get(':industry/:scenario/:endpoint')
  async ask(
    @Param() path: EndpointPath,
    @Res({ passthrough: true }) reply: FastifyReply,
    @AskedLanguage() language: Language,
    @Query('version', askedVersionPipe) version?: number,
  ): Promise<unknown> {
    void reply.type('application/json');
    return this.askEndpoint.execute(`${path.industry}/${path.scenario}`, {
      name: path.endpoint,
      method: 'GET',
      version,
      language,
    });
  }

  @Post(':industry/:scenario/:endpoint')
  @HttpCode(200)
  askWith(
    @Param() { industry, scenario, endpoint }: EndpointPath,
    @Body() body: Uint8Array | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
    @AskedLanguage() language: Language,
    @Query('version', askedVersionPipe) version?: number,
  ): Promise<unknown> {
    return this.answer({ scenario: `${industry}/${scenario}`, endpoint, version, language }, body, reply);
  }

  private async answer(
    target: RequestTarget,
    body: Uint8Array | undefined,
    reply: FastifyReply,
  ): Promise<unknown> {
    const whenLeft = (leave: () => void) => void reply.raw.once('close', leave);
    const answer = await this.answerRequest.execute(target, body ?? noBytes, whenLeft);
    if ('value' in answer) return answer.value;
    this.bodyBudget.hold(reply, answer.json.byteLength);
    void reply.type('application/json; charset=utf-8');
    return answer.json;
  }
}

const noBytes = new Uint8Array();

interface ScenarioPath {
  industry: string;
  scenario: string;
}

interface EndpointPath extends ScenarioPath {
  endpoint: string;
}
