export { compress, gather, spread } from './layers.as';
