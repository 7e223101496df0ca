'use strict';
/**
 * Stands in for `@tensorflow/tfjs-node` below danfo. What danfo computes with is decided in `src/engine/native.ts`, which leaves the
 * decision in the slot; where danfo was loaded without it, danfo computes with plain TensorFlow.js.
 */
const slot = Symbol.for('sextant.engine.tensorFlowForDanfo');
const slots = /** @type {Record<symbol, (() => unknown) | undefined>} */ (globalThis);
const decide = slots[slot] ?? plainTensorFlow;

/** `PROD` only keeps the library from writing its greetings to the console. */
function plainTensorFlow() {
  const tf = /** @type {typeof import('@tensorflow/tfjs')} */ (require('@tensorflow/tfjs'));
  tf.env().set('PROD', true);
  return tf;
}

module.exports = decide();
