import { describe, expect, it } from '@jest/globals';
import { closingEvents, earlierChampions } from './champions.js';
import type { LedgerEvent } from './ledger.js';

const of =
  (event: LedgerEvent['event']) =>
  (version: number): LedgerEvent => {
    return { time: '2026-01-02T03:04:05.000Z', event, version };
  };
const published = of('published');
const promoting = of('promoting');
const promoted = of('promoted');
const rollingBack = of('rolling-back');
const rolledBack = of('rolled-back');
const abandoned = of('abandoned');
const served = (version: number) => [promoting(version), promoted(version)];
const wentBack = (version: number) => [rollingBack(version), rolledBack(version)];

describe('earlier champions by a ledger of an earlier version of the product, which wrote before the alias moved', () => {
  it.each<[string, LedgerEvent[], number | undefined, number[]]>([
    ['none before the first', [promoted(1)], 1, []],
    ['newest first', [promoted(1), promoted(2), promoted(5)], 5, [2, 1]],
    ['a rollback takes the later ones away', [promoted(1), promoted(2), promoted(3), rolledBack(2)], 2, [1]],
    ['two rollbacks', [promoted(1), promoted(2), promoted(3), rolledBack(2), rolledBack(1)], 1, []],
    ['a promotion after a rollback', [promoted(1), promoted(2), rolledBack(1), promoted(3)], 3, [1]],
    ['promoted twice', [promoted(1), promoted(2), promoted(1)], 1, [2]],
    ['an alias that never moved', [promoted(1), promoted(2)], 1, []],
    ['an unknown champion', [promoted(1), promoted(2)], 7, [2, 1]],
    ['an unreadable alias', [promoted(1), promoted(2)], undefined, [2, 1]],
    ['a rollback that never came about', [promoted(1), promoted(2), promoted(3), rolledBack(1)], 3, [2, 1]],
    ['a promotion found to have failed', [promoted(1), promoted(2), abandoned(2), ...served(3)], 3, [1]],
    [
      'a rollback found to have failed',
      [promoted(1), promoted(2), rolledBack(1), abandoned(1), ...served(3)],
      3,
      [2, 1],
    ],
    ['publications do not count', [published(9), promoted(1)], 1, []],
  ])('%s', (_name, events, current, expected) => {
    expect(earlierChampions(events, current)).toEqual(expected);
  });
});

describe('earlier champions', () => {
  it.each<[string, LedgerEvent[], number | undefined, number[]]>([
    ['newest first', [...served(1), ...served(2), ...served(5)], 5, [2, 1]],
    ['rollbacks', [...served(1), ...served(2), ...served(3), ...wentBack(2), ...wentBack(1)], 1, []],
    ['killed before the alias moved', [...served(1), promoting(2)], 1, []],
    ['killed before it, and then another', [...served(1), promoting(2), abandoned(2), ...served(3)], 3, [1]],
    ['killed before it, and nobody closed it', [...served(1), promoting(2), ...served(3)], 3, [1]],
    ['killed after the alias moved', [...served(1), promoting(2)], 2, [1]],
    ['killed after it, and then another', [...served(1), promoting(2), promoted(2), ...served(3)], 3, [2, 1]],
    ['a rollback killed before it', [...served(1), ...served(2), rollingBack(1)], 2, [1]],
    ['a rollback killed after it', [...served(1), ...served(2), rollingBack(1)], 1, []],
    ['two at once', [...served(1), promoting(2), promoting(3), promoted(2), promoted(3)], 3, [2, 1]],
    ['two at once, one killed', [...served(1), promoting(2), promoting(3), promoted(2)], 2, [1]],
    [
      'given up while it went on',
      [...served(1), promoting(2), abandoned(2), promoted(2), ...served(3)],
      3,
      [2, 1],
    ],
    ['an unreadable alias', [...served(1), promoting(2)], undefined, [1]],
  ])('%s', (_name, events, current, expected) => {
    expect(earlierChampions(events, current)).toEqual(expected);
  });
});

describe('closing what a killed process left open', () => {
  const close = (events: LedgerEvent[], current?: number) =>
    closingEvents(events, current).map(({ event, version }) => `${event} ${version}`);

  it.each<[string, LedgerEvent[], number | undefined, string[]]>([
    ['nothing is open', [...served(1), ...wentBack(1)], 1, []],
    ['the alias moved', [...served(1), promoting(2)], 2, ['promoted 2']],
    ['it did not', [...served(1), promoting(2)], 1, ['abandoned 2']],
    ['it was never set', [promoting(1)], undefined, ['abandoned 1']],
    ['it moved back', [...served(1), ...served(2), rollingBack(1)], 1, ['rolled-back 1']],
    ['recorded early, and it moved', [promoted(1), promoted(2)], 2, []],
    ['recorded early, and it did not', [promoted(1), promoted(2)], 1, ['abandoned 2']],
  ])('%s', (_name, events, current, expected) => {
    expect(close(events, current)).toEqual(expected);
  });
});
