import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { Controller, Delete, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { JobDescription } from '../jobs/describe-job.js';
import { describeJob } from '../jobs/describe-job.js';
import { jobStates } from '../jobs/job.js';
import { JobsService } from '../jobs/jobs-service.js';
import { jobKindNames, type JobKindName } from '../jobs/kinds/names.js';
import type { ResultName } from '../jobs/kinds/job-kind.js';
import { parseOptions } from '../jobs/kinds/options.js';
import { SubmitJob } from '../jobs/submit-job.js';
import { WatchJobs, type JobPage } from '../jobs/watch-jobs.js';
import { eventStream, lastEventId } from './event-stream.js';
import { receiveOrder } from './job-upload.js';

const filterSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** `next` of the page before. */
  cursor: z.string().optional(),
  state: z.enum(jobStates).optional(),
  kind: z.enum(jobKindNames).optional(),
  scenario: z.string().optional(),
});

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

  @Get('jobs')
  list(@Query() query: Record<string, unknown>): Promise<JobPage> {
    const { cursor, ...filter } = parseOptions(filterSchema, query);
    return this.watchJobs.list({ ...filter, before: cursor });
  }

  @Get('jobs/:id')
  get(@Param('id') id: string): Promise<JobDescription> {
    return this.watchJobs.get(id);
  }

  @Delete('jobs/:id')
  cancel(@Param('id') id: string): Promise<JobDescription> {
    return this.watchJobs.cancel(id);
  }

  /** 204 where nothing will come any more: a reader of events need not connect again. */
  @Get('jobs/:id/events')
  async events(
    @Param('id') id: string,
    @Req() { headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const events = await this.watchJobs.events(id, lastEventId(headers['last-event-id']));
    if (!events) return void reply.status(204).send();
    const { heartbeatSeconds } = this.jobs.tools.configuration.jobs;
    await reply
      .header('content-type', 'text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .send(Readable.from(eventStream(events, heartbeatSeconds)));
  }

  @Get('jobs/:id/result')
  result(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    return this.send(id, 'result', reply);
  }

  @Get('jobs/:id/rejects')
  rejects(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    return this.send(id, 'rejects', reply);
  }

  @Get('jobs/:id/receipt')
  receipt(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    return this.send(id, 'receipt', reply);
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

  private async send(id: string, name: ResultName, reply: FastifyReply): Promise<void> {
    const result = await this.watchJobs.result(id, name);
    if ('value' in result) return void (await reply.type('application/json').send(result.value));
    void reply.type(result.type);
    if ('text' in result) return void (await reply.send(result.text));
    void reply.header('content-disposition', `attachment; filename="${id}.${result.name}"`);
    await reply.send(createReadStream(result.path));
  }
}

interface ScenarioPath {
  industry: string;
  scenario: string;
}
