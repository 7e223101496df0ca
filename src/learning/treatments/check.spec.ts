import { describe, expect, it } from '@jest/globals';
import { checkTreatments } from './check.js';
import { treatmentSpec } from './treatment.fixture.js';

const placesOf = (...replacements: [string, string][]) =>
  checkTreatments(treatmentSpec(...replacements)).map(({ pointer }) => pointer);

describe('the declaration of a treatment', () => {
  it('is well formed as it stands', () => {
    expect(placesOf()).toEqual([]);
  });

  it('has one treatment, which is yes or no', () => {
    expect(placesOf(['role: treatment, ', ''])).toEqual(['/columns']);
    expect(placesOf(['name: treated, kind: boolean', 'name: treated, kind: numeric'])).toEqual([
      '/columns/3/kind',
    ]);
    const second = ['name: north, kind: boolean, ', 'name: north, kind: boolean, role: treatment, '] as const;
    expect(placesOf([...second], ['missing: most-frequent', 'missing: allow'])).toEqual([
      '/columns/2/role',
      '/columns/3/role',
    ]);
  });

  it('asks about a number whose differences mean something', () => {
    expect(placesOf(['kind: numeric, meaning: { en: Health', 'kind: numeric, transform: log1p, meaning: { en: Health'])).toEqual(['/target/transform']); // prettier-ignore
  });

  it('learns by networks with arms, over folds', () => {
    expect(placesOf(['architecture: dragonnet', 'architecture: mlp'])).toEqual(['/model/architecture']);
    expect(placesOf(['{ folds: 3 }', '{ fraction: 0.2 }'])).toEqual(['/split/validation/fraction']);
  });

  it('has no options but its own, within their limits', () => {
    expect(placesOf(['refutations: 4', 'support: 0.5'])).toEqual(['/task/options/support']);
  });

  it('is decided on by rules about effects alone', () => {
    const decision = (rule: string) => `decision: ${rule}\nmetrics:`;
    const actions = 'actions: { treat: a, withhold: b }';
    expect(placesOf(['metrics:', decision(`{ rule: treat, benefit: 1, ${actions} }`)])).toEqual([]);
    expect(placesOf(['metrics:', decision('{ rule: lead-time, lead: 1 }')]).length).toBeGreaterThan(0);
  });
});
