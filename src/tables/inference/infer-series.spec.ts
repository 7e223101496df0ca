import { describe, expect, it } from '@jest/globals';
import { inferColumn } from './infer-column.js';
import { inferSeries, type ReadColumn } from './infer-series.js';

const hours = Array.from({ length: 48 }, (_, i) => new Date(i * 3_600_000).toISOString());

/** Rows of two shops in two towns, hour by hour. */
const rows = hours.flatMap((time) =>
  ['a', 'b'].flatMap((town) => ['1', '2'].map((shop) => ({ time, town, shop, site: town + shop }))),
);

function column(name: 'time' | 'town' | 'shop' | 'site', chosen = rows): ReadColumn {
  const texts = chosen.map((row) => row[name]);
  return { inferred: inferColumn(name, texts), texts };
}

describe('the series of a file', () => {
  it('are one where every moment stands once, whatever else the rows tell', () => {
    const alone = rows.filter(({ site }) => site === 'a1');
    expect(inferSeries(column('time', alone), [column('town', alone)])).toMatchObject({
      order: 'time',
      step: { text: '1h' },
      lengths: [48],
      repeated: 0,
    });
  });

  it('are told apart by the column of fewest values that can', () => {
    const found = inferSeries(column('time'), [column('town'), column('site')]);
    expect(found).toMatchObject({ group: 'site', step: { text: '1h' }, lengths: [48, 48, 48, 48] });
  });

  it('allow for some moments that are given again', () => {
    const alone = rows.filter(({ site }) => site === 'a1');
    const many = Array.from({ length: 4 }, () => alone).flatMap((part, i) =>
      part.map((row) => ({
        ...row,
        time: new Date(Date.parse(row.time) + i * 48 * 3_600_000).toISOString(),
      })),
    );
    const again = [...many, many[190]];
    expect(inferSeries(column('time', again), [])).toMatchObject({ repeated: 1, step: { text: '1h' } });
  });

  it('are none where two columns tell them apart only together: both are named', () => {
    expect(inferSeries(column('time'), [column('town'), column('shop')])).toEqual({
      order: 'time',
      reason: 'repeated',
      repeated: 144,
      rows: 192,
      columns: ['town', 'shop'],
    });
  });

  it('are those of the column that a person names, or none', () => {
    const others = [column('town'), column('site')];
    expect(inferSeries(column('time'), others, 'site')).toMatchObject({ group: 'site' });
    expect(inferSeries(column('time'), others, 'town')).toMatchObject({ reason: 'repeated' });
  });
});
