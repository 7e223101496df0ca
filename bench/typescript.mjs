// Imported for its effect: from here on `import()` takes the project's TypeScript as it is, so that a benchmark can use what the tests use.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
