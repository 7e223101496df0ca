import { describe, expect, it } from '@jest/globals';
import { parseAuthority } from './authority.js';

describe('the name of a server', () => {
  it.each([
    ['localhost', { name: 'localhost' }],
    ['LOCALHOST.:3000', { name: 'localhost', port: 3000 }],
    ['127.0.0.1:80', { name: '127.0.0.1', port: 80 }],
    ['[::1]:3000', { name: '::1', port: 3000 }],
    ['[::ffff:7F00:1]', { name: '::ffff:7f00:1' }],
    ['a_b.example-site.org', { name: 'a_b.example-site.org' }],
  ])('is read: %s', (text, authority) => {
    expect(parseAuthority(text)).toEqual(authority);
  });

  it.each([
    ...[
      '',
      ' ',
      'localhost ',
      'a b',
      'evil@localhost',
      'localhost:3000@evil',
      'localhost/evil',
      'localhost#',
    ],
    ...[
      'localhost:',
      'localhost:x',
      'localhost:70000',
      '::1',
      '[::1',
      'a,b',
      '-',
      '.',
      'http://localhost',
      '*',
    ],
  ])('is not read out of %j', (text) => {
    expect(parseAuthority(text)).toBeUndefined();
  });
});
