import { Readable } from 'node:stream';
import { Controller, Delete, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Language } from '../core/language/language.js';
import { describeJob, type JobDescription, type JobPage } from '../jobs/describe-job.js';
import { jobId, jobStates } from '../jobs/job.js';
import { JobsService } from '../jobs/jobs-service.js';
import { jobKindNames, type JobKindName } from '../jobs/kinds/names.js';
import type { ResultName } from '../jobs/kinds/job-kind.js';
import { parseOptions } from '../jobs/kinds/options.js';
import { SubmitJob } from '../jobs/submit-job.js';
import { WatchJobs } from '../jobs/watch-jobs.js';
import { industryOf } from '../registry/model-tag.js';
import { scenarioId } from '../scenarios/schema/common.js';
import { eventStream, lastEventId } from './event-stream.js';
import type { Role } from '../core/access/roles.js';
import { callerOf } from './caller.js';
import { requireRole } from './require-keys.js';
import { AskedLanguage, sayJob } from './language.js';
import { receiveOrder } from './job-upload.js';

const mostListed = 200;
const count = `a whole number from 1 to ${mostListed}`;
const cursor = 'the `next` of the page before';

const filterSchema = z.strictObject({
  limit: z
    .string(count)
    .regex(/^\d{1,3}$/, count)
    .transform(Number)
    .pipe(z.number().min(1, count).max(mostListed, count))
    .default(50),
  cursor: z.string(cursor).regex(jobId, cursor).optional(),
  state: z.enum(jobStates).optional(),
  kind: z.enum(jobKindNames).optional(),
  scenario: scenarioId.optional(),
});

const eventHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
};

/** Trainings and batches that outlast a request. */
@Controller('v1')
export class JobsController {
  constructor(
    private readonly submitJob: SubmitJob,
    private readonly watchJobs: WatchJobs,
    private readonly jobs: JobsService,
  ) {}

  @Post(':industry/:scenario/train')
  train(
    @Param() path: ScenarioPath,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.submit('train', path, request, reply);
  }

  @Post(':industry/:scenario/batches')
  batch(
    @Param() path: ScenarioPath,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.submit('batch', path, request, reply);
  }

  @Post(':industry/:scenario/decisions')
  decide(
    @Param() path: ScenarioPath,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.submit('decide', path, request, reply);
  }

  @Post(':industry/:scenario/rescorings')
  rescore(
    @Param() path: ScenarioPath,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.submit('rescore', path, request, reply);
  }

  @Get('jobs')
  async list(
    @Query() query: Record<string, unknown>,
    @AskedLanguage() language: Language,
    @Req() request: FastifyRequest,
  ): Promise<JobPage> {
    const { cursor, ...filter } = parseOptions(filterSchema, query);
    // Who may see one industry alone asks for the jobs of a scenario of it.
    requireRole(request, 'reader', filter.scenario === undefined ? '*' : industryOf(filter.scenario));
    const page = await this.watchJobs.list({ ...filter, before: cursor });
    return { ...page, jobs: page.jobs.map((job) => sayJob(job, language)) };
  }

  @Get('jobs/:id')
  async get(
    @Param('id') id: string,
    @AskedLanguage() language: Language,
    @Req() request: FastifyRequest,
  ): Promise<JobDescription> {
    const job = await this.watchJobs.get(id);
    requireRole(request, 'reader', industryOf(job.scenario));
    return sayJob(job, language);
  }

  /** 204 where the job had ended and nothing of it is left. */
  @Delete('jobs/:id')
  async cancelOrRemove(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { kind, scenario } = await this.watchJobs.get(id);
    requireRole(request, kind === 'train' ? 'trainer' : 'scorer', industryOf(scenario));
    const job = await this.watchJobs.cancelOrRemove(id);
    await (job ? reply.send(job) : reply.status(204).send());
  }

  /** 204 where nothing will come any more: a reader of events need not connect again. Who asks for the head alone begins no stream. */
  @Get('jobs/:id/events')
  async events(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { method, headers } = request;
    await this.requireJobRole(id, 'reader', request);
    const after = lastEventId(headers['last-event-id']);
    if (method === 'HEAD') {
      const hasEvents = await this.watchJobs.hasEvents(id, after);
      return void (await (hasEvents ? reply.headers(eventHeaders).send(noBody()) : reply.status(204).send()));
    }
    const follower = await this.watchJobs.follow(id, after);
    if (!follower) return void reply.status(204).send();
    // A stream that waits for its next event is not told that nobody reads it any more.
    whenClosed(reply, () => follower.close());
    const { heartbeatSeconds } = this.jobs.tools.configuration.jobs;
    await reply.headers(eventHeaders).send(Readable.from(eventStream(follower, heartbeatSeconds)));
  }

  @Get('jobs/:id/result')
  result(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(id, 'result', request, reply);
  }

  @Get('jobs/:id/rejects')
  rejects(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(id, 'rejects', request, reply);
  }

  @Get('jobs/:id/receipt')
  receipt(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(id, 'receipt', request, reply);
  }

  private async submit(
    kind: JobKindName,
    { industry, scenario }: ScenarioPath,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const key = request.headers['idempotency-key'];
    const order = {
      kind,
      scenario: `${industry}/${scenario}`,
      idempotencyKey: key === undefined ? key : String(key),
    };
    const { job, repeated } = await this.submitJob.execute(order, (store) => receiveOrder(request, store));
    await reply
      .status(repeated ? 200 : 202)
      .header('location', `/v1/jobs/${job.id}`)
      .send(describeJob(job));
  }

  /** @throws ForbiddenError where the caller has not the role in the industry of the job. */
  private async requireJobRole(id: string, role: Role, request: FastifyRequest): Promise<void> {
    if (callerOf(request).key === undefined) return;
    requireRole(request, role, industryOf((await this.watchJobs.get(id)).scenario));
  }

  private async send(
    id: string,
    name: ResultName,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const { method } = request;
    await this.requireJobRole(id, name === 'receipt' ? 'reader' : 'scorer', request);
    const result = await this.watchJobs.result(id, name);
    if ('value' in result) return void (await reply.type('application/json').send(result.value));
    void reply.type(result.type);
    if ('text' in result) return void (await reply.send(result.text));
    const { file, bytes } = result;
    void reply
      .header('content-disposition', `attachment; filename="${id}.${result.name}"`)
      .header('content-length', bytes);
    if (method === 'HEAD') {
      await file.close();
      return void (await reply.send(noBody()));
    }
    const stream = file.createReadStream();
    whenClosed(reply, () => stream.destroy());
    await reply.send(stream);
  }
}

/** The head of an answer without a body; sent nothing at all, the framework would say that its length is 0. */
function noBody(): Readable {
  return Readable.from([]);
}

/** Called once, when the answer has been sent or its connection is gone, which it may be already. */
function whenClosed({ raw }: FastifyReply, act: () => void): void {
  if (raw.closed || raw.destroyed) act();
  else raw.once('close', act);
}

interface ScenarioPath {
  industry: string;
  scenario: string;
}
