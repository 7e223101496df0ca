import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { OperationEvents, type AnsweredRows } from '../monitoring/operation-events.js';
import { RecentRequests } from '../monitoring/recent-requests.js';
import { TrainingPlaces } from './training-places.js';

/** Trainings of a second each, of which so many are to be done. */
function house(most: number, waiting: number) {
  const events = new OperationEvents();
  const places = new TrainingPlaces(new RecentRequests(events), most);
  const state = { running: 0, highest: 0, waiting };
  const work = async () => {
    if (state.waiting === 0) return false;
    state.waiting--;
    state.running++;
    state.highest = Math.max(state.highest, state.running);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    state.running--;
    return true;
  };
  const filled = places.fill(work, () => state.waiting === 0);
  const ask = (door: AnsweredRows['door'] = 'single') =>
    events.emit('answered', { scenario: 'a/b', version: 1, door, answered: 1, rejected: 0, seconds: 0.01 });
  return { state, filled, ask };
}

const pass = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * 1000);

describe('trainings at the start of a server', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('take all places while nobody asks for a prediction', async () => {
    const { state, filled, ask } = house(3, 9);
    ask('csv');
    await pass(3.1);
    expect(state).toEqual({ running: 0, highest: 3, waiting: 0 });
    await filled;
  });

  it('leave one place free while somebody does, and take it again when it is quiet', async () => {
    const { state, filled, ask } = house(2, 20);
    expect(state.running).toBe(1);
    ask();
    await pass(1.5);
    expect(state.running).toBe(1);
    await pass(5);
    expect(state.running).toBe(2);
    ask();
    await pass(1.5);
    expect(state.running).toBe(1);
    await pass(30);
    await filled;
    expect(state.waiting).toBe(0);
  });

  it('go on at the only place, whoever asks', async () => {
    const { state, filled, ask } = house(1, 2);
    ask();
    await pass(2.1);
    await filled;
    expect(state.waiting).toBe(0);
  });

  it('end when nothing waits, also at a place that pauses', async () => {
    const { filled, ask } = house(2, 1);
    ask();
    await pass(1.3);
    await filled;
  });
});
