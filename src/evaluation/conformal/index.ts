export { conformalHalfWidth } from './split-conformal.js';
