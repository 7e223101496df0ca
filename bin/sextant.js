#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

const program = new URL('../dist/bundle/main.js', import.meta.url);
if (!existsSync(program)) {
  process.stderr.write('Sextant is not built yet. Run: npm run build\n');
  process.exit(1);
}
// Since Node 22 what was compiled is kept for the next start.
/** @type {{ enableCompileCache?: () => void }} */ (module).enableCompileCache?.();
await import(program.href);
