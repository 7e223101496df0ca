import { describe, expect, it } from '@jest/globals';
import { treatedChildrenMechanism, treatedChildrenOptions } from './treated-children.mechanism.js';

describe('the mechanism treated-children', () => {
  const options = treatedChildrenOptions.parse({
    mechanism: 'treated-children',
    seed: 9,
    rows: 2000,
    noise: 0,
  });
  const { header, records } = treatedChildrenMechanism.generate(options);
  const children = records.map((cells) =>
    Object.fromEntries(cells.map((cell, i) => [header[i], Number(cell)] as const)),
  );
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const effects = children.map(({ mu0, mu1 }) => mu1 - mu0);

  it('has the mean effect that is declared, and different ones', () => {
    expect(mean(effects)).toBeCloseTo(4, 3);
    expect(Math.max(...effects) - Math.min(...effects)).toBeGreaterThan(3);
  });

  it('observes the arm that a child was in, and tells the other one', () => {
    for (const { treatment, y_factual, y_cfactual, mu0, mu1 } of children) {
      expect([y_factual, y_cfactual]).toEqual(treatment === 1 ? [mu1, mu0] : [mu0, mu1]);
    }
  });

  it('treats about a quarter, the likelier whose mothers are not married', () => {
    const share = (own: typeof children) => mean(own.map(({ treatment }) => treatment));
    expect(Math.abs(share(children) - 0.25)).toBeLessThan(0.05);
    const [single, married] = [0, 1].map((is) => children.filter((child) => child.married === is));
    expect(share(single) - share(married)).toBeGreaterThan(0.05);
  });

  it('gives each mother at most one school and each child at most one site', () => {
    for (const child of children) {
      expect(child.less_than_high_school + child.high_school + child.some_college).toBeLessThanOrEqual(1);
      const sites = header.filter((name) => name.startsWith('site_')).map((name) => child[name]);
      expect(sites.reduce((sum, is) => sum + is, 0)).toBeLessThanOrEqual(1);
    }
  });
});
