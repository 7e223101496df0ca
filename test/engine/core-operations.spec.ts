import { it } from '@jest/globals';
import { startEngine } from '../../src/engine/engine.js';
import { loadCoreModule } from './core-modules.js';

/**
 * tfjs-core's own tests of every operation whose kernel the wasm engine adds or wraps, run on the wasm backend.
 *
 * Beside each file the names of the tests that the backend's own forward kernels cannot do; they must fail, so that the list
 * shrinks when upstream learns them: no channels-first layout, no bias but a vector, no product of integers, no complex
 * numbers.
 */
const files: [path: string, beyondTheBackend?: RegExp][] = [
  ['ops/unsorted_segment_sum_test'],
  ['ops/gather_test'],
  ['ops/clone_test', /complex64/],
  ['gradients_test'],
  ['variable_test'],
  ['ops/slice1d_test'],
  ['ops/slice2d_test'],
  ['ops/slice3d_test'],
  ['ops/slice4d_test'],
  ['ops/slice_test'],
  ['ops/split_test'],
  ['ops/unstack_test'],
  ['ops/stack_test'],
  ['ops/concat_test', /complex/],
  ['ops/mat_mul_test', /^upcasts when dtypes dont match$/],
  ['ops/fused/fused_mat_mul_test', /2d bias|broadcasted bias different rank/],
  ['ops/conv1d_test'],
  ['ops/conv2d_test', /x=.* NCHW$/],
  ['ops/conv2d_separable_test'],
  ['ops/conv2d_transpose_test'],
  ['ops/depthwise_conv2d_test'],
  ['ops/fused/fused_conv2d_test', / in NCHW|(basic|im2row) with broadcasted bias|^gradient .* with bias$/],
  ['ops/fused/fused_depthwise_conv2d_test', /basic with broadcasted bias|^gradient .* with bias$/],
];

await startEngine('wasm');
const { setTestEnvs } = loadCoreModule('jasmine_util') as { setTestEnvs: (environments: object[]) => void };
setTestEnvs([{ name: 'wasm', backendName: 'wasm', isDataSync: true }]);
for (const [path, beyondTheBackend] of files) {
  loadCoreModule(path, (name, body) => {
    if (beyondTheBackend?.test(name)) it.failing(name, body);
    else it(name, body);
  });
}
