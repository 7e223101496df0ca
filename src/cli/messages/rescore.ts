import { messages } from '../language.js';

/** `rescore`. */
export const say = messages({
  repaired: {
    en: 'of {rejected} rejected rows {repaired} were repaired; {scored} are scored now',
    zh: '{rejected} 行被拒行中修正了 {repaired} 行；现已对其中 {scored} 行打分',
  },
});
