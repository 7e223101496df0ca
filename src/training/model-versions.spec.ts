import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NotFoundError } from '../core/errors.js';
import { tinySpec } from '../scenarios/scenario.fixture.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { openVersion } from '../learning/index.js';
import { profileSchema } from '../tables/profile/profile-schema.js';
import { OperationEvents } from '../monitoring/operation-events.js';
import { ModelVersions } from './model-versions.js';
import { trainScenario } from './train-scenario.js';
import { csvOf, tinyHome, tinyRows, type TinyHome } from './training.fixture.js';

describe('the profile of the champion', () => {
  let home: TinyHome;
  let versions: ModelVersions;
  beforeAll(async () => {
    home = await tinyHome(tinySpec(), csvOf(tinyRows(120)));
    const events = new OperationEvents();
    versions = new ModelVersions(new ScenarioCatalogue([home.scenario]), home.context.registry, events);
    await trainScenario({ scenario: home.scenario }, home.context);
  });
  afterAll(() => home.remove());

  it('is that of the rows that it learnt from and of each class, and on its card', async () => {
    const profile = profileSchema.parse(JSON.parse(await versions.profile('test/tiny')));
    expect(profile.rows).toBe(96);
    expect(profile.columns.map(({ name }) => name)).toEqual(['size', 'colour', 'class']);
    expect(profile.byTarget?.groups.map(({ value }) => value).sort()).toEqual(['g', 'x']);
    expect(profile.byTarget?.groups.reduce((sum, group) => sum + group.rows, 0)).toBe(96);
    expect(await versions.file('test/tiny', 'card.md')).toMatch(
      /## Profile\n\n96 rows; [^]*\| size \| numeric \| 0 \|/,
    );
  });

  it('is not there for a version from before profiles were kept, which serves as ever', async () => {
    const { registry } = home.context;
    const { files } = await registry.load('test/tiny@1');
    const older = Object.fromEntries([...files].filter(([name]) => name !== 'profile.json'));
    const tag = await registry.publish('test/tiny', older, {});
    await registry.promote('test/tiny', tag.version, 'a test');
    await expect(openVersion(home.scenario, await registry.load(tag))).resolves.toBeDefined();
    const error = await versions.profile('test/tiny').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({
      message: 'test/tiny@2 has no profile of its data: it was trained before versions kept one.',
      hint: 'Train it anew: sextant train test/tiny.',
    });
  });
});
