// Loads the native engine as Sextant does and multiplies two matrices: what `npm run engine:native` runs in a process of its own. Needs a build.
import { loadNative } from '#dist/engine/native.js';

const { module, version, reason } = loadNative();
if (module === null) {
  console.error(reason);
  process.exitCode = 1;
} else {
  const product = module.tidy(() =>
    module
      .matMul(
        module.tensor2d([
          [1, 2],
          [3, 4],
        ]),
        module.tensor2d([[5], [6]]),
      )
      .arraySync(),
  );
  if (JSON.stringify(product) === '[[17],[39]]') {
    const tensorflow = module.node?.tensorflowVersion?.();
    console.log(JSON.stringify({ tfjs: version, backend: module.getBackend(), tensorflow }));
  } else {
    console.error(`a product came out as ${JSON.stringify(product)}`);
    process.exitCode = 1;
  }
}
