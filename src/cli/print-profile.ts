import { profileHead, profileLines } from '../tables/profile/profile-text.js';
import type { Profile } from '../tables/profile/profile-schema.js';
import { said } from './language.js';
import { printTable } from './output.js';

/** A line for each column of a profile. Of its cells only the last is a sentence; the others are names and counts. */
export function printProfile(profile: Pick<Profile, 'columns'>): void {
  const rows = profileLines(profile).map(([name, ...cells]) => {
    return [`  ${name}`, ...cells.map((cell, i) => (i === cells.length - 1 ? said(cell) : cell))];
  });
  const [first, ...others] = profileHead.map(said);
  printTable([[`  ${first}`, ...others], ...rows]);
}
