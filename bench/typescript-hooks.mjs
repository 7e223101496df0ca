// How Node finds and reads the project's TypeScript, with the settings by which Jest compiles it.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';
import { compilerSettings } from '../jest.config.mjs';

/**
 * TypeScript names a file by what it would be compiled to.
 * @type {import('node:module').ResolveHook}
 */
export function resolve(specifier, context, next) {
  const { parentURL = '' } = context;
  const isOwn = parentURL.startsWith('file:') && !parentURL.includes('/node_modules/');
  if (isOwn && specifier.startsWith('.') && specifier.endsWith('.js')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), parentURL);
    if (existsSync(fileURLToPath(source))) return next(source.href, context);
  }
  return next(specifier, context);
}

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), { ...compilerSettings, filename });
  return { format: 'module', source: code, shortCircuit: true };
}
