/**
 * How swc turns TypeScript into JavaScript file by file; types are checked by `npm run types`.
 * @type {import('@swc/core').Options}
 */
export const compilerSettings = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
  module: { type: 'es6' },
};

/**
 * Jest on native ES modules.
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test', '<rootDir>/web/src'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { ...compilerSettings }] },
  // Bounds what hangs, not what is slow: machines are at times five times as busy.
  testTimeout: 300_000,
  maxWorkers: 2,
  // What modules leave behind in a worker is freed with it: some hundred files would fill its heap.
  workerIdleMemoryLimit: '1.5GB',
  testSequencer: '<rootDir>/test-order.config.mjs',
};
