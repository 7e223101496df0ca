import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileDateFormat, dateFormat } from './date-format.js';
import { dateColumn } from './date.column.js';

describe('the form of a date', () => {
  it.each([
    ['dd.MM.yyyy', '31.12.2024', '2024-12-31'],
    ['yyyy/MM/dd', '2024/12/31', '2024-12-31'],
    ['M/d/yyyy', '2/3/2024', '2024-02-03'],
    ['yyyyMMdd', '20240229', '2024-02-29'],
    ['yyyy年M月d日', '2024年2月9日', '2024-02-09'],
    ['dd.MM.yyyy HH:mm', '01.02.2024 18:30', '2024-02-01T18:30'],
    ['yyyy-MM-dd H:mm:ss', '2024-02-01 8:05:09', '2024-02-01T08:05:09'],
  ])('%s reads %s', (format, text, iso) => {
    expect(dateFormat.safeParse(format).success).toBe(true);
    expect(compileDateFormat(format).parse(text)).toBe(Date.parse(iso.includes('T') ? `${iso}Z` : iso));
  });

  it.each([
    ['dd.MM.yyyy', '2024-12-31', 'form'],
    ['dd.MM.yyyy', '31.12.24', 'form'],
    ['dd.MM.yyyy', '31x12x2024', 'form'],
    ['dd.MM.yyyy', '30.02.2024', 'value'],
    ['M/d/yyyy', '31/12/2024', 'value'],
    ['dd.MM.yyyy HH:mm', '01.02.2024 24:00', 'value'],
  ])('%s refuses %s', (format, text, why) => {
    expect(compileDateFormat(format).parse(text)).toBe(why);
  });

  it.each([
    'dd.MM',
    'dd.mm.yyyy',
    'Mdyyyy',
    'yyyy-MM-dd ss',
    'yyyy-MM-dd mm',
    'dd.dd.MM.yyyy',
    'yy-MM-dd',
    '',
    'YYYY-MM-DD',
  ])('is not %j', (format) => expect(dateFormat.safeParse(format).success).toBe(false));

  it('reads every day back that it writes', () => {
    const days = fc.integer({ min: -600_000, max: 2_000_000 });
    const two = (value: number) => String(value).padStart(2, '0');
    fc.assert(
      fc.property(days, (day) => {
        const date = new Date(day * 86_400_000);
        const year = date.getUTCFullYear();
        fc.pre(year >= 1 && year <= 9999);
        const text = `${two(date.getUTCDate())}.${two(date.getUTCMonth() + 1)}.${String(year).padStart(4, '0')}`;
        expect(compileDateFormat('dd.MM.yyyy').parse(text)).toBe(day * 86_400_000);
      }),
    );
  });
});

describe('a date column with a form', () => {
  const column = dateColumn.schema.parse({
    name: 'day',
    kind: 'date',
    meaning: { en: 'Day', zh: '日' },
    format: 'dd.MM.yyyy HH:mm',
    zone: 'Europe/Berlin',
  });
  const read = dateColumn.reader(column);

  it('is read on the clock of its zone', () => {
    expect(read('01.07.2024 12:00')).toBe(Date.UTC(2024, 6, 1, 10));
    expect(read(' NA ')).toBeNull();
  });

  it('says how it is written', () => {
    expect(read('2024-07-01')).toMatchObject({
      expected: 'a date written dd.MM.yyyy HH:mm as declared, for instance 31.12.2024 18:30',
    });
    expect(read('31.06.2024 12:00')).toMatchObject({
      expected: 'a day and time that exist, written dd.MM.yyyy HH:mm',
    });
    expect(dateColumn.jsonSchema(column)).toMatchObject({ examples: ['31.12.2024 18:30'] });
  });
});
