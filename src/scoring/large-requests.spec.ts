import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { readConfiguration } from '../core/configuration.js';
import { CancelledError, NotReadyError } from '../core/errors.js';
import { AnsweringProcess } from './answering-process.js';
import { OperationEvents } from '../monitoring/operation-events.js';
import { LargeRequests } from './large-requests.js';

/** A line before a process that answers when it is told to, and remembers what it was asked. */
function subject() {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  jest.spyOn(AnsweringProcess.prototype, 'answer').mockImplementation(({ scenario }) => {
    asked.push(scenario);
    return new Promise((resolve, reject) => {
      answers.push(() => (scenario === 'fails' ? reject(new Error('no')) : resolve(new Uint8Array(1))));
    });
  });
  const requests = new LargeRequests(readConfiguration({}), new OperationEvents());
  const ask = (scenario: string, bytes = 1, whenLeft?: (leave: () => void) => void) =>
    requests.answer({ scenario, json: new Uint8Array(bytes) }, whenLeft);
  return { asked, requests, ask, answerNext: () => answers.shift()?.() };
}
afterEach(() => void jest.restoreAllMocks());

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('large requests', () => {
  it('are answered one after the other in their order, whatever becomes of one of them', async () => {
    const { asked, ask, answerNext } = subject();
    const all = Promise.allSettled([ask('first'), ask('fails'), ask('last')]);
    expect(asked).toEqual(['first']);
    for (let i = 0; i < 3; i++) {
      answerNext();
      await settled();
    }
    expect(asked).toEqual(['first', 'fails', 'last']);
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('are refused for now where sixteen wait, and taken again when there is room', async () => {
    const { ask, answerNext } = subject();
    const taken = Array.from({ length: 17 }, (_, i) => ask(String(i)));
    expect(() => ask('one more')).toThrow(NotReadyError);
    answerNext();
    await taken[0];
    await settled();
    expect(() => void ask('later')).not.toThrow();
  });

  it('are refused for now where those that wait are very large together', () => {
    const { ask } = subject();
    const mebibyte = 2 ** 20;
    for (let i = 0; i < 9; i++) void ask(String(i), 16 * mebibyte);
    expect(() => ask('large', mebibyte)).toThrow(NotReadyError);
  });

  it('leave the line when nobody waits for them, and when the server ends', async () => {
    const { asked, requests, ask, answerNext } = subject();
    const first = ask('first');
    let leave = (): void => undefined;
    const left = ask('left', 1, (given) => (leave = given));
    const third = ask('third');
    leave();
    await expect(left).rejects.toThrow(CancelledError);
    answerNext();
    await first;
    await settled();
    expect(asked).toEqual(['first', 'third']);
    const last = ask('last');
    requests.onApplicationShutdown();
    await expect(last).rejects.toThrow(CancelledError);
    answerNext();
    await third;
  });
});
