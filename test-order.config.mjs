import { statSync } from 'node:fs';

/** What takes minutes: begun first, so that it does not run alone in the end. */
const longest = [
  'test/contract/scenarios.spec.ts',
  'test/browser/pages.spec.ts',
  'test/end-to-end/documentation.spec.ts',
  'test/contract/architectures.spec.ts',
  'test/faults/large-requests.spec.ts',
  'test/end-to-end/start-up.spec.ts',
  'test/faults/home.spec.ts',
  'test/faults/jobs.spec.ts',
  'test/docs/readme.spec.ts',
  'test/architecture/imagined-changes.spec.ts',
];

/**
 * The order in which Jest runs the files of tests. It knows how long they take only where it ran before; a fresh clone knows nothing.
 */
export default class TestOrder {
  /**
   * @template {{ path: string }} Test
   * @param {readonly Test[]} tests
   */
  sort(tests) {
    const placed = tests.map((test) => ({ test, rank: rankOf(test.path), size: statSync(test.path).size }));
    return placed.sort((a, b) => a.rank - b.rank || b.size - a.size).map(({ test }) => test);
  }

  /** Nothing is remembered. */
  cacheResults() {}
}

/** @param {string} path */
function rankOf(path) {
  const found = longest.findIndex((name) => path.replaceAll('\\', '/').endsWith(name));
  return found === -1 ? longest.length : found;
}
