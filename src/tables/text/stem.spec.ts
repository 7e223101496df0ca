import { describe, expect, it } from '@jest/globals';
import { stem } from './stem.js';

// Porter (1980), the examples of its steps, carried to the end.
const examples: Record<string, string> = {
  caresses: 'caress',
  ponies: 'poni',
  ties: 'ti',
  cats: 'cat',
  feed: 'feed',
  agreed: 'agre',
  plastered: 'plaster',
  bled: 'bled',
  motoring: 'motor',
  sing: 'sing',
  conflated: 'conflat',
  troubled: 'troubl',
  sized: 'size',
  hopping: 'hop',
  falling: 'fall',
  failing: 'fail',
  filing: 'file',
  happy: 'happi',
  sky: 'sky',
  relational: 'relat',
  conditional: 'condit',
  rational: 'ration',
  digitizer: 'digit',
  vietnamization: 'vietnam',
  feudalism: 'feudal',
  decisiveness: 'decis',
  sensibiliti: 'sensibl',
  triplicate: 'triplic',
  formative: 'form',
  electrical: 'electr',
  goodness: 'good',
  allowance: 'allow',
  adjustable: 'adjust',
  replacement: 'replac',
  adoption: 'adopt',
  effective: 'effect',
  probate: 'probat',
  rate: 'rate',
  controll: 'control',
  roll: 'roll',
  generalizations: 'gener',
  oscillators: 'oscil',
};

describe('the stem', () => {
  it.each(Object.entries(examples))('of %s is %s', (word, expected) => {
    expect(stem(word)).toBe(expected);
  });

  it.each(['is', '栈', 'größe', 'x86', "don't", '', 'YES'])('leaves %s as it is', (word) => {
    expect(stem(word)).toBe(word);
  });
});
