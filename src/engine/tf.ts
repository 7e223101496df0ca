import { createRequire } from 'node:module';
import type * as tensorFlow from '@tensorflow/tfjs';

// Imported, Node would search the text of every CommonJS bundle for names of exports first: a third of a second of each thread.
const load = createRequire(import.meta.url);

/**
 * TensorFlow.js as every other folder uses it. Which backend computes is decided by `startEngine`, which must have been awaited
 * before the first tensor is made.
 */
export const tf = load('@tensorflow/tfjs') as typeof tensorFlow;

// The library greets and warns on the console; standard output and the log belong to the application.
tf.env().set('PROD', true);
