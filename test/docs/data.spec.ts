import { expect } from '@jest/globals';
import { realDataFolder } from '../real-data.js';
import { followGuide, runStep } from './follow-guide.js';

/** Steps that import real data are run where it is there; those that download need a network and are not. */
followGuide('docs/data.md', {
  has: ['../shared'],
  step: (reader, step) => {
    expect(step.command).toMatch(/^sextant datasets (?:import \.\.\/shared\/|fetch |export )/u);
    if (realDataFolder() !== undefined && / (?:import|export) /u.test(step.command)) runStep(reader, step);
  },
});
