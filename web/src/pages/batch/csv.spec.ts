import { describe, expect, it } from '@jest/globals';
import { delimiterOf, readCsv, writeCsv } from './csv';

describe('a table that is shown', () => {
  it('is read by RFC 4180, with the lines that each row takes', () => {
    const text = '\uFEFFa,b\r\n1,"two, ""quoted"""\r\n\r\n3,"over\ntwo lines"\r\n';
    expect(readCsv(text)).toEqual({
      header: ['a', 'b'],
      rows: [
        ['1', 'two, "quoted"'],
        ['3', 'over\ntwo lines'],
      ],
      lines: [1, 2],
    });
  });

  it('ends after as many rows as are asked for, and may lack its last line end', () => {
    expect(readCsv('a\n1\n2\n3', { most: 2 }).rows).toEqual([['1'], ['2']]);
    expect(readCsv('a;b\n1;2').rows).toEqual([['1', '2']]);
  });

  it('has the delimiter of its header, quotes aside', () => {
    expect(['a;b', 'a\tb', 'a|b', 'a', '"x,y";b;c'].map(delimiterOf)).toEqual([';', '\t', '|', ',', ';']);
  });

  it('is written so that it is read as it was', () => {
    const rows = [['plain', 'with, comma', 'with "quote"', 'with\nline']];
    const header = ['a', 'b', 'c', 'd'];
    expect(readCsv(writeCsv(header, rows), { delimiter: ',' })).toMatchObject({ header, rows });
  });
});
