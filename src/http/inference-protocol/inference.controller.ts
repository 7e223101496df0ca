import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { packageVersion } from '../../core/package-version.js';
import { AnswerRequest } from '../../scoring/answer-request.js';
import { DescribeModel } from '../../scoring/tensors/describe-model.js';
import { scenarioOfModel } from '../../scoring/tensors/model-name.js';
import type {
  ModelMetadata,
  modelReadySchema,
  serverMetadataSchema,
} from '../../scoring/tensors/tensor-schemas.js';
import { BodyBudget } from '../body-budget.js';
import { ServerReadiness } from '../server-readiness.js';
import { askedVersion } from '../version.pipe.js';

interface ModelPath {
  name: string;
  version?: string;
}

/** The Open Inference Protocol, version 2: every scenario as a model whose tensors are named columns. */
@Controller('v2')
export class InferenceController {
  constructor(
    private readonly readiness: ServerReadiness,
    private readonly describeModel: DescribeModel,
    private readonly answerRequest: AnswerRequest,
    private readonly bodyBudget: BodyBudget,
  ) {}

  @Get()
  server(): z.infer<typeof serverMetadataSchema> {
    return { name: 'sextant', version: packageVersion(), extensions: [] };
  }

  @Get('health/live')
  live(): { live: true } {
    return { live: true };
  }

  /** As `/readyz`. */
  @Get('health/ready')
  async ready(): Promise<{ ready: true }> {
    await this.readiness.check();
    return { ready: true };
  }

  @Get(['models/:name', 'models/:name/versions/:version'])
  model(@Param() { name, version }: ModelPath): Promise<ModelMetadata> {
    return this.describeModel.execute(scenarioOfModel(name), askedVersion(version));
  }

  @Get(['models/:name/ready', 'models/:name/versions/:version/ready'])
  async modelReady(@Param() { name, version }: ModelPath): Promise<z.infer<typeof modelReadySchema>> {
    await this.describeModel.ready(scenarioOfModel(name), askedVersion(version));
    return { name, ready: true };
  }

  @Post(['models/:name/infer', 'models/:name/versions/:version/infer'])
  @HttpCode(200)
  async infer(
    @Param() { name, version }: ModelPath,
    @Body() body: Uint8Array | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const whenLeft = (leave: () => void) => void reply.raw.once('close', leave);
    const target = {
      scenario: scenarioOfModel(name),
      version: askedVersion(version),
      form: 'tensors',
      reasons: 0,
    } as const;
    const answer = await this.answerRequest.execute(target, body ?? new Uint8Array(), whenLeft);
    if ('value' in answer) return answer.value;
    this.bodyBudget.hold(reply, answer.json.byteLength);
    void reply.type('application/json; charset=utf-8');
    return answer.json;
  }
}
