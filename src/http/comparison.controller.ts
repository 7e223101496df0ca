import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { UsageError } from '../core/errors.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { LargeRequests } from '../scoring/large-requests.js';
import { askedVersionPipe } from './version.pipe.js';

/** Versions beside each other. */
@Controller('v1')
export class ComparisonController {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly largeRequests: LargeRequests,
  ) {}

  /** Both answer all rows held out, which takes seconds: in the process of large requests. */
  @Get(':industry/:scenario/versions/compare')
  async compare(
    @Param() { industry, scenario }: { industry: string; scenario: string },
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('a', askedVersionPipe) a?: number,
    @Query('b', askedVersionPipe) b?: number,
  ): Promise<Uint8Array> {
    const id = this.catalogue.get(`${industry}/${scenario}`).spec.id;
    if (a === undefined || b === undefined) {
      throw new UsageError('Two versions are compared.', {
        details: [{ expected: '?a=1&b=2', received: 'less' }],
      });
    }
    const whenLeft = (leave: () => void) => void reply.raw.once('close', leave);
    const order = { scenario: id, compare: { a, b }, json: new Uint8Array() };
    const json = await this.largeRequests.answer(order, whenLeft);
    void reply.type('application/json; charset=utf-8');
    return json;
  }
}
