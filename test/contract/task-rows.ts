import { createRandom } from '../../src/core/random.js';

/* Rows that the subjects of tasks learn from. */

/** A treatment that the larger get the likelier, and that helps the red ones. */
export function treatedRows() {
  const random = createRandom(5);
  return Array.from({ length: 160 }, () => {
    const size = Number((10 * random.next()).toFixed(1));
    const colour = random.next() < 0.5 ? 'r' : 'b';
    const treated = random.next() < 0.25 + 0.05 * size ? 1 : 0;
    const health = size + treated * (colour === 'r' ? 6 : 1) + 0.5 * random.normal();
    return `${size},${colour},${treated},${health.toFixed(2)}`;
  });
}

/** Who rates what: customers of two tastes. */
export function tastes() {
  const random = createRandom(3);
  return Array.from({ length: 24 }, (_, who) =>
    Array.from({ length: 8 }, (_unused, at) => {
      const item = random.integer(6) * 2 + (random.next() < 0.85 ? who % 2 : 1 - (who % 2));
      return `c${who},p${item},${item % 2 === who % 2 ? 5 : 2},${at}`;
    }).filter((line, i, all) => all.findIndex((one) => one.split(',')[1] === line.split(',')[1]) === i),
  ).flat();
}

/** Learners of two abilities answer questions of three skills, and become better at each. */
export function answersOfLearners() {
  const random = createRandom(5);
  return Array.from({ length: 40 }, (_, who) => {
    const seen = [0, 0, 0];
    return Array.from({ length: 12 }, (_unused, at) => {
      const skill = random.integer(3);
      const chance = 0.2 + 0.3 * (who % 2) + 0.1 * Math.min(4, seen[skill]++);
      return { who: `l${who}`, at: at + 1, skill: `s${skill}`, right: random.next() < chance ? 1 : 0 };
    });
  });
}

/** Prices of three assets that go along with each other, one of them listed later. */
export function pricesOf(days: number): string[] {
  const random = createRandom(5);
  const prices = [20, 50, 100];
  return Array.from({ length: days }, (_, day) => {
    const common = random.normal();
    prices.forEach((price, i) => {
      prices[i] = price * Math.exp(0.01 * (1 + (day % 90) / 90) * (common + random.normal()));
    });
    const date = new Date(Date.UTC(2020, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);
    return [date, ...prices.map((price, i) => (i === 2 && day < 120 ? '' : price.toFixed(4)))].join(',');
  });
}
