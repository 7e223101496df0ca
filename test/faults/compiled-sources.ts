import { mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The given folders of `src` as JavaScript in a new temporary folder, so that a plain Node process can run them without
 * a build of the project. The caller removes the folder.
 */
export async function compiledSources(folders: readonly string[]): Promise<string> {
  const target = await mkdtemp(join(tmpdir(), 'sextant-sources-'));
  await writeFile(join(target, 'package.json'), '{"type":"module"}');
  await symlink(join(projectRoot, 'node_modules'), join(target, 'node_modules'), 'junction');
  for (const folder of folders) {
    const names = await readdir(join(projectRoot, 'src', folder), { recursive: true });
    for (const name of names.filter((one) => one.endsWith('.ts') && !one.endsWith('.spec.ts'))) {
      const source = await readFile(join(projectRoot, 'src', folder, name), 'utf8');
      await mkdir(join(target, folder, dirname(name)), { recursive: true });
      const { code } = await transform(source, {
        filename: name,
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
      });
      await writeFile(join(target, folder, name.replace(/\.ts$/, '.js')), code);
    }
  }
  return target;
}
