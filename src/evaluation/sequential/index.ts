export { meanExceeds, type Evidence } from './mean-exceeds.js';
