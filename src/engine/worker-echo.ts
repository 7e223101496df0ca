import { getPriority } from 'node:os';
import { CancelledError, InvalidInputError } from '../core/errors.js';
import { startEngine } from './engine.js';
import { tf } from './tf.js';
import { backgroundPort } from './worker-port.js';

/**
 * The probe of backgrounds, used by `sextant doctor` and by the tests: says hello with its engine and a small product, then
 * answers every message until it is told to close.
 */
export interface EchoHello {
  hello: unknown;
  engine: string;
  /** 1 x 3 + 2 x 4 on that engine. */
  product: number;
}

export type EchoRequest =
  | { echo: unknown }
  | { sum: Float32Array }
  | { fail: 'plain' | 'invalid' | 'cancelled' }
  | { spin: true }
  /** How nice its thread is, on Linux; elsewhere its process. */
  | { niceness: true }
  | { close: true };

const port = backgroundPort<unknown, EchoRequest>();
const engine = await startEngine();
const product = tf.tidy(() => tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])).dataSync()[0]);
port.onMessage(answer);
port.post({ hello: port.data, engine: engine.name, product } satisfies EchoHello);

function answer(request: EchoRequest): void {
  if ('echo' in request) port.post({ echo: request.echo });
  if ('sum' in request) port.post({ sum: request.sum.reduce((total, value) => total + value, 0) });
  if ('niceness' in request) port.post({ niceness: getPriority() });
  if ('close' in request) port.close();
  if ('fail' in request) fail(request.fail);
  // Never returns to its event loop: only termination ends it.
  while ('spin' in request) tf.tidy(() => tf.zeros([1]));
}

function fail(how: 'plain' | 'invalid' | 'cancelled'): never {
  if (how === 'cancelled') throw new CancelledError('The echo was told to stop.');
  if (how === 'plain') throw new TypeError('The echo was told to fail.');
  throw new InvalidInputError('The echo was told to refuse.', {
    details: [{ pointer: '/echo', expected: 'a sound', received: 'silence' }],
    hint: 'Ask for something else.',
  });
}
