import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { shippedDatasets } from '../core/paths.js';
import { realDataFolder } from '../../test/real-data.js';
import { DatasetCatalogue } from './dataset-catalogue.js';
import { readerOf } from './readers/index.js';

const real = realDataFolder();
const withRealData = real ? it : it.skip;
const note = real ? '' : ' (skipped: ../shared/datasets is not there)';

withRealData(`the real answers are those that were published, no learner in two parts${note}`, async () => {
  const { spec } = await new DatasetCatalogue([shippedDatasets], tmpdir()).get('assist2009-updated');
  const folder = join(real ?? '', 'education', 'assist2009-updated');
  const { records } = await readerOf(spec.reader).read(spec.reader, (file) => join(folder, file));
  expect(records).toHaveLength(325_637);
  const learners = new Map(records.map(([learner, , , , part]) => [learner, part]));
  const counts = ['train', 'validation', 'test'].map(
    (part) => [...learners.values()].filter((one) => one === part).length,
  );
  expect(counts).toEqual([2291, 630, 1230]);
  expect(new Set(records.map(([, , skill]) => skill)).size).toBe(110);
  expect(new Set(records.map((cells) => cells[3]))).toEqual(new Set(['0', '1']));
});
