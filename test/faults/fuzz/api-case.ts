import { createRandom, type Random } from '../../../src/core/random.js';
import { mutate } from './api-mutation.js';
import { drawOperation, validRequest, type ApiCase, type ApiRequest, type ApiWorld } from './api-request.js';
import { happens, pickWeighted } from './draw.js';
import { heavyRequest } from './heavy-requests.js';
import { rawRequest } from './raw-requests.js';
import type { Manner } from './wire.js';

/** The `number`-th case of a seed: the same whichever were drawn before, but for the ids of jobs that there are. */
export function drawCase(seed: number, number: number, world: ApiWorld): ApiCase {
  const random = createRandom(seed).fork(`case ${number}`);
  const kind = pickWeighted(
    [
      [2, 'heavy'],
      [7, 'raw'],
      [6, 'pipelined'],
      [85, 'one'],
    ] as const,
    random,
  );
  if (kind === 'raw') return { number, requests: [rawRequest(random)], manner: 'whole' };
  if (kind === 'pipelined') {
    const requests = Array.from({ length: 2 + random.integer(4) }, () => anyRequest(world, random, false));
    return { number, requests, manner: 'whole' };
  }
  const heavy = kind === 'heavy' ? heavyRequest(world, random) : undefined;
  const request = heavy ?? anyRequest(world, random, true);
  return { number, requests: [request], manner: mannerOf(request, random) };
}

function anyRequest(world: ApiWorld, random: Random, isAlone: boolean): ApiRequest {
  const request = validRequest(drawOperation(world, random), world, random);
  // A stream of events ends with its job: what comes behind it on a connection may wait for long.
  const isStream = /\/events$/.test(request.path);
  if (!isAlone && isStream) return validRequest(world.operations[0], world, random);
  if (happens(80, random)) mutate(request, random, { world, mayBreakFraming: isAlone });
  return request;
}

function mannerOf(request: ApiRequest, random: Random): Manner {
  if (/\/events/.test(request.path) && happens(80, random)) return 'left';
  return pickWeighted<Manner>(
    [
      [80, 'whole'],
      [8, 'pieces'],
      [5, 'cut'],
      [4, 'half-closed'],
      [3, 'left'],
    ],
    random,
  );
}
