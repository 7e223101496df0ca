import type { Called, CallOptions } from './call.js';
import type { Verbs } from './call-messages.js';

/**
 * A background that starts with the first call, ends when there was none for a while, and is replaced at the next call after one had to
 * end it. Nothing else starts or ends it.
 */
export class OnDemand<Contract extends Verbs<Contract>> {
  private called: Called<Contract> | undefined;
  private idle: NodeJS.Timeout | undefined;
  private active = 0;

  /** @param idleMilliseconds without a call until it is ended. */
  constructor(
    private readonly start: () => Called<Contract>,
    private readonly idleMilliseconds: number,
  ) {}

  /** @throws what `Called.call` throws. */
  async call<Name extends keyof Contract & string>(
    verb: Name,
    input: Contract[Name]['input'],
    options?: CallOptions<Contract[Name]['event']>,
  ): Promise<Contract[Name]['result']> {
    clearTimeout(this.idle);
    if (this.called === undefined || this.called.hasEnded) this.called = this.start();
    this.active++;
    try {
      return await this.called.call(verb, input, options);
    } finally {
      this.active--;
      if (this.active === 0) this.idle = setTimeout(() => void this.end(), this.idleMilliseconds).unref();
    }
  }

  /** End it now; what it was doing fails with `reason`. */
  async end(reason?: Error): Promise<void> {
    clearTimeout(this.idle);
    const { called } = this;
    this.called = undefined;
    await called?.terminate(reason);
  }
}
