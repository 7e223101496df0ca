import tensorFlow from '@tensorflow/tfjs';

/**
 * TensorFlow.js as every other folder uses it. Which backend computes is decided by `startEngine`, which must have been awaited
 * before the first tensor is made.
 */
export const tf = tensorFlow;

// The library greets and warns on the console; standard output and the log belong to the application.
tf.env().set('PROD', true);
