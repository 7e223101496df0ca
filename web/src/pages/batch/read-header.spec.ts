import { describe, expect, it } from '@jest/globals';
import { readHeader } from './read-header';

const headerOf = (...parts: BlobPart[]) => readHeader(new File(parts, 'table'));

describe('the header of a file that was chosen', () => {
  it('is that of a CSV, whatever its delimiter and its encoding', async () => {
    expect(await headerOf('age;purpose\n30;car\n')).toEqual(['age', 'purpose']);
    expect(await headerOf(new Uint8Array([0xc4, 0xea, 0xc1, 0xe4]), ',b\n1,2\n')).toEqual(['年龄', 'b']);
  });

  it.each([
    ['gzip', [0x1f, 0x8b, 8]],
    ['a workbook', [0x50, 0x4b, 0x03, 0x04]],
    ['Parquet', [0x50, 0x41, 0x52, 0x31]],
  ])('is left to the server where the file is %s', async (_form, bytes) => {
    expect(await headerOf(new Uint8Array(bytes), 'a,b\n')).toBeUndefined();
  });

  it('is left to the server where the file is JSON Lines', async () => {
    expect(await headerOf('{"age": 30, "purpose": "car"}\n')).toBeUndefined();
  });
});
