import type { TransferListItem } from 'node:worker_threads';
import type { FromCalled, ToCalled, Verbs } from './call-messages.js';
import { packError } from './worker-errors.js';
import { backgroundPort } from './worker-port.js';

/** The other end of a call, for its handler. */
export interface CallContext<Event> {
  /** Tell the caller something before the result. */
  emit: (event: Event) => void;
  /** Buffers of the result that move to the caller's thread instead of being copied. */
  move: (...buffers: TransferListItem[]) => void;
}

type Handlers<Contract extends Verbs<Contract>> = {
  [Name in keyof Contract]: (
    input: Contract[Name]['input'],
    context: CallContext<Contract[Name]['event']>,
  ) => Contract[Name]['result'] | Promise<Contract[Name]['result']>;
};

type Handler = (input: unknown, context: CallContext<unknown>) => unknown;

/**
 * Answer the calls of whoever started this background, from now on until it is ended. What a handler throws, its call fails with; the
 * others go on. A module that has to prepare something awaits that first: calls wait.
 */
export function serveCalls<Contract extends Verbs<Contract>>(handlers: Handlers<Contract>): void {
  const port = backgroundPort<unknown, ToCalled>();
  const post = (message: FromCalled, transfer?: TransferListItem[]) => port.post(message, transfer);
  const answer = async ({ id, verb, input }: ToCalled): Promise<void> => {
    const moving: TransferListItem[] = [];
    const context: CallContext<unknown> = {
      emit: (event) => post({ id, event }),
      move: (...buffers) => void moving.push(...buffers),
    };
    try {
      const handler = (handlers as unknown as Record<string, Handler>)[verb];
      post({ id, result: await handler(input, context) }, moving);
    } catch (error) {
      post({ id, error: packError(error) });
    }
  };
  port.onMessage((message) => void answer(message));
  post({ ready: true });
}
